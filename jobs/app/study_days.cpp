#include "jobs/app/study_days.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numbers>

#include "jobs/app/import_cache.hpp"
#include "sim/base/error.hpp"
#include "sim/base/hash.hpp"
#include "sim/base/parallel.hpp"
#include "sim/data/synth.hpp"
#include "sim/tape/layout.hpp"

namespace asgen::app {
namespace {

namespace fs = std::filesystem;

StudyDays no_days(const configs::Study& study, const std::string& cache) {
  return {{}, market::tape_options(study.simulation.options.market, study.simulation.clock), std::make_shared<DayCache>(cache)};
}

void require_time_order(const StudyDays& days) {
  for (std::size_t i = 1; i < days.days.size(); ++i) {
    if (days.days[i].info.open >= days.days[i - 1].info.close) continue;
    throw base::ConfigurationError(days.days[i].name, fmt::format("begins before {} ends (days must follow one another)", days.days[i - 1].name),
                                   "list the days of one instrument in time order, each once");
  }
}

void add_file(StudyDays& days, const std::string& file) {
  const fs::path path(file);
  days.days.push_back({.name = file,
                       .folder = path.has_parent_path() ? path.parent_path().string() : ".",
                       .stem = path.filename().replace_extension().replace_extension().string(),
                       .info = tape::info_of(data::read_day_info(file), days.options),
                       .read = [file] { return data::read_day(file); },
                       .measure = [file] { return data::read_day_size(file); },
                       .identify = [file] { return base::hash_file(file); }});
}

StudyDays load_files(const configs::Study& study, const std::vector<std::string>& files, const std::string& cache) {
  StudyDays days = no_days(study, cache);
  for (const std::string& file : files) add_file(days, file);
  require_time_order(days);
  return days;
}

/// All that synthetic days are made from, but for their number.
std::uint64_t identity_of(const configs::SynthDays& synth) {
  configs::Study bare;
  bare.data.synth = synth;
  bare.data.synth->days = 1;
  return base::hash_text(configs::to_json(bare));
}

/// Every step may move the book by a level a side; the mean of the trades.
data::DaySize expected_size(const data::SynthOptions& synth) {
  const auto steps = static_cast<std::uint64_t>(synth.duration_s / synth.step_s);
  const double move_ticks = synth.sigma * std::sqrt(synth.step_s) * std::sqrt(2 / std::numbers::pi) / synth.tick;
  const double moved = std::min(1.0, move_ticks);  // share of steps that move the book, about
  const double rows = std::min(std::max(move_ticks, moved), static_cast<double>(synth.book_levels)) * 4;
  return {static_cast<std::uint64_t>(rows * static_cast<double>(steps)), static_cast<std::uint64_t>(2 * synth.arrival_rate * synth.duration_s),
          static_cast<std::uint64_t>(moved * static_cast<double>(steps))};
}

StudyDays load_synth(const configs::Study& study, std::uint32_t first, std::uint32_t count, const std::string& cache) {
  StudyDays days = no_days(study, cache);
  const configs::SynthDays& synth = *study.data.synth;
  data::check(synth.options);
  const std::uint64_t market = identity_of(synth);
  for (std::uint32_t index = first; index < first + count; ++index) {
    days.days.push_back({.name = fmt::format("synthetic day {}", index),
                         .folder = "",
                         .stem = fmt::format("synthetic-{}", index),
                         .info = tape::info_of(data::synthetic_day_info(synth.options, synth.seed, index), days.options),
                         .read = [synth, index] { return data::make_synthetic_day(synth.options, synth.seed, index); },
                         .measure = [synth] { return expected_size(synth.options); },
                         .identify = [market, index] { return base::hash_text(std::to_string(index), market); }});
  }
  return days;
}

}  // namespace

StudyDays load_days(const configs::Study& study, const std::string& cache) {
  if (study.data.synth) return load_synth(study, 0, study.data.synth->days, cache);
  std::vector<std::string> files;
  for (const std::string& day : study.data.days) files.push_back(configs::resolve_path(study, day));
  for (const data::ImportOptions& feed : study.data.raw) {
    for (std::string& file : imported_days(study, feed)) files.push_back(std::move(file));
  }
  return load_files(study, files, cache);
}

StudyDays load_unseen_days(const configs::Study& study) {
  if (!study.data.synth || study.validation.unseen_days == 0) {
    throw base::ConfigurationError(study.path + ": /validation/unseen_days", "is not set (unseen days can only be made where the market is synthetic)",
                                   "add it, e.g. 200; for recorded days hold segments back with /validation/held_back");
  }
  return load_synth(study, study.data.synth->days, study.validation.unseen_days, kNoCache);
}

StudyDays load_day_file(const configs::Study& study, const std::string& path, const std::string& cache) { return load_files(study, {path}, cache); }

std::string cache_name(const StudyDays& days, std::size_t i, std::uint64_t identity) {
  const tape::TapeOptions& options = days.options;
  const std::string text = fmt::format("{:016x} {} {} {} {}", identity, tape::kBlockVersion, options.clock.count(), static_cast<int>(options.grain),
                                       static_cast<int>(options.feed));
  return fmt::format("{}.{:016x}", days.days[i].stem, base::hash_text(text));
}

OpenDay open_day(const StudyDays& days, std::size_t i, base::FileClaim::Patience patience) {
  const StudyDay& day = days.days[i];
  // Without a cache nobody asks what the day is made from.
  const bool cached = !days.cache->folders(day.folder).empty();
  const auto files = std::make_shared<CachedDay>(*days.cache, day.folder, cached ? cache_name(days, i, day.identify()) : "", patience);
  tape::Tape tape = files->obtain<tape::Tape>(
      ".tape", tape::Tape::open, [&] { return tape::Tape::compile(day.read(), days.options); }, [](const tape::Tape& made) { return made.block(); });
  const std::size_t ticks = tape.ticks();
  // The cache must outlive the source: both belong to whoever prepares the day.
  tape::IntensitySource intensity = [files, ticks](const tape::IntensityKey& key, const std::function<tape::IntensityColumns()>& compute) {
    return files->obtain<tape::IntensityColumns>(
        fmt::format(".{}-{}-{}.intensity", key.length, key.from_tick, key.price_step),
        [&](const std::string& path) { return tape::open_intensity(path, key, ticks); }, compute,
        [](const tape::IntensityColumns& columns) { return columns.block; });
  };
  return {std::move(tape), std::move(intensity)};
}

std::vector<results::DataDigest> digests_of(const StudyDays& days, int threads) {
  std::vector<results::DataDigest> digests(days.days.size());
  base::parallel_for(digests.size(), threads, [&](std::size_t i) {
    digests[i] = {fs::path(days.days[i].name).filename().string(), days.days[i].identify()};
  });
  return digests;
}

}  // namespace asgen::app
