// A transport that delivers results in any order must not change a bit of what the search learns.

#include <doctest/doctest.h>

#include <cstring>
#include <memory>
#include <vector>

#include "jobs/app/search.hpp"
#include "jobs/app/study_evaluator.hpp"
#include "jobs/app/study_market.hpp"
#include "jobs/cluster/local_cluster.hpp"
#include "results/journal.hpp"
#include "tests/jobs/cluster/reordering_transport.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace asgen;

namespace {

struct Learnt {
  std::vector<app::Told> told;
  std::vector<std::vector<double>> metrics;
};

struct Arrangement {
  int workers = 1;
  int threads = 1;
  std::uint64_t reordering_seed = 0;  // 0 = in order
};

class Study {
 public:
  Study()
      : study_(std::make_shared<configs::Study>(configs::read_study(ASGEN_SOURCE_DIR "/tests/invariance/study.json"))) {
    study_->optimizer.generations = 4;
    market_ = app::make_market(*study_, app::load_days(*study_, ""));
  }

  [[nodiscard]] Learnt search(const Arrangement& arrangement) const {
    cluster::LocalOptions options{.workers = arrangement.workers, .threads = arrangement.threads, .master = {.build = "test"}, .wrap_master = {}};
    if (arrangement.reordering_seed != 0) {
      options.wrap_master = [&](std::unique_ptr<cluster::Transport> inner) {
        return std::make_unique<cluster::test::ReorderingTransport>(std::move(inner), arrangement.reordering_seed);
      };
    }
    const test::TemporaryFolder folder;
    cluster::LocalCluster local([this](const std::string&) { return std::make_shared<app::StudyEvaluator>(study_, market_); }, options);
    results::Journal journal(folder / "run.journal", {"study", "test", {}}, {});
    local.master().start("");
    app::UnitPool pool(local.master(), journal, [] {});
    app::Search search(*study_, market_->with_role(results::SegmentRole::train));
    REQUIRE(search.run(pool, journal, [] {}));
    Learnt learnt{search.told(), {}};
    for (const optimizer::Record& record : search.archive().records()) learnt.metrics.push_back(record.metrics);
    return learnt;
  }

 private:
  std::shared_ptr<configs::Study> study_;
  std::shared_ptr<const app::StudyMarket> market_;
};

// NaN is a legal metric and equals itself here: bits are compared.
bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

}  // namespace

TEST_CASE("a search learns the same bits when results arrive in any order, from any number of workers and threads") {
  const Study study;
  const Learnt expected = study.search({});
  REQUIRE(expected.told.size() == 64);
  for (const Arrangement& arrangement : {Arrangement{3, 1, 1}, Arrangement{2, 2, 7}, Arrangement{1, 2, 99}}) {
    const Learnt found = study.search(arrangement);
    REQUIRE(found.told.size() == expected.told.size());
    REQUIRE(found.metrics.size() == expected.metrics.size());
    for (std::size_t i = 0; i < expected.told.size(); ++i) {
      CHECK(found.told[i].candidate.serial == expected.told[i].candidate.serial);
      CHECK(same_bits(found.told[i].candidate.values, expected.told[i].candidate.values));
      CHECK(found.told[i].evaluation.state == expected.told[i].evaluation.state);
      CHECK(same_bits({found.told[i].evaluation.fitness}, {expected.told[i].evaluation.fitness}));
      CHECK(found.told[i].cached_from == expected.told[i].cached_from);
    }
    for (std::size_t i = 0; i < expected.metrics.size(); ++i) CHECK(same_bits(found.metrics[i], expected.metrics[i]));
  }
}
