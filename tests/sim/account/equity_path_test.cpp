// Path figures from sums and extremes against a walk from tick to tick.
#include "sim/account/equity_path.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <deque>

#include "tests/sim/account/naive_path.hpp"

using namespace asgen;
using namespace asgen::account;
using namespace asgen::test_account;

namespace {

/// Feeds a path; with `cuts`, every run in pieces.
EquityPath feed(const PathPlan& plan, std::deque<MarkIndex>& marks, EquityPath::Keep keep, base::Stream* cuts = nullptr) {
  EquityPath path(plan.grid, keep);
  for (const PathPlan::Tape& tape : plan.tapes) {
    if (&tape != &plan.tapes.front() && plan.rebases) path.rebase();
    path.open_tape();
    marks.emplace_back(tape.mid, plan.contract, plan.quantum, plan.grid.ticks);
    for (const PathPlan::Run& run : tape.runs) {
      for (std::size_t from = run.ticks.from, to; from < run.ticks.to; from = to) {
        to = cuts == nullptr ? run.ticks.to : std::min(run.ticks.to, from + 1 + cuts->below(40));
        path.add(marks.back(), {from, to}, run.holdings);
        if (cuts != nullptr && cuts->below(50) == 0) (void)path.sums().describe(100);  // asking changes nothing
      }
    }
  }
  return path;
}

void check_near(const Value& value, const Value& expected, double scale = 0) {
  CHECK(status_name(value.status) == status_name(expected.status));
  if (expected.status == Status::ok) CHECK(std::fabs(value.value - expected.value) <= 2e-12 * (std::fabs(expected.value) + scale));
}

/// An undefined figure equals another for the same reason.
bool same(const Value& a, const Value& b) { return a.status == b.status && (a.status != Status::ok || a.value == b.value); }

bool same(const PathStatistics& a, const PathStatistics& b) {
  return same(a.sharpe, b.sharpe) && same(a.sortino, b.sortino) && same(a.skewness, b.skewness) && same(a.kurtosis, b.kurtosis) &&
         same(a.max_drawdown_rel, b.max_drawdown_rel) && same(a.ulcer_pct, b.ulcer_pct) && a.buckets == b.buckets &&
         same(a.tail_95.var, b.tail_95.var) && same(a.tail_95.cvar, b.tail_95.cvar) && same(a.tail_99.cvar, b.tail_99.cvar) &&
         same(a.cornish_fisher_var_95, b.cornish_fisher_var_95) && same(a.tail_ratio, b.tail_ratio) && same(a.worst, b.worst) &&
         same(a.worst_tenth, b.worst_tenth);
}

void check_tails(const PathStatistics& path, const NaivePath& naive, std::size_t per_bucket) {
  std::vector<double> buckets;
  for (std::size_t end = per_bucket; end < naive.equity.size(); end += per_bucket) {
    buckets.push_back(naive.equity[end] - naive.equity[end - per_bucket]);
  }
  const double scale = 1e3;  // equity is a difference of larger amounts of cash and of inventory
  CHECK(path.buckets == buckets.size());
  check_near(path.tail_95.var, var_cvar(buckets, 0.95).var, scale);
  check_near(path.tail_95.cvar, var_cvar(buckets, 0.95).cvar, scale);
  check_near(path.tail_99.cvar, var_cvar(buckets, 0.99).cvar, scale);
  check_near(path.tail_ratio, tail_ratio(buckets), scale);
  check_near(path.cornish_fisher_var_95, cornish_fisher_var(buckets, 0.95), scale);
  check_near(path.worst, worst_k_mean(buckets, 1), scale);
  check_near(path.worst_tenth, worst_k_mean(buckets, worst_tenth(buckets.size())), scale);
}

double bits_of_half_life(const EquityPath& path) {
  const HalfLife half_life = path.sums().dynamics().half_life(5);
  return half_life.phi.status == Status::ok ? half_life.phi.value : -100 - static_cast<double>(half_life.phi.status);
}

}  // namespace

TEST_CASE("path figures are those of a walk from tick to tick, over tapes and slices that begin and end anywhere") {
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    CAPTURE(seed);
    const PathPlan plan = random_plan(seed);
    std::deque<MarkIndex> marks;
    const EquityPath path = feed(plan, marks, EquityPath::Keep::statistics);
    const NaivePath naive = walk(plan);
    const PathStatistics figures = path.sums().describe(50);
    const Moments m = moments(naive.changes);
    CHECK(path.sums().max_drawdown() == naive.drawdown);
    check_near(figures.sharpe, sharpe(naive.changes));
    check_near(figures.sortino, sortino(naive.changes));
    check_near(figures.skewness, m.skewness, 0.1);
    check_near(figures.kurtosis, m.kurtosis);
    const RelativeDrawdown drawdown = relative_drawdown(naive.equity, 50);
    check_near(figures.max_drawdown_rel, drawdown.max, 1);
    check_near(figures.ulcer_pct, drawdown.ulcer_pct, 1);
    check_tails(figures, naive, plan.grid.bucket);
    if (plan.tapes.size() > 1) continue;
    const HalfLife fast = path.sums().dynamics().half_life(2.5), slow = inventory_half_life(naive.inventory[0], 2.5);
    CHECK(fast.phi.status == slow.phi.status);
    if (slow.phi.status == Status::ok) CHECK(fast.phi.value == doctest::Approx(slow.phi.value).epsilon(1e-9));
  }
}

TEST_CASE("the bits do not depend on how a path is cut into runs, nor on whether its ticks are kept") {
  for (std::uint32_t seed = 1000; seed < 1100; ++seed) {
    CAPTURE(seed);
    const PathPlan plan = random_plan(seed);
    base::Stream random({seed, base::Purpose::test, 2, 0});
    std::deque<MarkIndex> one, other;
    const EquityPath whole = feed(plan, one, EquityPath::Keep::every_tick), cut = feed(plan, other, EquityPath::Keep::statistics, &random);
    CHECK(same(whole.sums().describe(50), cut.sums().describe(50)));
    CHECK(whole.sums().max_drawdown() == cut.sums().max_drawdown());
    CHECK(bits_of_half_life(whole) == bits_of_half_life(cut));
    const NaivePath naive = walk(plan);
    const auto equal = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
    CHECK(std::equal(whole.equity().begin(), whole.equity().end(), naive.ticks.begin(), naive.ticks.end(), equal));
  }
}

TEST_CASE("a path on marks without sums has the same figures but for rounding") {
  for (std::uint32_t seed = 2000; seed < 2050; ++seed) {
    CAPTURE(seed);
    PathPlan plan = random_plan(seed);
    plan.contract = Contract::linear;
    std::deque<MarkIndex> with, without;
    const PathStatistics a = feed(plan, with, EquityPath::Keep::statistics).sums().describe(50);
    plan.quantum = 0.1;  // no mid is a multiple of it
    const PathStatistics b = feed(plan, without, EquityPath::Keep::statistics).sums().describe(50);
    for (const MarkIndex& marks : without) CHECK(marks.samples() == nullptr);
    check_near(a.sharpe, b.sharpe);
    check_near(a.kurtosis, b.kurtosis);
    check_near(a.ulcer_pct, b.ulcer_pct, 1);
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
      for (const Extremes& bounds : {marks.bounds(from, to), marks.rough_bounds(from, to)}) {
        CHECK(bounds.lowest <= *low);
        CHECK(bounds.highest >= *high);
      }
      double sum = 0;
      for (std::size_t k = from; k < to; ++k) sum += mid[k];
      CHECK(marks.mean_unit_value(from, to) == doctest::Approx(sum / static_cast<double>(to - from)).epsilon(1e-9));
    }
  }
}

TEST_CASE("an opening loss is a drawdown of the path, and a new tape goes on from what was earned") {
  const std::vector<double> mid{100, 95, 105, 90};
  const MarkIndex marks(mid, Contract::linear, 1, 1);
  EquityPath path({1, 1}, EquityPath::Keep::every_tick);
  path.add(marks, {0, 4}, {-100, 1, 1});
  CHECK(path.sums().max_drawdown() == 15);
  path.rebase();
  path.open_tape();
  path.add(marks, {0, 4}, {0, 0, 0});
  CHECK(path.equity().back() == -10);
  CHECK(path.sums().max_drawdown() == 15);
}

TEST_CASE("undefined figures of a path say why") {
  const std::vector<double> rising{100, 101, 102, 103, 104, 105};
  const MarkIndex marks(rising, Contract::linear, 1, 1);
  EquityPath steady({1, 2}, EquityPath::Keep::statistics);
  steady.add(marks, {0, 6}, {-100, 1, 1});
  CHECK(steady.sums().describe(100).sharpe.status == Status::zero_variance);
  CHECK(steady.sums().describe(100).sortino.status == Status::no_downside);
  CHECK(steady.sums().describe(0).ulcer_pct.status == Status::capital_not_positive);
  CHECK(steady.sums().describe(100).ulcer_pct.value == 0);

  EquityPath flat({1, 2}, EquityPath::Keep::statistics);
  flat.add(marks, {0, 6}, {});
  CHECK(flat.sums().describe(100).kurtosis.status == Status::zero_variance);
  CHECK(flat.sums().describe(100).max_drawdown_rel.value == 0);

  EquityPath short_one({5, 2}, EquityPath::Keep::statistics);
  short_one.add(marks, {0, 3}, {});
  CHECK(short_one.sums().describe(100).sharpe.status == Status::too_few);
  CHECK(short_one.sums().describe(100).tail_95.var.status == Status::too_few);

  const MarkIndex none(std::vector<double>{kNan, kNan, kNan}, Contract::linear, 1, 1);
  EquityPath broken({1, 1}, EquityPath::Keep::statistics);
  broken.add(none, {0, 3}, {-1, 1, 1});
  CHECK(broken.sums().describe(100).sharpe.status == Status::non_finite_input);
  CHECK(broken.sums().describe(100).ulcer_pct.status == Status::non_finite_input);
  CHECK(broken.sums().describe(100).tail_95.var.status == Status::non_finite_input);
}
