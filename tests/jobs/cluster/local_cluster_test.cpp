#include "jobs/cluster/local_cluster.hpp"

#include <doctest/doctest.h>

#include "sim/base/error.hpp"
#include "tests/jobs/cluster/fake_evaluators.hpp"
#include "tests/jobs/cluster/reordering_transport.hpp"

namespace asgen::cluster {
namespace {

using test::collect;
using test::make_factory;
using test::make_sleeps;
using test::make_units;

EvaluatorFactory unlucky_sums() {
  return [](const std::string&) { return std::make_shared<const test::SumEvaluator>(true); };
}

test::ResultMap expected_results(const std::vector<WorkUnit>& units) {
  auto expected = test::compute_serially(test::SumEvaluator(false), units);
  for (auto& [id, result] : expected) {
    if (id.first == 13) result = {.reason = "thirteen"};
  }
  return expected;
}

LocalOptions reordering(LocalOptions options, std::uint64_t seed) {
  options.wrap_master = [seed](std::unique_ptr<Transport> inner) {
    return std::make_unique<test::ReorderingTransport>(std::move(inner), seed);
  };
  return options;
}

test::ResultMap run(const LocalOptions& options, const std::vector<WorkUnit>& units) {
  LocalCluster cluster(unlucky_sums(), options);
  cluster.master().start("study");
  cluster.master().submit(units);
  return collect(cluster.master());
}

}  // namespace

TEST_CASE("results do not depend on the number of workers and threads, and every unit comes exactly once") {
  const auto units = make_units(200, 3);
  const auto expected = expected_results(units);
  for (const int workers : {1, 2, 4}) {
    for (const int threads : {1, 3}) {
      CAPTURE(workers);
      CAPTURE(threads);
      CHECK(test::same_results(run({.workers = workers, .threads = threads}, units), expected));
    }
  }
}

TEST_CASE("results do not depend on the order in which a transport delivers them") {
  const auto units = make_units(300, 2);
  const auto expected = expected_results(units);
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    CHECK(test::same_results(run(reordering({.workers = 3, .threads = 2}, seed), units), expected));
  }
}

TEST_CASE("a cluster takes one generation after the other") {
  LocalCluster cluster(make_factory<test::SumEvaluator>(), {.workers = 2, .threads = 1});
  cluster.master().start("");
  cluster.master().wait_until_ready();
  for (int generation = 0; generation < 20; ++generation) {
    cluster.master().submit(make_units(20, 2));
    CHECK(collect(cluster.master()).size() == 40);
  }
  const ClusterStats stats = cluster.master().stats();
  CHECK(stats.units_done == 800);
  REQUIRE(stats.workers.size() == 2);
  CHECK(stats.workers[0].units + stats.workers[1].units == 800);
  CHECK(stats.workers[0].rank == 1);
  CHECK(stats.workers[0].threads == 1);
  CHECK_FALSE(stats.workers[0].host.empty());
  CHECK(stats.workers[0].pid > 0);
}

TEST_CASE("a worker that cannot start gives one clear error that names the rank") {
  const EvaluatorFactory broken = [](const std::string&) -> std::shared_ptr<const Evaluator> {
    throw base::DataError("days/b.h5", "cannot be opened (no such file)", "import it first");
  };
  LocalCluster cluster(broken, {.workers = 2, .threads = 1});
  cluster.master().start("");
  try {
    cluster.master().wait_until_ready();
    FAIL("no error came");
  } catch (const base::Error& error) {
    const std::string text = error.what();
    CHECK(text.starts_with("rank "));
    CHECK(text.ends_with("days/b.h5: cannot be opened (no such file); import it first"));
    CHECK(error.code() == base::ExitCode::bad_data);
  }
}

TEST_CASE("a slow unit does not hold up the others") {
  const auto finished = std::make_shared<std::atomic<int>>(0);
  LocalCluster cluster([=](const std::string&) { return std::make_shared<const test::GateEvaluator>(finished, 30); },
                       {.workers = 2, .threads = 1});
  cluster.master().start("");
  cluster.master().wait_until_ready();
  cluster.master().submit(make_units(100, 1));
  // Were the first unit to stop the rest, this would not end.
  CHECK(collect(cluster.master()).size() == 100);
}

TEST_CASE("halt forgets what no worker has begun and delivers all that was begun") {
  const auto begun = std::make_shared<std::atomic<std::size_t>>(0);
  LocalCluster cluster([=](const std::string&) { return std::make_shared<const test::CountingEvaluator>(begun); },
                       {.workers = 2, .threads = 2});
  Master& master = cluster.master();
  master.start("");
  master.submit(make_sleeps(2000, 0.01));
  std::size_t results = 0;
  while (results < 10) results += master.next() ? 1 : 0;
  master.halt();
  results += collect(master).size();
  CHECK(master.pending() == 0);
  CHECK(results == begun->load());
  CHECK(results < 2000);
  CHECK(master.stats().units_done == results);
}

TEST_CASE("stop while units are in flight keeps the result of every unit that was begun") {
  const auto begun = std::make_shared<std::atomic<std::size_t>>(0);
  LocalCluster cluster([=](const std::string&) { return std::make_shared<const test::CountingEvaluator>(begun); },
                       {.workers = 2, .threads = 1});
  Master& master = cluster.master();
  master.start("");
  master.submit(make_sleeps(2000, 0.02));
  std::size_t results = 0;
  while (results < 5) results += master.next() ? 1 : 0;
  master.stop();
  while (master.next()) ++results;
  CHECK(results == begun->load());
  CHECK(results < 2000);
  CHECK(master.pending() == 0);
}

TEST_CASE("a cluster that is dropped at any moment ends cleanly") {
  { LocalCluster untouched(make_factory<test::SumEvaluator>(), {.workers = 3, .threads = 2}); }
  for (int i = 0; i < 20; ++i) {
    LocalCluster cluster(make_factory<test::SumEvaluator>(), {.workers = 2, .threads = 2});
    cluster.master().start("");
    cluster.master().submit(make_units(100, 2));
    for (int j = 0; j < i; ++j) (void)cluster.master().next();
  }
  try {
    LocalCluster cluster(make_factory<test::SumEvaluator>(), {.workers = 2, .threads = 1});
    cluster.master().start("");
    throw std::runtime_error("unwound");
  } catch (const std::runtime_error& error) {
    CHECK(std::string(error.what()) == "unwound");
  }
}

}  // namespace asgen::cluster
