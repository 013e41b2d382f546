#pragma once
// Counter-based random numbers (Philox 4x32-10 of Random123; Salmon et al. 2011): a value is a pure function of
// (seed, key, counter), so it never depends on rank, thread or call order of anything else.

#include <cstdint>

namespace asgen::base {

/// What a stream is for; a new purpose never disturbs the numbers of another.
enum class Purpose : std::uint32_t {
  synth_mid = 1,
  synth_trades = 2,
  synth_hawkes = 3,
  synth_jumps = 4,
  initial_population = 16,
  selection = 17,
  crossover = 18,
  mutation = 19,
  bootstrap = 32,
  random_strategy = 48,
  order_latency = 49,
  theory_path = 64,
  test = 1000,
};

/// Identifies a stream: study seed, purpose, and two indices (day and event, or generation and serial).
struct StreamKey {
  std::uint64_t seed = 0;
  Purpose purpose = Purpose::test;
  std::uint64_t index = 0;
  std::uint32_t sub = 0;
};

/// A sequence of draws from one stream. Cheap to make (no state but the key and a counter).
class Stream {
 public:
  explicit Stream(const StreamKey& key);

  /// Next 64 uniform bits.
  std::uint64_t bits();
  /// Uniform in the open interval (0, 1).
  double uniform();
  /// Uniform in [lo, hi).
  double uniform(double lo, double hi) { return lo + (hi - lo) * uniform(); }
  /// Uniform integer in [0, n); n > 0.
  std::uint64_t below(std::uint64_t n);
  /// Standard normal draw, by inversion.
  double normal();
  /// Exponential draw with the given rate (mean 1/rate).
  double exponential(double rate);
  /// Poisson draw with the given mean (inversion; mean <= 700).
  std::uint64_t poisson(double mean);

 private:
  std::uint32_t key_[2];
  std::uint32_t counter_[4];
  std::uint32_t block_[4] = {};
  int used_ = 4;
};

}  // namespace asgen::base
