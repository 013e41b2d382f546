#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>

#include "results/run_file.hpp"
#include "sim/account/metrics.hpp"
#include "sim/base/error.hpp"
#include "sim/base/file.hpp"
#include "sim/data/h5.hpp"
#include "tests/results/example_run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace asgen;

namespace {

void same(double a, double b) { CHECK((a == b || (std::isnan(a) && std::isnan(b)))); }

void same(const std::vector<double>& a, const std::vector<double>& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) same(a[i], b[i]);
}

}  // namespace

TEST_CASE("a run file read back holds what was written") {
  const test::TemporaryFolder folder;
  const results::RunSnapshot run = test::example_run();
  results::write_run_file(folder / "r.h5", run);
  const results::RunSnapshot read = results::read_run_file(folder / "r.h5");
  CHECK(read.study == run.study);
  CHECK(read.provenance.study_digest == run.provenance.study_digest);
  CHECK(read.provenance.data == run.provenance.data);
  REQUIRE(read.evaluations.size() == run.evaluations.size());
  for (std::size_t i = 0; i < run.evaluations.size(); ++i) {
    const auto &a = read.evaluations[i], &b = run.evaluations[i];
    CHECK(a.serial == b.serial);
    CHECK(a.genes == b.genes);
    CHECK(a.parents == b.parents);
    CHECK(a.state == b.state);
    CHECK(a.reason == b.reason);
    CHECK(a.cached_from == b.cached_from);
    CHECK(a.mask == b.mask);
    same(a.metrics, b.metrics);
    same(a.fitness, b.state == optimizer::EvaluationState::ok ? b.fitness : std::nan(""));
  }
  CHECK(read.genes[0].scale == "log");
  CHECK(read.segments[2].role == results::SegmentRole::held_back);
  CHECK(read.generations[1].cache_hits == 1);
  CHECK(read.metrics.size() == account::kMetricCount);
}

TEST_CASE("winner, verdict and execution are read back too") {
  const test::TemporaryFolder folder;
  const results::RunSnapshot run = test::example_run();
  results::write_run_file(folder / "r.h5", run);
  const results::RunSnapshot read = results::read_run_file(folder / "r.h5");
  REQUIRE(read.winner.has_value());
  CHECK(read.winner->values == run.winner->values);
  REQUIRE(read.winner->paths.size() == 2);
  CHECK(read.winner->paths[1].segment == 2);
  CHECK(read.winner->paths[1].equity == run.winner->paths[1].equity);
  same(read.winner->default_held_back_fitness, std::nan(""));
  CHECK(read.validation->metric == "pnl_close_at_book");
  CHECK(read.validation->segments_won == 1);
  CHECK(read.execution.units.size() == 2);
  CHECK(read.execution.ranks[1].host == "host");
  CHECK(read.execution.finished);
}

TEST_CASE("equal snapshots give equal bytes") {
  const test::TemporaryFolder folder;
  results::write_run_file(folder / "a.h5", test::example_run());
  results::write_run_file(folder / "b.h5", test::example_run());
  CHECK(base::read_text(folder / "a.h5") == base::read_text(folder / "b.h5"));
}

TEST_CASE("evaluations do not change with execution") {
  const test::TemporaryFolder folder;
  results::RunSnapshot other = test::example_run();
  other.execution = {1, 2, false, {}, {}};
  results::write_run_file(folder / "a.h5", test::example_run());
  results::write_run_file(folder / "b.h5", other);
  const auto a = data::h5::File::open(folder / "a.h5"), b = data::h5::File::open(folder / "b.h5");
  REQUIRE(a.children("/evaluations") == b.children("/evaluations"));
  CHECK(a.read<double>("/evaluations/fitness").size() == b.read<double>("/evaluations/fitness").size());
  CHECK(a.read_text("/evaluations/reason") == b.read_text("/evaluations/reason"));
}

TEST_CASE("a run that has only begun can be stored") {
  const test::TemporaryFolder folder;
  results::RunSnapshot run = test::example_run();
  run.evaluations.clear();
  run.generations.clear();
  run.winner.reset();
  run.validation.reset();
  run.execution = {};
  results::write_run_file(folder / "r.h5", run);
  const results::RunSnapshot read = results::read_run_file(folder / "r.h5");
  CHECK(read.evaluations.empty());
  CHECK_FALSE(read.winner.has_value());
  CHECK(read.segments.size() == 3);
}

TEST_CASE("axes are labelled") {
  const test::TemporaryFolder folder;
  results::write_run_file(folder / "r.h5", test::example_run());
  const auto file = data::h5::File::open(folder / "r.h5");
  CHECK(file.dimension_label("/evaluations/metrics", 0) == "serial");
  CHECK(file.dimension_label("/evaluations/metrics", 1) == "segment");
  CHECK(file.dimension_label("/evaluations/metrics", 2) == "metric");
  CHECK(file.has_scale("/evaluations/genes", 1));
}

TEST_CASE("what is no run file of this version is refused") {
  const test::TemporaryFolder folder;
  CHECK_THROWS_AS(results::read_run_file(folder / "none.h5"), base::Error);
  CHECK_FALSE(results::is_run_file(folder / "none.h5"));
  base::write_atomically(folder / "text.h5", "text");
  CHECK_THROWS_AS(results::read_run_file(folder / "text.h5"), base::DataError);
  CHECK_FALSE(results::is_run_file(folder / "text.h5"));
  auto file = data::h5::File::create(folder / "future.h5");
  file.set_attribute("/", "format", results::kRunFormat);
  file.set_attribute("/", "version", std::int64_t{99});
  file.publish();
  CHECK_THROWS_AS(results::read_run_file(folder / "future.h5"), base::DataError);
  CHECK(results::is_run_file(folder / "future.h5"));
}

TEST_CASE("a folder that cannot be written is told, and the old file stays") {
  const test::TemporaryFolder folder;
  results::write_run_file(folder / "r.h5", test::example_run());
  const std::string before = base::read_text(folder / "r.h5");
  base::set_fault_hook([](base::FileOperation, const std::string&) { return 30; });  // EROFS
  results::RunSnapshot other = test::example_run();
  other.study = "{}";
  CHECK_THROWS_AS(results::write_run_file(folder / "r.h5", other), base::StorageError);
  base::set_fault_hook({});
  CHECK(base::read_text(folder / "r.h5") == before);
}

TEST_CASE("a run file is written where a reader outside asks for it") {
  const char* path = std::getenv("ASGEN_WRITE_RUN_FILE");
  const test::TemporaryFolder folder;
  const std::string target = path != nullptr ? path : folder / "r.h5";
  results::write_run_file(target, test::example_run());
  CHECK(results::is_run_file(target));
}
