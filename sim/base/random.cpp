#include "sim/base/random.hpp"

#include <Random123/philox.h>

#include "sim/base/contract.hpp"
#include "sim/base/math.hpp"

namespace asgen::base {
namespace {

std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }

}  // namespace

// Key: the seed. Counter: block number, purpose with sub-index, and the 64-bit index: 2^32 blocks of 4 words a stream.
Stream::Stream(const StreamKey& key)
    : key_{low(key.seed), high(key.seed)},
      counter_{0, low(key.index), high(key.index), (static_cast<std::uint32_t>(key.purpose) << 16) ^ key.sub} {
  expects(key.sub < (1U << 16), "a stream's sub-index fits 16 bits");
}

std::uint64_t Stream::bits() {
  if (used_ >= 4) {
    const r123::Philox4x32 philox;
    const r123::Philox4x32::ctr_type counter = {{counter_[0], counter_[1], counter_[2], counter_[3]}};
    const r123::Philox4x32::key_type key = {{key_[0], key_[1]}};
    const auto block = philox(counter, key);
    for (std::size_t i = 0; i < 4; ++i) block_[i] = block[i];
    ++counter_[0];
    used_ = 0;
  }
  const std::uint64_t value = (static_cast<std::uint64_t>(block_[used_ + 1]) << 32) | block_[used_];
  used_ += 2;
  return value;
}

double Stream::uniform() { return (static_cast<double>(bits() >> 12) + 0.5) * 0x1.0p-52; }

std::uint64_t Stream::below(std::uint64_t n) {
  expects(n > 0, "a range to draw from is not empty");
  const std::uint64_t unbiased = n * (~std::uint64_t{0} / n);  // draws at or above it would favour small values
  std::uint64_t value = bits();
  while (value >= unbiased) value = bits();
  return value % n;
}

double Stream::normal() { return normal_quantile(uniform()); }

double Stream::exponential(double rate) {
  expects(rate > 0.0, "an exponential rate is positive");
  return -log(uniform()) / rate;
}

std::uint64_t Stream::poisson(double mean) {
  expects(mean >= 0.0 && mean <= 700.0, "a Poisson mean lies in [0, 700]");
  double term = exp(-mean);
  double cumulative = term;
  const double u = uniform();
  std::uint64_t k = 0;
  while (u > cumulative && term > 0.0) {
    ++k;
    term *= mean / static_cast<double>(k);
    cumulative += term;
  }
  return k;
}

}  // namespace asgen::base
