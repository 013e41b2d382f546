#include "jobs/app/study_days.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <functional>
#include <optional>

#include "jobs/app/import_cache.hpp"
#include "sim/base/error.hpp"
#include "sim/base/hash.hpp"
#include "sim/base/parallel.hpp"
#include "sim/data/day_file.hpp"
#include "sim/data/synth.hpp"

namespace asgen::app {
namespace {

using MakeDay = std::function<data::Day(std::size_t)>;

StudyDays compile(const configs::Study& study, std::vector<std::string> names, int threads, const MakeDay& make_day) {
  const tape::TapeOptions options = market::tape_options(study.simulation.options.market, study.simulation.clock);
  std::vector<std::optional<tape::Tape>> made(names.size());
  base::parallel_for(names.size(), threads, [&](std::size_t i) { made[i] = tape::Tape::compile(make_day(i), options); });
  StudyDays days{std::move(names), {}};
  days.tapes.reserve(made.size());
  for (auto& tape : made) days.tapes.push_back(std::move(*tape));
  return days;
}

void require_time_order(const StudyDays& days) {
  for (std::size_t i = 1; i < days.tapes.size(); ++i) {
    if (days.tapes[i].info().open >= days.tapes[i - 1].info().close) continue;
    throw base::ConfigurationError(days.names[i], fmt::format("begins before {} ends (days must follow one another)", days.names[i - 1]),
                                   "list the days of one instrument in time order, each once");
  }
}

StudyDays load_files(const configs::Study& study, const std::vector<std::string>& files, int threads) {
  StudyDays days = compile(study, files, threads, [&](std::size_t i) { return data::read_day(files[i]); });
  require_time_order(days);
  return days;
}

StudyDays load_synth(const configs::Study& study, std::uint32_t first, std::uint32_t count, int threads) {
  const configs::SynthDays& synth = *study.data.synth;
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < count; ++i) names.push_back(fmt::format("synthetic day {}", first + i));
  return compile(study, std::move(names), threads, [&](std::size_t i) {
    return data::make_synthetic_day(synth.options, synth.seed, first + static_cast<std::uint32_t>(i));
  });
}

}  // namespace

StudyDays load_days(const configs::Study& study, int threads) {
  if (study.data.synth) return load_synth(study, 0, study.data.synth->days, threads);
  std::vector<std::string> files;
  for (const std::string& day : study.data.days) files.push_back(configs::resolve_path(study, day));
  for (const data::ImportOptions& feed : study.data.raw) {
    for (std::string& file : imported_days(study, feed)) files.push_back(std::move(file));
  }
  return load_files(study, files, threads);
}

StudyDays load_unseen_days(const configs::Study& study, int threads) {
  if (!study.data.synth || study.validation.unseen_days == 0) {
    throw base::ConfigurationError(study.path + ": /validation/unseen_days", "is not set (unseen days can only be made where the market is synthetic)",
                                   "add it, e.g. 200; for recorded days hold segments back with /validation/held_back");
  }
  return load_synth(study, study.data.synth->days, study.validation.unseen_days, threads);
}

StudyDays load_day_file(const configs::Study& study, const std::string& path) { return load_files(study, {path}, 1); }

std::vector<results::DataDigest> digests_of(const StudyDays& days) {
  std::vector<results::DataDigest> digests;
  for (std::size_t i = 0; i < days.tapes.size(); ++i) {
    digests.push_back({std::filesystem::path(days.names[i]).filename().string(), base::hash_bytes(days.tapes[i].block())});
  }
  return digests;
}

}  // namespace asgen::app
