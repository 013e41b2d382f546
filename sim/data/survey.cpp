#include "sim/data/survey.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/data/calendar.hpp"

namespace asgen::data {

namespace {

constexpr std::int64_t kWindow = 5 * base::kNanosPerSecond;
constexpr std::int64_t kMostWindows = 20'000'000;  // three years: a wild stamp must not ask for gigabytes
constexpr std::size_t kFewestBatches = 100;

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

int LevelCounts::cap() const {
  std::size_t all = 0, above = 0;
  for (const auto count : counts_) all += count;
  const auto mode = std::max_element(counts_.begin(), counts_.end());
  for (auto it = mode + 1; it != counts_.end(); ++it) above += *it;
  const auto levels = mode - counts_.begin();
  const bool capped = all >= kFewestBatches && *mode * 20 >= all * 19 && above * 20 <= all && levels < static_cast<std::ptrdiff_t>(kMostLevels);
  return capped ? static_cast<int>(levels) : 0;
}

void BookSurvey::end_batch(std::int64_t now) {
  if (batch_ns_ == INT64_MIN) return;
  ++batches_;
  bids_.add(bid_levels_);
  asks_.add(ask_levels_);
  if (!two_sided_) return;
  const std::int64_t span = now - batch_ns_;
  two_sided_ns_ += span;
  if (spread_ > 0) return;
  (spread_ == 0 ? locked_ns_ : crossed_ns_) += span;
  ++(spread_ == 0 ? locked_ : crossed_).batches;
}

int BookSurvey::finish(std::int64_t last_ns, ImportReport& report) {
  end_batch(last_ns);
  if (two_sided_ns_ > 0) {
    locked_.time_share = static_cast<double>(locked_ns_) / static_cast<double>(two_sided_ns_);
    crossed_.time_share = static_cast<double>(crossed_ns_) / static_cast<double>(two_sided_ns_);
  }
  report.batches = batches_;
  report.locked = locked_;
  report.crossed = crossed_;
  return bids_.cap() == asks_.cap() ? bids_.cap() : 0;
}

Activity::Activity(base::Nanos first, base::Nanos last) : begin_(-floor_divide(-first.count(), kWindow)) {
  const std::int64_t windows = floor_divide(last.count(), kWindow) - begin_;
  if (windows > 0 && windows <= kMostWindows) counts_.resize(static_cast<std::size_t>(windows));
}

void Activity::see(std::int64_t now) {
  const std::int64_t window = floor_divide(now, kWindow) - begin_;
  if (window >= 0 && static_cast<std::size_t>(window) < counts_.size()) ++counts_[static_cast<std::size_t>(window)];
}

ActivityReport Activity::report() const {
  ActivityReport report;
  report.windows = counts_.size();
  if (counts_.empty()) {
    report.mean = report.sd = report.min = report.max = report.skew = std::numeric_limits<double>::quiet_NaN();
  } else {
    describe(counts_, report);
  }
  return report;
}

std::vector<Gap> merged(std::vector<Gap> gaps) {
  std::erase_if(gaps, [](const Gap& gap) { return gap.end <= gap.begin; });
  std::sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) { return a.begin < b.begin; });
  std::vector<Gap> apart;
  for (const Gap& gap : gaps) {
    if (!apart.empty() && gap.begin < apart.back().end) {
      apart.back().end = std::max(apart.back().end, gap.end);
    } else {
      apart.push_back(gap);
    }
  }
  return apart;
}

}  // namespace asgen::data
