#pragma once
// Strong integer units. A price is a count of price quanta, a quantity a count of lots, an instant or a
// duration a count of nanoseconds; mixing them up does not compile.

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace asgen::base {

/// A 64-bit count with a tag; same size and layout as std::int64_t, so columns of units are plain integers on disk.
template <class Tag>
class Unit {
 public:
  constexpr Unit() = default;
  constexpr explicit Unit(std::int64_t count) : count_(count) {}

  [[nodiscard]] constexpr std::int64_t count() const { return count_; }
  [[nodiscard]] constexpr double as_double() const { return static_cast<double>(count_); }

  static constexpr Unit max() { return Unit(std::numeric_limits<std::int64_t>::max()); }
  static constexpr Unit min() { return Unit(std::numeric_limits<std::int64_t>::min()); }

  constexpr auto operator<=>(const Unit&) const = default;
  constexpr Unit operator-() const { return Unit(-count_); }
  constexpr Unit& operator+=(Unit other) { count_ += other.count_; return *this; }
  constexpr Unit& operator-=(Unit other) { count_ -= other.count_; return *this; }
  friend constexpr Unit operator+(Unit a, Unit b) { return Unit(a.count_ + b.count_); }
  friend constexpr Unit operator-(Unit a, Unit b) { return Unit(a.count_ - b.count_); }
  friend constexpr Unit operator*(Unit a, std::int64_t k) { return Unit(a.count_ * k); }

 private:
  std::int64_t count_ = 0;
};

/// Price as a multiple of the day's price quantum.
using Ticks = Unit<struct TicksTag>;
/// Quantity as a multiple of the day's lot.
using Lots = Unit<struct LotsTag>;
/// Nanoseconds since the Unix epoch (an instant) or a difference of two (a duration).
using Nanos = Unit<struct NanosTag>;

inline constexpr std::int64_t kNanosPerSecond = 1'000'000'000;

/// Whole nanoseconds nearest to `seconds`.
constexpr Nanos nanos_from_seconds(double seconds) {
  return Nanos(static_cast<std::int64_t>(seconds * 1e9 + (seconds >= 0 ? 0.5 : -0.5)));
}
/// Seconds as a double.
constexpr double seconds(Nanos t) { return static_cast<double>(t.count()) * 1e-9; }

/// Direction of an order, a fill or a trade's aggressor; the value is the sign of the position change.
enum class Side : std::int8_t { sell = -1, buy = 1 };

inline constexpr std::array kSides{Side::buy, Side::sell};

constexpr Side opposite(Side side) { return side == Side::buy ? Side::sell : Side::buy; }
constexpr int sign(Side side) { return static_cast<int>(side); }
/// Place in arrays with one entry per side, in the order of kSides.
constexpr std::size_t index(Side side) { return side == Side::buy ? 0 : 1; }

}  // namespace asgen::base
