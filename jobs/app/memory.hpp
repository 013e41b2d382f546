#pragma once
// What a run will take of a node's memory, said before it begins, and what the node has left.

#include <cstdint>
#include <optional>
#include <string>

#include "jobs/app/study_market.hpp"

namespace asgen::app {

/// Bytes on one node.
struct MemoryNeed {
  std::uint64_t tapes = 0;       ///< compiled days; one copy a node where they come from the cache, else one a rank
  std::uint64_t indicators = 0;  ///< trading intensity (shared as the tapes), volatility, marks and gates (one copy a rank)
  std::uint64_t making = 0;      ///< while days are being compiled, on top of what they leave
  std::uint64_t results = 0;     ///< what the master knows of all evaluations, and the winner's path
  std::uint64_t programs = 0;    ///< ranks and their threads
  std::size_t days = 0, days_to_make = 0;

  /// Compiling is over when results have piled up.
  [[nodiscard]] std::uint64_t total() const { return tapes + indicators + programs + (making > results ? making : results); }
};

/// How a run is spread over one node.
struct NodeShare {
  int ranks = 1;    ///< that simulate or prepare days
  int threads = 1;  ///< of each
  std::uint64_t units = 0;
};

/// Foretells what a market's days will take. Reads the time stamps of days that no cache has. Throws as data::read_day does.
MemoryNeed memory_need(const StudyMarket& market, const NodeShare& share);

/// What the process may still take [bytes], and who says so; `root` is where the system's files are looked for (tests).
struct MemoryLimit {
  std::uint64_t bytes;
  std::string source;
};
/// The least of the free memory (MemAvailable) and what the limits of the control groups leave; nothing when no file tells.
std::optional<MemoryLimit> available_memory(const std::string& root = "");

/// "12.3 GiB: days 9.1, ..."
std::string describe(const MemoryNeed& need);

/// Throws ConfigurationError when the need is above the limit.
void require_memory(const MemoryNeed& need, const MemoryLimit& limit);

}  // namespace asgen::app
