#pragma once
// Counts of a quantum as numbers. Quanta such as 0.01 have no exact double, their inverses do: dividing by the inverse
// gives the double nearest to the decimal, multiplying by the quantum does not.

#include <cmath>
#include <cstdint>

namespace asgen::tape {

class Scale {
 public:
  Scale() = default;
  /// @param quantum > 0
  explicit Scale(double quantum) : factor_(quantum) {
    const double inverse = std::floor(1.0 / quantum + 0.5);
    if (inverse >= 1 && std::fabs(1.0 / quantum - inverse) <= 1e-9 * inverse) {
      factor_ = inverse;
      divides_ = true;
    }
  }
  [[nodiscard]] double operator()(std::int64_t count) const {
    const auto n = static_cast<double>(count);
    return divides_ ? n / factor_ : n * factor_;
  }
  /// Half of `count` quanta with one rounding: the mid of two prices from their sum.
  [[nodiscard]] double half(std::int64_t count) const {
    const auto n = static_cast<double>(count);
    return divides_ ? n / (2.0 * factor_) : n * (0.5 * factor_);
  }
  /// On which side of the exact decimal the double of `count` quanta lies: +1 above, -1 below, 0 exact (or a quantum without an inverse).
  [[nodiscard]] int rounding(std::int64_t count) const {
    if (!divides_) return 0;
    const auto n = static_cast<double>(count);
    const double rest = std::fma(n / factor_, factor_, -n);
    return (rest > 0 ? 1 : 0) - (rest < 0 ? 1 : 0);
  }

 private:
  double factor_ = 1;
  bool divides_ = false;
};

}  // namespace asgen::tape
