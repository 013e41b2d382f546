#include "sim/tape/volatility.hpp"

#include <algorithm>
#include <cmath>

namespace asgen::tape {

double sum_pairwise(const double* values, std::size_t n) {
  constexpr std::size_t kBlock = 128;
  if (n < 8) {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += values[i];
    return sum;
  }
  if (n > kBlock) {
    const std::size_t half = n / 2 - (n / 2) % 8;
    return sum_pairwise(values, half) + sum_pairwise(values + half, n - half);
  }
  double r[8];
  std::copy_n(values, 8, r);
  std::size_t i = 8;
  for (; i + 8 <= n; i += 8) {
    for (std::size_t lane = 0; lane < 8; ++lane) r[lane] += values[i + lane];
  }
  double sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
  for (; i < n; ++i) sum += values[i];
  return sum;
}

double InstantVolatility::stored(double value) const {
  return precision_ == Precision::float32 ? static_cast<double>(static_cast<float>(value)) : value;
}

void InstantVolatility::resize(std::size_t length) {
  taken_ = std::min({taken_, length_, length});
  length_ = length;
}

double InstantVolatility::sample(double mid) {
  const double price = stored(mid);
  if (taken_ > 0) squares_.push_back((price - last_) * (price - last_));
  last_ = price;
  ++taken_;
  const std::size_t prices = std::min(taken_, length_);
  const double sum = sum_pairwise(squares_.data() + (squares_.size() - (prices - 1)), prices - 1);
  return stored(std::sqrt(sum / static_cast<double>(prices)));
}

}  // namespace asgen::tape
