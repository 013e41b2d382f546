#pragma once
// Quantiles of any number of delays in fixed memory.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/data/import_report.hpp"

namespace asgen::data {

/// Delays [ns] of either sign, counted in bins that are 0.4 % wide; a quantile is the mean of its bin, so equal delays are exact.
class LatencyHistogram {
 public:
  void add(std::int64_t delay_ns) {
    ++rows_;
    negative_ += delay_ns < 0 ? 1U : 0U;
    Bin& bin = bins_[place(delay_ns)];
    ++bin.count;
    bin.sum += static_cast<double>(delay_ns);
  }
  [[nodiscard]] LatencyReport report() const;

 private:
  static constexpr int kFineBits = 8;
  static constexpr std::size_t kMagnitudes = (64 - kFineBits + 1) << kFineBits;
  struct Bin {
    std::uint64_t count = 0;
    double sum = 0;
  };
  /// Bins by delay, from the most negative to the largest.
  static std::size_t place(std::int64_t delay_ns);
  [[nodiscard]] double quantile(double p) const;

  std::vector<Bin> bins_ = std::vector<Bin>(2 * kMagnitudes);
  std::uint64_t rows_ = 0, negative_ = 0;
};

}  // namespace asgen::data
