#pragma once
// Division by a number that stays the same for millions of rows, and the greatest common divisor of a stream.

#include <bit>
#include <cstdint>
#include <numeric>

namespace asgen::data {

/// Exact division of whole numbers >= 0 by a fixed divisor > 0 with one multiplication (Granlund and Montgomery 1994, section 9):
/// n is a multiple of d = 2^s * o exactly when n * o^-1 mod 2^64, rotated by s, is at most (2^64 - 1) / d; that is the quotient then.
class ExactDivisor {
 public:
  constexpr explicit ExactDivisor(std::int64_t divisor = 1)
      : divisor_(static_cast<std::uint64_t>(divisor)), shift_(std::countr_zero(divisor_)), most_(UINT64_MAX / divisor_) {
    const std::uint64_t odd = divisor_ >> shift_;
    inverse_ = odd;  // right in 3 bits; every step doubles them
    for (int i = 0; i < 5; ++i) inverse_ *= 2 - odd * inverse_;
  }

  [[nodiscard]] constexpr std::int64_t divisor() const { return static_cast<std::int64_t>(divisor_); }
  [[nodiscard]] constexpr bool divides(std::int64_t n) const { return rotated(n) <= most_; }
  /// n / divisor(); `n` must be a multiple.
  [[nodiscard]] constexpr std::int64_t quotient(std::int64_t n) const { return static_cast<std::int64_t>(rotated(n)); }

 private:
  [[nodiscard]] constexpr std::uint64_t rotated(std::int64_t n) const { return std::rotr(static_cast<std::uint64_t>(n) * inverse_, shift_); }

  std::uint64_t divisor_;
  int shift_;
  std::uint64_t most_, inverse_ = 1;
};

/// Greatest common divisor of all values added; 0 when there were none but zeros.
class Quantum {
 public:
  void add(std::int64_t value) {
    if (known_ && divisor_.divides(value)) return;
    take(value);
  }
  void add(const Quantum& other) { add(other.value()); }
  [[nodiscard]] std::int64_t value() const { return known_ ? divisor_.divisor() : 0; }

 private:
  void take(std::int64_t value) {
    if (value == 0) return;
    divisor_ = ExactDivisor(known_ ? std::gcd(divisor_.divisor(), value) : value);
    known_ = true;
  }

  ExactDivisor divisor_;
  bool known_ = false;
};

}  // namespace asgen::data
