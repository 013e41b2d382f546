#pragma once
// NAME.journal: the truth about a run. Append-only, every record checksummed; NAME.h5 can be rebuilt from it at any time.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "results/run_lock.hpp"
#include "sim/base/file.hpp"

namespace asgen::results {

inline constexpr std::uint32_t kJournalVersion = 1;

/// Digest of one input day.
struct DataDigest {
  std::string name;          // as the study names it
  std::uint64_t digest = 0;  // base::hash_file of its file, or a hash of what a synthetic day is made from
  bool operator==(const DataDigest&) const = default;
};

/// What the records of a journal belong to; a journal of another run is never continued.
struct JournalHeader {
  std::string study;            // configs::study_identity(study): resolved JSON without the output folder
  std::string program_version;  // version of the program that wrote it
  std::vector<DataDigest> data;
  bool operator==(const JournalHeader&) const = default;
};

enum class UnitState : std::uint8_t { ok = 0, failed = 1 };

/// One finished unit of work: a genome on a segment. `seconds` and `rank` are recorded and decide nothing.
struct UnitRecord {
  std::uint64_t serial = 0;
  std::uint32_t segment = 0;
  UnitState state = UnitState::ok;
  std::string reason;           // why it failed, else empty
  std::vector<double> metrics;  // in the order of account::metric_table(); empty when failed
  double seconds = 0;
  std::int32_t rank = 0;
};

/// End of a generation: all of its units stand before this record.
struct GenerationRecord {
  std::int32_t generation = 0;
  std::uint64_t evaluations = 0;  // told so far, cache hits included
  std::uint64_t units = 0;        // simulated so far
};

/// What a journal holds up to its first damaged byte.
struct JournalContent {
  JournalHeader header;
  std::vector<UnitRecord> units;
  std::vector<GenerationRecord> generations;
  bool finished = false;
  std::uint64_t valid_bytes = 0;    // length of the sound part
  std::uint64_t dropped_bytes = 0;  // torn or damaged tail behind it
};

/// Reads a journal; a torn tail is dropped, not an error. Throws ConfigurationError when it is missing, no journal, of another
/// version, or damaged inside its header.
JournalContent read_journal(const std::string& path);

/// What to do about a journal that is there already.
enum class OpenMode {
  fresh,   // a finished one is replaced, an unfinished one is an error that names --resume
  resume,  // an existing one is continued, finished or not; where there is none a new one is begun
};

struct JournalOptions {
  OpenMode mode = OpenMode::fresh;
  std::chrono::milliseconds sync_every{3000};  // 0: after every record
  std::chrono::milliseconds lock_patience{0};  // how long a live owner of the run may still take to end
};

/// The open journal of a run; holds the run's lock (`path` + ".lock").
class Journal {
 public:
  /// Opens or creates `path`. In mode `resume` the records of an existing journal, finished or not, are kept (`kept()`), its
  /// torn tail is cut off. Throws ConfigurationError when an unfinished journal is there and mode is `fresh`, or when the
  /// header of the journal to resume differs (study, data or program version: every difference is named); StorageError when
  /// the lock is held or nothing can be written.
  Journal(std::string path, const JournalHeader& header, const JournalOptions& options);

  /// What an earlier process had stored; empty after a fresh start.
  [[nodiscard]] const JournalContent& kept() const { return kept_; }
  /// True when an existing journal is being continued.
  [[nodiscard]] bool resumed() const { return resumed_; }
  /// Owner of a stale lock that was taken over, else empty.
  [[nodiscard]] const std::string& taken_over_from() const { return lock_.taken_over_from(); }

  /// Appends one unit; on disk after at most `sync_every`. Throws StorageError.
  void append(const UnitRecord& unit);
  /// Appends a generation's end and waits until everything is on disk. Throws StorageError.
  void append(const GenerationRecord& generation);
  /// Marks the run as finished and waits until that is on disk. Throws StorageError.
  void finish();
  /// Waits until everything appended is on disk. Throws StorageError.
  void sync();

 private:
  void write(const std::string& record);

  std::string path_;
  RunLock lock_;
  JournalOptions options_;
  JournalContent kept_;
  bool resumed_ = false;
  std::optional<base::AppendFile> file_;
  std::chrono::steady_clock::time_point synced_;
};

}  // namespace asgen::results
