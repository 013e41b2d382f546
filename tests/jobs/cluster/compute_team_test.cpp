#include "jobs/cluster/compute_team.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <mutex>

#include "tests/jobs/cluster/fake_evaluators.hpp"

namespace asgen::cluster {
namespace {

// Sleeps until `done` holds; a test that never gets there ends by its time limit.
template <class Done>
void await(Done done) {
  while (!done()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

std::vector<UnitResult> collect_from(ComputeTeam& team, std::size_t count) {
  std::vector<UnitResult> all;
  await([&] {
    for (UnitResult& result : team.take_results()) all.push_back(std::move(result));
    return all.size() >= count;
  });
  return all;
}

Outcome await_outcome(ComputeTeam& team) {
  std::optional<Outcome> outcome;
  await([&] { return (outcome = team.take_outcome()).has_value(); });
  return *outcome;
}

}  // namespace

TEST_CASE("a team evaluates all it is given and tells that there is something to fetch") {
  std::atomic<int> calls{0};
  ComputeTeam team(3, [&] { ++calls; });
  team.start(test::make_factory<test::SumEvaluator>(), "");
  CHECK(await_outcome(team).text.empty());
  team.give(test::make_units(50, 2));
  CHECK(collect_from(team, 100).size() == 100);
  CHECK(team.idle());
  CHECK(calls >= 2);
}

TEST_CASE("an exception in a unit becomes a failed result with its text, whatever its kind") {
  struct Thrower : Evaluator {
    UnitResult evaluate(const WorkUnit& unit) const override {
      if (unit.serial == 0) throw std::runtime_error("boom");
      throw 42;
    }
  };
  ComputeTeam team(1, [] {});
  team.start(test::make_factory<Thrower>(), "");
  team.give(test::make_units(2, 1));
  const auto results = collect_from(team, 2);
  CHECK_FALSE(results[0].ok);
  CHECK(results[0].reason == "boom");
  CHECK(results[1].reason == "unknown exception");
  CHECK(results[1].serial == 1);
}

TEST_CASE("an evaluator that can evaluate nothing any more ends the team with its text and code, and makes no result") {
  struct Broken : Evaluator {
    UnitResult evaluate(const WorkUnit&) const override { throw EvaluatorFailure(base::ExitCode::bad_data, "day 3: unsorted"); }
  };
  ComputeTeam team(2, [] {});
  team.start(test::make_factory<Broken>(), "");
  CHECK(await_outcome(team).text.empty());
  team.give(test::make_units(1, 1));
  const Outcome outcome = await_outcome(team);
  CHECK(outcome.text == "day 3: unsorted");
  CHECK(outcome.code == base::ExitCode::bad_data);
  CHECK(team.idle());
  CHECK(team.take_results().empty());
}

TEST_CASE("units of one segment are evaluated together while they are short, and every unit gets its own result") {
  struct Grouping : test::SumEvaluator {
    std::vector<UnitResult> evaluate_together(std::span<const WorkUnit> units) const override {
      const std::lock_guard lock(mutex);
      sizes.push_back(units.size());
      for (const WorkUnit& unit : units) mixed = mixed || unit.segment != units.front().segment;
      return test::SumEvaluator::evaluate_together(units);
    }
    std::size_t at_once() const override { return 8; }
    mutable std::mutex mutex;
    mutable std::vector<std::size_t> sizes;
    mutable bool mixed = false;
  };
  const auto evaluator = std::make_shared<Grouping>();
  ComputeTeam team(2, [] {});
  team.start([&](const std::string&) { return evaluator; }, "");
  const std::vector<WorkUnit> units = test::make_units(200, 3);
  team.give(units);
  test::ResultMap results;
  for (UnitResult& result : collect_from(team, units.size())) results.insert_or_assign({result.serial, result.segment}, result);
  CHECK(test::same_results(results, test::compute_serially(test::SumEvaluator(), units)));
  CHECK_FALSE(evaluator->mixed);
  CHECK(*std::ranges::max_element(evaluator->sizes) == 8);
  CHECK(evaluator->sizes.front() == 1);  // it does not know yet how long they take
}

TEST_CASE("units that take long are handed to the threads one by one") {
  struct Patient : test::SleepEvaluator {
    std::vector<UnitResult> evaluate_together(std::span<const WorkUnit> units) const override {
      most = std::max(most, units.size());
      return test::SleepEvaluator::evaluate_together(units);
    }
    std::size_t at_once() const override { return 8; }
    mutable std::size_t most = 0;
  };
  const auto evaluator = std::make_shared<Patient>();
  ComputeTeam team(1, [] {});
  team.start([&](const std::string&) { return evaluator; }, "");
  team.give(test::make_sleeps(20, 0.03));
  collect_from(team, 20);
  CHECK(evaluator->most == 1);
}

TEST_CASE("one of several units that fails is a failed result among the others") {
  const test::SumEvaluator unlucky(true);
  const auto results = unlucky.evaluate_together(test::make_units(20, 1));
  REQUIRE(results.size() == 20);
  CHECK_FALSE(results[13].ok);
  CHECK(results[13].reason == "thirteen");
  CHECK(results[14].ok);
  CHECK(results[14].metrics[1] == 14);
}

TEST_CASE("an evaluator that cannot be made is reported with the reason") {
  ComputeTeam team(2, [] {});
  team.start([](const std::string& text) -> std::shared_ptr<const Evaluator> { throw std::runtime_error("no " + text); }, "day");
  CHECK(await_outcome(team).text == "no day");
}

TEST_CASE("units not begun can be recalled, and destruction does not evaluate them") {
  ComputeTeam team(1, [] {});
  team.start(test::make_factory<test::SleepEvaluator>(), "");
  await_outcome(team);
  team.give(test::make_sleeps(2, 0.05));
  team.give(test::make_sleeps(1000, 0.2));
  collect_from(team, 1);
  CHECK(team.recall().size() >= 900);
  team.give(test::make_sleeps(2000, 0.2));
}

}  // namespace asgen::cluster
