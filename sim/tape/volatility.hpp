#pragma once
// Hummingbot's instant volatility (hummingbot.md 3).

#include <cstddef>
#include <vector>

namespace asgen::tape {

/// Width of stored mids and volatilities; Hummingbot's ring buffer is float32.
enum class Precision { float32, float64 };

class InstantVolatility {
 public:
  /// @param length prices in the buffer, >= 1
  InstantVolatility(std::size_t length, Precision precision) : length_(length), precision_(precision) {}

  /// Takes a mid and gives the root of the sum of squared changes in the buffer divided by the number of prices in it.
  double sample(double mid);
  [[nodiscard]] bool is_full() const { return taken_ >= length_; }
  /// Changes the buffer's length: the newest prices stay, and a longer buffer is not full until it has taken more.
  void resize(std::size_t length);

 private:
  [[nodiscard]] double stored(double value) const;

  std::size_t length_;
  Precision precision_;
  double last_ = 0;
  std::size_t taken_ = 0;  ///< prices that the buffer may still hold
  std::vector<double> squares_;  ///< squared changes of all samples so far
};

/// Sum in the order of numpy's pairwise summation, whose bits Hummingbot's volatility has.
double sum_pairwise(const double* values, std::size_t n);

}  // namespace asgen::tape
