#pragma once
// The columns of one trading intensity buffer as one position-independent block, in memory or mapped from a file: fitting a day takes
// seconds, reading what was fitted none, and the ranks of a node share the mapping.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

namespace asgen::tape {

/// Raised when the estimator or the layout changes: older files are refused and fitted again.
inline constexpr std::uint32_t kIntensityVersion = 1;

/// What the columns of one tape depend on.
struct IntensityKey {
  int length = 0;              ///< buffer length, in ticks with trades
  std::size_t from_tick = 0;   ///< first tick sampled
  std::int32_t price_step = 1; ///< see IndicatorOptions
  bool operator==(const IntensityKey&) const = default;
};

/// One value per tick each; see Indicators::Intensity.
struct IntensityColumns {
  std::shared_ptr<const void> owner;
  std::span<const std::byte> block;
  std::span<const double> alpha, kappa, inverse_kappa;
  std::size_t first_ready = 0;
};

/// Columns to be filled, before they become a block's: alpha, kappa and inverse_kappa one after another.
class IntensityDraft {
 public:
  IntensityDraft(const IntensityKey& key, std::size_t ticks);
  void set(std::size_t tick, double alpha, double kappa);
  /// First tick at which the buffer was full; `ticks` when never.
  void ready_at(std::size_t tick) { first_ready_ = tick; }
  [[nodiscard]] std::size_t first_ready() const { return first_ready_; }
  /// The finished block; the draft is empty afterwards.
  IntensityColumns finish();

 private:
  IntensityKey key_;
  std::size_t ticks_, first_ready_;
  std::size_t bytes_;
  std::shared_ptr<std::byte> memory_;
  double* alpha_;
  double* kappa_;
  double* inverse_;
};

/// Maps a saved block read-only. Throws DataError when it is damaged, of another version, or not of `key` and `ticks`;
/// ConfigurationError when the file is missing.
IntensityColumns open_intensity(const std::string& path, const IntensityKey& key, std::size_t ticks);

/// Where columns come from, given how they would be computed: a cache, say.
using IntensitySource = std::function<IntensityColumns(const IntensityKey& key, const std::function<IntensityColumns()>& compute)>;

}  // namespace asgen::tape
