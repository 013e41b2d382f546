#include "jobs/app/memory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <vector>

#include "sim/account/metrics.hpp"
#include "sim/base/error.hpp"

namespace asgen::app {
namespace {

constexpr double kGiB = 1024.0 * 1024.0 * 1024.0;

// Bytes per element of the columns that sim/tape/layout.cpp writes; a search tree adds 1/15 to its leaves.
constexpr double kTree = 4.0 * 16 / 15;
constexpr double kPerEvent = 4.125 + 2 * 4 + 1.03 + 2 * kTree;  // stamp, best prices, which trade; hits
constexpr double kPerWindow = 2 * kTree;
constexpr double kPerSeenStamp = 4.125;
constexpr double kPerEntry = 4 + 4;
constexpr double kPerTrade = 4 + 1 + 4 + 4 + 2 * kTree;  // lots, side, event, place at its level; price and its negative
constexpr double kTapePerTick = 2 * kTree + 4 + 8 + 1;
// Of a process: account::MarkIndex (prices, extremes, sums over samples), simulate::MidChanges (the mid of a liquid market changes about once
// a second), tape::Gates, tape::BlockRange, tape::StrideColumns (with a stride of 1 no more than the range).
constexpr double kMarksPerTick = 23;
constexpr double kMidsPerTick = 4, kMidsPerSecond = 16;
constexpr double kRangePerTick = 2 * 8.0 / 16 * 9 / 8;
constexpr double kGatesPerTick = 4 + 8 + 6 * 4 + kRangePerTick;
constexpr double kGatesPerTickAndStride = 2 * 4 + kRangePerTick;
constexpr double kPhasesPerTickAndStride = 2 * 8 + 2 * 4 + kRangePerTick, kColumnPerTickAndStride = 8 + kRangePerTick;
constexpr double kCoarseMidsPerTick = 2 * 8 + kRangePerTick;
// While a day is compiled, besides its tape: its columns and those of the draft. Measured: within 3 % on days of 2, 5 and 10 million rows.
constexpr double kMakingPerRow = 45;
constexpr double kMakingPerEvent = 66;
// A unit: its record in the pool, its row in the archive, and both again in the snapshot that is being written and in what is printed. Measured:
// 4.0 kB on 160,000 units.
constexpr double kResultPerMetric = 6.6 * 8;
constexpr double kResultPerUnit = 250;
// A thread has the genomes under way that it leads through the market side by side, with their fills. Measured: 8 to 10 MB with 25,000 a day.
constexpr std::uint64_t kProgram = 24u << 20, kThread = 10u << 20;
// The winner's path on the clock: kept, copied, thinned out.
constexpr double kPathPerTick = 128;

struct DayNeed {
  double tape = 0, shared_columns = 0, own_columns = 0, making = 0;
};

double tape_bytes(const StudyDays& days, const StudyDay& day, const data::DaySize& size, double ticks) {
  const bool rows_are_events = days.options.grain == tape::BookGrain::row;
  const double events = static_cast<double>(size.trades) + static_cast<double>(rows_are_events ? size.book_rows : size.messages);
  const bool windows = day.info.depth_levels > 0 && !rows_are_events;
  const double per_event = kPerEvent + (windows ? kPerWindow : 0) + (days.options.feed == tape::FeedLatency::recorded ? kPerSeenStamp : 0);
  return events * per_event + kPerEntry * static_cast<double>(size.book_rows) + kPerTrade * static_cast<double>(size.trades) + kTapePerTick * ticks;
}

DayNeed need_of(const StudyMarket& market, std::size_t i, bool& to_make) {
  const MarketPlan& plan = market.plan();
  const StudyDay& day = plan.days.days[i];
  const double ticks = static_cast<double>((day.info.close - day.info.open).count() / day.info.clock.count() + 1);
  const simulate::PrepareOptions& options = plan.prepare;
  DayNeed need;
  const auto folders = plan.days.cache->folders(day.folder);
  const std::string cached = folders.empty() ? "" : DayCache::find(folders, cache_name(plan.days, i, day.identify()) + ".tape");
  to_make = cached.empty();
  if (to_make) {
    const data::DaySize size = day.measure();
    need.tape = tape_bytes(plan.days, day, size, ticks);
    need.making = kMakingPerRow * static_cast<double>(size.book_rows) + kMakingPerEvent * static_cast<double>(size.messages + size.trades);
  } else {
    need.tape = static_cast<double>(base::file_size(cached));
  }
  need.shared_columns = 24.0 * ticks * static_cast<double>(options.intensity_lengths.size());
  const auto volatilities = static_cast<double>(options.volatility_lengths.size()), intensities = static_cast<double>(options.intensity_lengths.size());
  const double strides = options.gates ? static_cast<double>(options.gates->strides.size()) : 0;
  const double phased = options.gates ? strides - static_cast<double>(std::ranges::count(options.gates->strides, 1)) : 0;  // not the tape's own order
  need.own_columns = ticks * ((8 + kRangePerTick) * volatilities + kRangePerTick * intensities);
  need.own_columns += ticks * phased * kColumnPerTickAndStride * (volatilities + intensities);
  // A cold start has columns of its own for every segment.
  if (options.start == simulate::Start::cold) {
    const auto segments = static_cast<double>(std::ranges::count_if(market.segments(), [i](const auto& s) { return s.tapes.front() == i; }));
    need.shared_columns *= segments;
    need.own_columns *= segments;
  }
  need.own_columns += ticks * (kMarksPerTick + kMidsPerTick) + kMidsPerSecond * base::seconds(day.info.close - day.info.open);
  if (options.gates) {
    need.own_columns += ticks * (kGatesPerTick + kGatesPerTickAndStride * strides + kPhasesPerTickAndStride * phased);
    need.own_columns += options.gates->coarse_mids ? ticks * kCoarseMidsPerTick : 0;
  }
  return need;
}

std::optional<std::uint64_t> number_in(const std::string& path) {
  std::ifstream file(path);
  std::uint64_t value = 0;
  if (!(file >> value)) return std::nullopt;  // no file, or "max"
  return value;
}

/// Value of a line "name: value" or "name value".
std::optional<std::uint64_t> field_in(const std::string& path, const std::string& name) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string key;
    std::uint64_t value = 0;
    if (words >> key >> value && (key == name || key == name + ":")) return value;
  }
  return std::nullopt;
}

/// What a control group leaves: its page cache can be given back.
void look_at_group(const std::string& folder, bool second_version, std::optional<MemoryLimit>& least) {
  const auto limit = number_in(folder + (second_version ? "/memory.max" : "/memory.limit_in_bytes"));
  const auto used = number_in(folder + (second_version ? "/memory.current" : "/memory.usage_in_bytes"));
  if (!limit || !used) return;
  const std::uint64_t cache = field_in(folder + "/memory.stat", second_version ? "inactive_file" : "total_inactive_file").value_or(0);
  const std::uint64_t taken = *used > cache ? *used - cache : 0;
  const std::uint64_t left = *limit > taken ? *limit - taken : 0;
  if (!least || left < least->bytes) least = MemoryLimit{left, "limit of " + folder};
}

/// All groups that hold this process, from its own to the root.
void look_at_groups(const std::string& root, std::optional<MemoryLimit>& least) {
  std::ifstream file(root + "/proc/self/cgroup");
  for (std::string line; std::getline(file, line);) {
    const auto first = line.find(':'), second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const bool second_version = controllers.empty();
    if (!second_version && controllers.find("memory") == std::string::npos) continue;
    const std::string base = root + "/sys/fs/cgroup" + (second_version ? "" : "/memory");
    for (std::string path = line.substr(second + 1);; path = path.substr(0, path.rfind('/'))) {
      look_at_group(base + (path == "/" ? "" : path), second_version, least);
      if (path.empty() || path == "/") break;
    }
  }
}

}  // namespace

MemoryNeed memory_need(const StudyMarket& market, const NodeShare& share) {
  MemoryNeed need;
  std::vector<double> making;
  for (std::size_t i = 0; i < market.plan().days.days.size(); ++i) {
    bool to_make = false;
    const DayNeed day = need_of(market, i, to_make);
    DayCache& cache = *market.plan().days.cache;
    const bool shared = !to_make || cache.keeps(cache.folders(market.plan().days.days[i].folder));
    const double copies = shared ? 1 : share.ranks;
    need.tapes += static_cast<std::uint64_t>(copies * day.tape);
    need.indicators += static_cast<std::uint64_t>(copies * day.shared_columns + share.ranks * day.own_columns);
    ++need.days;
    if (!to_make) continue;
    ++need.days_to_make;
    making.insert(making.end(), static_cast<std::size_t>(copies), day.making);
  }
  // The largest days may be made at the same time; with a cache no two ranks make the same one, without it each makes all.
  std::ranges::sort(making, std::ranges::greater{});
  const std::size_t at_once = std::min(making.size(), static_cast<std::size_t>(share.ranks) * static_cast<std::size_t>(share.threads));
  for (std::size_t i = 0; i < at_once; ++i) need.making += static_cast<std::uint64_t>(making[i]);
  need.results = static_cast<std::uint64_t>(static_cast<double>(share.units) * (kResultPerUnit + kResultPerMetric * account::kMetricCount));
  double most_ticks = 0;
  for (const simulate::Segment& segment : market.plan().segments) {
    most_ticks = std::max(most_ticks, base::seconds(segment.to - segment.from) / base::seconds(market.plan().days.options.clock));
  }
  need.results += static_cast<std::uint64_t>(kPathPerTick * most_ticks);
  need.programs = static_cast<std::uint64_t>(share.ranks) * (kProgram + kThread * static_cast<std::uint64_t>(share.threads));
  return need;
}

std::optional<MemoryLimit> available_memory(const std::string& root) {
  std::optional<MemoryLimit> least;
  if (const auto kilobytes = field_in(root + "/proc/meminfo", "MemAvailable")) least = MemoryLimit{*kilobytes * 1024, "free memory"};
  look_at_groups(root, least);
  return least;
}

std::string describe(const MemoryNeed& need) {
  const auto gib = [](std::uint64_t bytes) { return static_cast<double>(bytes) / kGiB; };
  const auto days = [](std::size_t n) { return fmt::format("{} {}", n, n == 1 ? "day" : "days"); };
  return fmt::format("{:.2f} GiB (tapes of {} {:.2f}, indicators {:.2f}, {} to compile {:.2f}, results {:.2f}, programs {:.2f})", gib(need.total()), days(need.days),
                     gib(need.tapes), gib(need.indicators), days(need.days_to_make), gib(need.making), gib(need.results), gib(need.programs));
}

void require_memory(const MemoryNeed& need, const MemoryLimit& limit) {
  if (need.total() <= limit.bytes) return;
  throw base::ConfigurationError("memory", fmt::format("needs {}, but {:.2f} GiB are there ({})", describe(need), static_cast<double>(limit.bytes) / kGiB, limit.source),
                                 "use fewer evaluations, fewer or shorter days, fewer ranks or threads on this node, fewer buffer lengths or a slower clock, or state what may be "
                                 "used with --memory GIB");
}

}  // namespace asgen::app
