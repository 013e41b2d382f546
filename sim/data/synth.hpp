#pragma once
// Synthetic days with a known optimum (reference market of Avellaneda and Stoikov 2008 and Gueant, Lehalle and
// Fernandez-Tapia 2013): Brownian mid in clock steps, market orders of Poisson rate A a side with exponential reach.
//
// The mid S is constant between two steps; book rows are stamped on the step, trades strictly inside. A sell order of
// reach x prints at S - x rounded up to the tick, a buy order at S + x rounded down. So an own buy at tick price P with
// nothing displayed ahead is filled iff S - x <= P: its fill rate at distance d = S - P is exactly A exp(-kappa d).

#include <cstdint>
#include <string>
#include <vector>

#include "sim/data/day.hpp"

namespace asgen::data {

enum class SynthVolume { fixed, log_normal };

struct SynthOptions {
  std::string exchange = "synthetic";
  std::string symbol = "AS";
  double start_price = 100;
  double tick = 0.01;
  double lot = 1;
  double duration_s = 3600;
  double step_s = 1;              ///< mid and book move on whole steps
  std::string start_day = "2020-01-01";  ///< UTC; day_index days are added

  double sigma = 0.05;            ///< price units per sqrt(s)
  double jumps_per_day = 0;       ///< expected number of mid jumps in a synthetic day, whatever its duration
  double jump_sd = 0;             ///< price units

  double arrival_rate = 0.05;     ///< A: market orders per second and side
  double kappa = 20;              ///< k: reach ~ Exp(kappa), per price unit
  double hawkes_branching = 0;    ///< n in [0, 1): expected children of an order; the mean rate stays A
  double hawkes_decay = 1;        ///< beta, per second: a child follows after Exp(beta)
  double impact = 0;              ///< eta, price units: each order moves the mid its own way, mid and book at the next step

  SynthVolume volume = SynthVolume::fixed;
  double volume_lots = 1;         ///< fixed size, or median of the log-normal (rounded up to whole lots)
  double volume_log_sd = 0;       ///< of the log-normal

  int book_levels = 1;            ///< displayed levels a side; beyond them the depth is known to be 0
  int half_spread_ticks = 1;      ///< 1: best bid is the last tick strictly below S; h: h - 1 ticks further out
  double level_lots = 1;          ///< displayed on each level
};

/// What a day was made of, before rounding: for tests and for strategies that know the truth.
struct SynthPath {
  struct Order {
    std::int64_t ns = 0;     ///< since the open
    std::int8_t side = 0;    ///< aggressor
    double reach = 0;        ///< price units from the mid
    std::int64_t lots = 0;
  };
  std::vector<double> mid;   ///< at step 0..N, N = duration / step
  std::vector<Order> orders; ///< by time
};

/// Throws ConfigurationError naming the option that is out of range.
void check(const SynthOptions& options);

/// The path of day `day_index`; a pure function of its arguments. Throws ConfigurationError (bad option, or a mid that
/// falls to zero).
SynthPath make_synthetic_path(const SynthOptions& options, std::uint64_t seed, std::uint32_t day_index);

/// What such a day says of itself, without making it. Throws ConfigurationError on a bad start_day.
DayInfo synthetic_day_info(const SynthOptions& options, std::uint64_t seed, std::uint32_t day_index);

/// The day as a recorder would have seen it, feed latency 0. Same errors.
Day make_synthetic_day(const SynthOptions& options, std::uint64_t seed, std::uint32_t day_index);

}  // namespace asgen::data
