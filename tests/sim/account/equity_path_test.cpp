// Path figures from extremes and samples against a ledger that walks from tick to tick.
#include "sim/account/equity_path.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/random.hpp"

using namespace asgen;
using namespace asgen::account;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Run {
  TickRange ticks;
  Holdings holdings;
};

struct Walk {
  std::vector<double> samples{0.0};
  std::vector<double> inventory{0.0};
  double drawdown = 0, last = 0;
};

/// The naive ledger: every tick, one after another.
Walk walk(const std::vector<double>& mid, Contract contract, const std::vector<Run>& runs, std::size_t step) {
  Walk result;
  double mark = kNan, peak = 0;
  std::size_t tick = 0;
  for (const Run& run : runs) {
    for (; tick < run.ticks.to; ++tick) {
      if (!std::isnan(mid[tick])) mark = settlement_price(contract, mid[tick]);
      result.last = run.holdings.cash + (run.holdings.position != 0 ? run.holdings.position * mark : 0);
      peak = std::max(peak, result.last);
      result.drawdown = std::max(result.drawdown, peak - result.last);
      if (tick == 0) result.inventory[0] = static_cast<double>(run.holdings.lots);
      if (tick == 0 || tick % step != 0) continue;
      result.samples.push_back(result.last);
      result.inventory.push_back(static_cast<double>(run.holdings.lots));
    }
  }
  return result;
}

std::vector<double> random_mids(base::Stream& random, std::size_t ticks) {
  std::vector<double> mid;
  double price = 10000;
  for (std::size_t k = 0; k < ticks; ++k) {
    price += static_cast<double>(random.below(21)) - 10 + (random.below(500) == 0 ? 300 : 0);
    const bool empty = random.below(40) == 0 || (k < 30 && random.below(2) == 0);
    mid.push_back(empty ? kNan : price * 0.005);
  }
  return mid;
}

std::vector<Run> random_runs(base::Stream& random, const std::vector<double>& mid) {
  std::vector<Run> runs;
  Holdings holdings;
  std::size_t from = 0;
  const std::size_t longest = 1 + random.below(random.below(2) == 0 ? 8 : 700);
  while (from < mid.size()) {
    const std::size_t to = std::min(mid.size(), from + 1 + random.below(longest));
    runs.push_back({{from, to}, holdings});
    from = to;
    const auto lots = static_cast<std::int64_t>(random.below(7)) - 3;
    const std::size_t at = to - 1;
    const bool priced = std::find_if(mid.begin(), mid.begin() + static_cast<std::ptrdiff_t>(to), [](double m) { return !std::isnan(m); }) !=
                        mid.begin() + static_cast<std::ptrdiff_t>(to);
    if (!priced || std::isnan(mid[at])) continue;
    holdings.cash -= static_cast<double>(lots - holdings.lots) * 0.1 * mid[at];
    holdings.lots = lots;
    holdings.position = static_cast<double>(lots) * 0.1;
  }
  return runs;
}

bool same(std::span<const double> a, std::span<const double> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

}  // namespace

TEST_CASE("drawdown, samples and inventory dynamics are those of a walk from tick to tick, bit for bit") {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    base::Stream random({seed, base::Purpose::test, 1, 0});
    const std::vector<double> mid = random_mids(random, 200 + random.below(5000));
    const Contract contract = seed % 2 == 0 ? Contract::linear : Contract::inverse;
    const std::vector<Run> runs = random_runs(random, mid);
    const std::size_t step = 1 + random.below(20);
    const MarkIndex marks(mid, contract);
    EquityPath path(step, EquityPath::Keep::statistics);
    for (const Run& run : runs) path.add(marks, run.ticks, run.holdings);
    const Walk expected = walk(mid, contract, runs, step);
    CHECK(same(path.samples(), expected.samples));
    CHECK(path.max_drawdown() == expected.drawdown);
    const HalfLife fast = path.dynamics().half_life(2.5), slow = inventory_half_life(expected.inventory, 2.5);
    CHECK(fast.half_life_s.status == slow.half_life_s.status);
    if (slow.phi.status == Status::ok) CHECK(fast.phi.value == doctest::Approx(slow.phi.value).epsilon(1e-9));
  }
}

TEST_CASE("the bits do not depend on how a path is cut into runs") {
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    base::Stream random({seed, base::Purpose::test, 2, 0});
    const std::vector<double> mid = random_mids(random, 3000);
    const std::vector<Run> runs = random_runs(random, mid);
    const MarkIndex marks(mid, Contract::linear);
    EquityPath whole(5, EquityPath::Keep::every_tick), cut(5, EquityPath::Keep::statistics);
    for (const Run& run : runs) {
      whole.add(marks, run.ticks, run.holdings);
      for (std::size_t from = run.ticks.from; from < run.ticks.to;) {
        const std::size_t to = std::min(run.ticks.to, from + 1 + random.below(40));
        cut.add(marks, {from, to}, run.holdings);
        from = to;
      }
    }
    CHECK(same(whole.samples(), cut.samples()));
    CHECK(whole.max_drawdown() == cut.max_drawdown());
    CHECK(whole.equity().size() == mid.size());
    const Value phi = whole.dynamics().half_life(5).phi;
    CHECK(phi.status == cut.dynamics().half_life(5).phi.status);
    if (phi.status == Status::ok) CHECK(phi.value == cut.dynamics().half_life(5).phi.value);
  }
}

TEST_CASE("extremes of any range are those of a scan, whatever the size of the index") {
  for (const std::size_t size : {1u, 15u, 16u, 17u, 255u, 256u, 257u, 4095u, 4100u, 70000u}) {
    base::Stream random({size, base::Purpose::test, 3, 0});
    std::vector<double> mid;
    for (std::size_t k = 0; k < size; ++k) mid.push_back(100 + static_cast<double>(random.below(1000000)));
    const MarkIndex marks(mid, Contract::linear);
    for (int i = 0; i < 300; ++i) {
      const std::size_t from = random.below(size), to = from + 1 + random.below(size - from);
      const auto [low, high] = std::minmax_element(mid.begin() + static_cast<std::ptrdiff_t>(from), mid.begin() + static_cast<std::ptrdiff_t>(to));
      const Extremes range = marks.extremes(from, to);
      CHECK(range.lowest == *low);
      CHECK(range.highest == *high);
      double sum = 0;
      for (std::size_t k = from; k < to; ++k) sum += mid[k];
      CHECK(marks.mean_unit_value(from, to) == doctest::Approx(sum / static_cast<double>(to - from)).epsilon(1e-9));
    }
  }
}

TEST_CASE("an opening loss is a drawdown of the path, and a new tape goes on from what was earned") {
  const std::vector<double> mid{100, 95, 105, 90};
  const MarkIndex marks(mid, Contract::linear);
  EquityPath path(1, EquityPath::Keep::statistics);
  path.add(marks, {0, 4}, {-100, 1, 1});
  CHECK(path.max_drawdown() == 15);
  path.rebase();
  path.open_tape();
  path.add(marks, {0, 4}, {0, 0, 0});
  CHECK(path.samples().back() == -10);
  CHECK(path.max_drawdown() == 15);
}
