#include "results/journal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "configs/json/differences.hpp"
#include "results/journal_records.hpp"
#include "sim/base/error.hpp"

namespace asgen::results {
namespace {

std::string data_differences(const std::vector<DataDigest>& before, const std::vector<DataDigest>& now) {
  std::string text;
  for (std::size_t i = 0; i < std::max(before.size(), now.size()); ++i) {
    if (i >= before.size()) {
      text += fmt::format("\n  data: {} is new", now[i].name);
    } else if (i >= now.size()) {
      text += fmt::format("\n  data: {} is gone", before[i].name);
    } else if (!(before[i] == now[i])) {
      text += fmt::format("\n  data: {} ({:016x}) -> {} ({:016x})", before[i].name, before[i].digest, now[i].name, now[i].digest);
    }
  }
  return text;
}

/// Every difference between the run that wrote a journal and the one that wants to go on with it, one per line.
std::string header_differences(const JournalHeader& before, const JournalHeader& now) {
  std::string text;
  for (const std::string& line : configs::json_differences(before.study, now.study)) text += "\n  " + line;
  text += data_differences(before.data, now.data);
  if (before.program_version != now.program_version) {
    text += fmt::format("\n  program version: {} -> {}", before.program_version, now.program_version);
  }
  return text;
}

void check_same_run(const std::string& path, const JournalHeader& before, const JournalHeader& now) {
  if (before == now) return;
  throw base::ConfigurationError(path, "belongs to another run (differences:" + header_differences(before, now) + ")",
                                 "restore the study, or start anew under another file name or after deleting this journal");
}

[[noreturn]] void refuse_unfinished(const std::string& path, const JournalContent& content) {
  throw base::ConfigurationError(path,
                                 fmt::format("is the journal of an unfinished run ({} units, {} generations stored)", content.units.size(),
                                             content.generations.size()),
                                 "continue it with --resume, or delete it to start anew");
}

}  // namespace

JournalContent read_journal(const std::string& path) { return decode_journal(base::read_text(path), path); }

Journal::Journal(std::string path, const JournalHeader& header, const JournalOptions& options)
    : path_(std::move(path)), lock_(path_ + ".lock", options.lock_patience), options_(options), synced_(std::chrono::steady_clock::now()) {
  if (base::file_exists(path_)) {
    JournalContent content = read_journal(path_);
    if (options.mode == OpenMode::resume) {
      check_same_run(path_, content.header, header);
      kept_ = std::move(content);
      resumed_ = true;
    } else if (!content.finished) {
      refuse_unfinished(path_, content);
    }
  }
  if (resumed_) {
    file_.emplace(path_, base::AppendFile::Mode::extend);
    if (kept_.dropped_bytes > 0) file_->truncate(kept_.valid_bytes);
    return;
  }
  // Written whole or not at all, so that a crash at birth leaves no journal without a header.
  base::write_atomically(path_, journal_preamble() + encode(header));
  file_.emplace(path_, base::AppendFile::Mode::extend);
}

void Journal::append(const UnitRecord& unit) {
  write(encode(unit));
  if (std::chrono::steady_clock::now() - synced_ >= options_.sync_every) sync();
}

void Journal::append(const GenerationRecord& generation) {
  write(encode(generation));
  sync();
}

void Journal::finish() {
  write(encode_finished());
  sync();
}

void Journal::sync() {
  file_->sync();
  synced_ = std::chrono::steady_clock::now();
}

void Journal::write(const std::string& record) { file_->append(std::as_bytes(std::span(record.data(), record.size()))); }

}  // namespace asgen::results
