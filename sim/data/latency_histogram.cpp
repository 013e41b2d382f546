#include "sim/data/latency_histogram.hpp"

#include <bit>
#include <limits>

namespace asgen::data {

std::size_t LatencyHistogram::place(std::int64_t delay_ns) {
  const auto size = delay_ns < 0 ? ~static_cast<std::uint64_t>(delay_ns) : static_cast<std::uint64_t>(delay_ns);
  // Small values have a bin each, larger ones their leading bits.
  const int extra = std::bit_width(size) > kFineBits + 1 ? static_cast<int>(std::bit_width(size)) - (kFineBits + 1) : 0;
  const auto magnitude = (static_cast<std::size_t>(extra) << kFineBits) + static_cast<std::size_t>(size >> extra);
  return delay_ns < 0 ? kMagnitudes - 1 - magnitude : kMagnitudes + magnitude;
}

double LatencyHistogram::quantile(double p) const {
  auto left = static_cast<std::uint64_t>(p * static_cast<double>(rows_ - 1) + 0.5);
  for (const Bin& bin : bins_) {
    if (left < bin.count) return bin.sum / static_cast<double>(bin.count) * 1e-9;
    left -= bin.count;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

LatencyReport LatencyHistogram::report() const {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  if (rows_ == 0) return {0, none, none, none, none};
  return {static_cast<std::size_t>(rows_), quantile(0.50), quantile(0.95), quantile(0.99),
          static_cast<double>(negative_) / static_cast<double>(rows_)};
}

}  // namespace asgen::data
