#include "sim/data/survey.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "sim/data/book_state.hpp"
#include "sim/data/calendar.hpp"

namespace asgen::data {

namespace {

constexpr std::int64_t kWindow = 5 * base::kNanosPerSecond;
constexpr std::size_t kMostLevels = 1000;  // deeper feeds count as full
constexpr std::size_t kFewestBatches = 100;

/// How often a side held how many levels.
class LevelCounts {
 public:
  void add(std::size_t levels) { ++counts_[std::min(levels, kMostLevels)]; }

  /// N when the side is capped at N levels, else 0.
  [[nodiscard]] int cap() const {
    std::size_t all = 0, above = 0;
    for (const auto count : counts_) all += count;
    const auto mode = std::max_element(counts_.begin(), counts_.end());
    for (auto it = mode + 1; it != counts_.end(); ++it) above += *it;
    const auto levels = mode - counts_.begin();
    const bool capped = all >= kFewestBatches && *mode * 20 >= all * 19 && above * 20 <= all && levels < static_cast<std::ptrdiff_t>(kMostLevels);
    return capped ? static_cast<int>(levels) : 0;
  }

 private:
  std::vector<std::size_t> counts_ = std::vector<std::size_t>(kMostLevels + 1, 0);
};

/// Time and batches in states that a two-sided book can be in.
struct StateClock {
  std::int64_t two_sided = 0, locked = 0, crossed = 0;

  void add(const BookState& state, std::int64_t span, ImportReport& report) {
    if (!state.two_sided()) return;
    two_sided += span;
    if (state.spread() == 0) {
      locked += span;
      ++report.locked.batches;
    } else if (state.spread() < 0) {
      crossed += span;
      ++report.crossed.batches;
    }
  }
};

double quantile(const std::vector<std::int64_t>& sorted, double p) {
  const auto index = static_cast<std::size_t>(p * static_cast<double>(sorted.size() - 1) + 0.5);
  return static_cast<double>(sorted[index]) * 1e-9;
}

/// Mean, population standard deviation, extremes and skew.
void describe(const std::vector<std::uint32_t>& counts, ActivityReport& report) {
  const double n = static_cast<double>(counts.size());
  double sum = 0, second = 0, third = 0;
  for (const auto count : counts) sum += count;
  report.mean = sum / n;
  for (const auto count : counts) {
    const double d = count - report.mean;
    second += d * d;
    third += d * d * d;
  }
  report.sd = std::sqrt(second / n);
  report.skew = report.sd > 0 ? third / n / (report.sd * report.sd * report.sd) : std::numeric_limits<double>::quiet_NaN();
  const auto [least, most] = std::minmax_element(counts.begin(), counts.end());
  report.min = *least;
  report.max = *most;
}

}  // namespace

int survey_book(const RawBook& book, std::int64_t last_ns, ImportReport& report) {
  BookState state;
  LevelCounts bids, asks;
  StateClock clock;
  for (std::size_t i = 0; i < book.size();) {
    const std::int64_t now = book.local_ns[i];
    for (; i < book.size() && book.local_ns[i] == now; ++i) {
      if ((book.flags[i] & kReset) != 0) state.clear();
      report.unknown_deletes += state.set(book.side[i], book.price[i], book.amount[i]) ? 0U : 1U;
    }
    ++report.batches;
    bids.add(state.bids().size());
    asks.add(state.asks().size());
    clock.add(state, (i < book.size() ? book.local_ns[i] : last_ns) - now, report);
  }
  if (clock.two_sided > 0) {
    report.locked.time_share = static_cast<double>(clock.locked) / static_cast<double>(clock.two_sided);
    report.crossed.time_share = static_cast<double>(clock.crossed) / static_cast<double>(clock.two_sided);
  }
  return bids.cap() == asks.cap() ? bids.cap() : 0;
}

LatencyReport measure_latency(const std::vector<std::int64_t>& exchange_ns, const std::vector<std::int64_t>& local_ns,
                              const std::vector<std::uint8_t>* flags) {
  std::vector<std::int64_t> delays;
  delays.reserve(local_ns.size());
  for (std::size_t i = 0; i < local_ns.size(); ++i) {
    if (flags == nullptr || ((*flags)[i] & kSnapshot) == 0) delays.push_back(local_ns[i] - exchange_ns[i]);
  }
  LatencyReport report;
  report.rows = delays.size();
  if (delays.empty()) {
    report.p50 = report.p95 = report.p99 = report.negative_share = std::numeric_limits<double>::quiet_NaN();
    return report;
  }
  std::sort(delays.begin(), delays.end());
  report.p50 = quantile(delays, 0.50);
  report.p95 = quantile(delays, 0.95);
  report.p99 = quantile(delays, 0.99);
  const auto negative = std::lower_bound(delays.begin(), delays.end(), 0) - delays.begin();
  report.negative_share = static_cast<double>(negative) / static_cast<double>(delays.size());
  return report;
}

std::vector<Gap> find_gaps(const std::vector<std::int64_t>& book_ns, const std::vector<std::int64_t>& trade_ns, base::Nanos longest) {
  std::vector<Gap> gaps;
  std::size_t b = 0, t = 0;
  std::int64_t before = INT64_MAX;
  while (b < book_ns.size() || t < trade_ns.size()) {
    const bool take_book = t == trade_ns.size() || (b < book_ns.size() && book_ns[b] < trade_ns[t]);
    const std::int64_t now = take_book ? book_ns[b++] : trade_ns[t++];
    if (now > before && now - before > longest.count()) gaps.push_back({base::Nanos(before), base::Nanos(now)});
    before = now;
  }
  return gaps;
}

ActivityReport measure_activity(const RawBook& book, const RawTrades& trades, base::Nanos first, base::Nanos last) {
  ActivityReport report;
  const std::int64_t begin = -floor_divide(-first.count(), kWindow);
  const std::int64_t end = floor_divide(last.count(), kWindow);
  if (end <= begin) {
    report.mean = report.sd = report.min = report.max = report.skew = std::numeric_limits<double>::quiet_NaN();
    return report;
  }
  std::vector<std::uint32_t> counts(static_cast<std::size_t>(end - begin), 0);
  const auto count = [&](std::int64_t ns) {
    const std::int64_t window = floor_divide(ns, kWindow) - begin;
    if (window >= 0 && window < end - begin) ++counts[static_cast<std::size_t>(window)];
  };
  for (std::size_t i = 0; i < book.size(); ++i) {
    if (i == 0 || book.local_ns[i] != book.local_ns[i - 1]) count(book.local_ns[i]);
  }
  for (const std::int64_t ns : trades.local_ns) count(ns);
  report.windows = counts.size();
  describe(counts, report);
  return report;
}

}  // namespace asgen::data
