#pragma once
// Indicators that no genome changes, as columns per tick: computed once per tape and buffer length, then shared.

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "sim/tape/gates.hpp"
#include "sim/tape/intensity_block.hpp"
#include "sim/tape/stride_columns.hpp"
#include "sim/tape/tape.hpp"
#include "sim/tape/tick_set.hpp"
#include "sim/tape/volatility.hpp"

namespace asgen::tape {

struct IndicatorOptions {
  std::size_t from_tick = 0;              ///< first tick sampled: 0 = warm, a segment's first tick = cold
  std::vector<int> volatility_lengths{};  ///< in ticks, >= 1
  std::vector<int> intensity_lengths{};   ///< in ticks with trades, >= 1
  Precision precision = Precision::float32;
  std::int32_t price_step = 1;  ///< quanta: best prices are rounded down to it before they make a mid, as Hummingbot does to the tick
  IntensitySource intensity_source{};     ///< empty: columns are computed
  std::vector<int> strides{};             ///< of the decisions that read the columns, besides 1
};

/// The columns of one buffer length, fitted now.
IntensityColumns compute_intensity(const Tape& tape, const IntensityKey& key);

/// Owns its columns; cheap look-ups, immutable. Ticks without a two-sided book take no sample and repeat the last value.
class Indicators {
 public:
  Indicators(const Tape& tape, const IndicatorOptions& options);

  /// Instant volatility: price units per tick; NaN before the first sample. Ready when `length` samples were taken.
  struct Volatility {
    std::span<const double> value;
    std::size_t first_ready;  ///< tick; ticks() when never
    const StrideColumns* by_stride;  ///< of value
  };
  /// Trading intensity alpha * exp(-kappa * distance): alpha in base units, kappa per price unit; 0 before the first fit.
  struct Intensity {
    std::span<const double> alpha, kappa;
    std::size_t first_ready;                ///< tick; ticks() when never
    std::span<const double> inverse_kappa;  ///< 1 / kappa; 0 while alpha is 0 or kappa is not positive
    const StrideColumns* by_stride;         ///< of inverse_kappa
    const TickSet* zero_kappa;              ///< ticks at which kappa is 0
  };
  /// Columns of a length given in the options (any other is a broken contract).
  [[nodiscard]] Volatility volatility(int length) const&;
  [[nodiscard]] Intensity intensity(int length) const&;
  /// Ticks with a locked or crossed book.
  [[nodiscard]] const TickSet& locked() const& { return locked_; }
  Volatility volatility(int length) && = delete;  // the columns would be gone
  Intensity intensity(int length) && = delete;

 private:
  struct VolatilityColumn {
    std::vector<double> value;
    std::size_t first_ready;
    StrideColumns by_stride;
  };
  struct IntensityColumn {
    IntensityColumns columns;
    StrideColumns by_stride;
    TickSet zero;  // of kappa
  };
  static VolatilityColumn compute_volatility(const Tape& tape, const IndicatorOptions& options, int length);

  std::map<int, VolatilityColumn> volatility_;
  std::map<int, IntensityColumn> intensity_;
  TickSet locked_;
};

}  // namespace asgen::tape
