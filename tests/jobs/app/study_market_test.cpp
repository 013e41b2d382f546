// Days of a study are prepared when they are needed, whoever needs them, with the same bits.
#include "jobs/app/study_market.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "jobs/app/memory.hpp"
#include "sim/base/error.hpp"
#include "sim/data/h5.hpp"
#include "sim/data/synth.hpp"
#include "sim/simulate/simulate.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace asgen;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kDays = 4;

/// A study of day files in a folder of its own; kappa is estimated, so that there is something to fit.
struct Stage {
  Stage() {
    data::SynthOptions options;
    options.duration_s = 900;
    options.arrival_rate = 0.3;
    options.kappa = 5;
    std::string files;
    for (std::uint32_t i = 0; i < kDays; ++i) {
      paths.push_back(folder / ("day" + std::to_string(i) + ".day.h5"));
      data::write_day(paths.back(), data::make_synthetic_day(options, 3, i));
      files += (i == 0 ? "\"" : ", \"") + paths.back() + "\"";
    }
    study = configs::parse_study(R"({"data": {"days": [)" + files + R"(]}, "instrument": {"tick": 0.01, "lot": 1},
      "simulation": {"slice_hours": 0.125, "initial_base": 50, "initial_quote": 5000},
      "strategy": {"order_amount": 1, "order_refresh_time": 5, "volatility_buffer_size": 30, "trading_intensity_buffer_size": 20},
      "genome": {"risk_factor": {"min": 0.1, "max": 10, "scale": "log"}}, "optimizer": {"population": 8, "evaluations": 16}})",
                                 folder / "study.json");
  }
  [[nodiscard]] std::shared_ptr<const app::StudyMarket> market(const std::string& cache) const {
    return app::make_market(study, app::load_days(study, cache));
  }
  /// Metric rows of all segments, simulated by `threads` threads from the last segment on.
  [[nodiscard]] std::vector<double> rows(const app::StudyMarket& market, int threads) const {
    std::vector<std::vector<double>> rows(market.size());
    std::vector<std::jthread> team;
    for (int t = 0; t < threads; ++t) {
      team.emplace_back([&, t] {
        for (std::size_t i = market.size(); i-- > 0;) {
          if (i % static_cast<std::size_t>(threads) != static_cast<std::size_t>(t)) continue;
          const auto day = simulate::simulate(market.segment(i), study.strategy, study.simulation.options);
          rows[i].assign(day.metrics.values.begin(), day.metrics.values.end());
        }
      });
    }
    team.clear();
    std::vector<double> all;
    for (const auto& row : rows) all.insert(all.end(), row.begin(), row.end());
    return all;
  }

  test::TemporaryFolder folder;
  std::vector<std::string> paths;
  configs::Study study;
};

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
  return std::ranges::equal(std::as_bytes(std::span(a)), std::as_bytes(std::span(b)));
}

}  // namespace

TEST_CASE("segments give the same bits without a cache, with an empty one and with a full one, on any number of threads") {
  const Stage stage;
  const std::vector<double> expected = stage.rows(*stage.market(app::kNoCache), 1);
  CHECK(expected.size() == 2 * kDays * account::kMetricCount);
  for (const int threads : {3, 1, 2}) {
    const auto market = stage.market("");
    CHECK(same_bits(stage.rows(*market, threads), expected));
    CHECK(market->plan().days.cache->made() == (threads == 3 ? 2 * kDays : 0));  // tape and fitted columns
  }
}

TEST_CASE("two ranks that share a cache make every day once, and get the same bits") {
  const Stage stage;
  const std::vector<double> expected = stage.rows(*stage.market(app::kNoCache), 1);
  const auto first = stage.market(""), second = stage.market("");
  std::vector<double> one, two;
  {
    const std::jthread a([&] { one = stage.rows(*first, 2); }), b([&] { two = stage.rows(*second, 2); });
  }
  CHECK(same_bits(one, expected));
  CHECK(same_bits(two, expected));
  CHECK(first->plan().days.cache->made() + second->plan().days.cache->made() == 2 * kDays);
}

TEST_CASE("a market asks for no day before a segment of it is simulated") {
  const Stage stage;
  const auto market = stage.market("");
  CHECK(market->size() == 2 * kDays);
  CHECK(market->plan().days.cache->made() == 0);
  CHECK(market->segment(3).segment.tapes == std::vector<std::size_t>{1});
  CHECK(market->plan().days.cache->made() == 2);
  market->prepare_all(2);
  CHECK(market->plan().days.cache->made() == 2 * kDays);
}

TEST_CASE("a day that cannot be read is an error each time it is asked for, and no other's") {
  const Stage stage;
  fs::resize_file(stage.paths[2], fs::file_size(stage.paths[2]) - 2000);
  CHECK_THROWS_AS(stage.market(""), base::DataError);  // HDF5 sees a cut file at once
  const Stage other;
  const auto market = other.market("");
  fs::remove(other.paths[2]);
  for (int i = 0; i < 2; ++i) CHECK_THROWS_AS(static_cast<void>(market->segment(4)), base::ConfigurationError);
  CHECK_NOTHROW(static_cast<void>(market->segment(0)));
  CHECK_THROWS_AS(market->prepare_all(2), base::ConfigurationError);
}

TEST_CASE("a changed day file is another day to the cache") {
  const Stage stage;
  stage.market("")->prepare_all(1);
  data::Day day = data::read_day(stage.paths[0]);
  day.trades.lots[0] += 1;
  data::write_day(stage.paths[0], day);
  const auto market = stage.market("");
  market->prepare_all(1);
  CHECK(market->plan().days.cache->made() == 2);
}

TEST_CASE("the memory foretold for tapes and columns is what the cache takes, within a tenth") {
  const Stage stage;
  const auto cold = stage.market("");
  const app::MemoryNeed before = app::memory_need(*cold, {.ranks = 2, .threads = 2, .units = 0});
  CHECK(before.days_to_make == kDays);
  CHECK(before.making > 0);
  cold->prepare_all(2);
  double kept = 0;
  for (const auto& file : fs::directory_iterator(stage.folder.path() / app::kCacheFolder)) kept += static_cast<double>(file.file_size());
  const app::MemoryNeed after = app::memory_need(*stage.market(""), {.ranks = 2, .threads = 2, .units = 0});
  CHECK(after.days_to_make == 0);
  CHECK(after.making == 0);
  CHECK(after.indicators == before.indicators);
  double columns = 0;
  for (const auto& day : cold->plan().days.days) columns += 24.0 * static_cast<double>((day.info.close - day.info.open).count() / day.info.clock.count() + 1);
  CHECK(static_cast<double>(after.tapes) + columns == doctest::Approx(kept).epsilon(0.02));
  // Small days are mostly header and price index; the columns of events must be right.
  CHECK(static_cast<double>(before.tapes) == doctest::Approx(static_cast<double>(after.tapes)).epsilon(0.25));
}

TEST_CASE("without a cache every rank has its own days") {
  const Stage stage;
  const app::NodeShare three{.ranks = 3, .threads = 1, .units = 0};
  const auto shared = app::memory_need(*stage.market(""), three), own = app::memory_need(*stage.market(app::kNoCache), three);
  CHECK(own.tapes == doctest::Approx(3 * static_cast<double>(shared.tapes)).epsilon(0.001));
  CHECK(own.indicators > shared.indicators);
}
