#include <doctest/doctest.h>

#include "optimizer/fitness.hpp"
#include "sim/base/error.hpp"
#include "sim/base/random.hpp"
#include "sim/base/file.hpp"
#include "tests/configs/study_text.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace asgen;
using test::small_study;
using test::verdict;
using test::with;

namespace {

/// Draws that make a random, valid study.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : stream_({.seed = seed}) {}
  double number(double lo, double hi) { return stream_.uniform(lo, hi); }
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(stream_.below(n)); }
  bool coin() { return below(2) == 1; }

 private:
  base::Stream stream_;
};

void draw_data(Draw& draw, configs::Study& study) {
  if (draw.coin()) {
    study.data.days = {"a.day.h5", "../b.day.h5"};
  } else if (draw.coin()) {
    data::ImportOptions feed;
    feed.files = {"book.csv.gz", "trades.csv.gz"};
    if (draw.coin()) feed.tick = draw.number(0.001, 1);
    if (draw.coin()) feed.depth_levels = static_cast<int>(draw.below(5));
    if (draw.coin()) feed.session = "09:30-16:00";
    study.data.raw = {feed, feed};
  } else {
    configs::SynthDays synth;
    synth.days = 1 + draw.below(100);
    synth.options.sigma = draw.number(0, 1);
    synth.options.volume = draw.coin() ? data::SynthVolume::fixed : data::SynthVolume::log_normal;
    study.data.synth = synth;
    study.validation.unseen_days = draw.below(300);
  }
}

void draw_simulation(Draw& draw, configs::SimulationSection& s) {
  s.clock = base::Nanos(static_cast<std::int64_t>(10'000'000 + draw.below(1'000'000'000)));
  s.options.market.queue = static_cast<market::QueueModel>(draw.below(9));
  if (s.options.market.queue >= market::QueueModel::power_prob_1 && s.options.market.queue <= market::QueueModel::power_prob_3) {
    s.options.market.queue_n = draw.number(0.5, 5);
  }
  if (draw.coin()) {
    s.options.market.fill = market::FillRule::rival;
    s.options.market.exchange = static_cast<market::Exchange>(draw.below(2));
  }
  s.options.market.feed = static_cast<tape::FeedLatency>(draw.below(2));
  s.options.market.entry_latency = base::Nanos(draw.below(1'000'000'000));
  s.options.market.response_latency = base::Nanos(draw.below(1'000'000'000));
  if (draw.coin()) {
    s.options.market.latency.kind = market::LatencyKind::drawn;
    s.options.market.latency.drawn = {base::Nanos(draw.below(1000) * 1'000'000), draw.number(0, 3), draw.below(99)};
  }
  s.options.instrument.maker_fee = draw.number(-0.001, 0.001);
  s.options.instrument.tick = draw.number(0.001, 1);
  s.slices.hours = draw.number(0, 24);
  if (draw.coin()) s.slices.from = base::Nanos(1'767'657'600'000'000'000 + draw.below(4'000'000'000));
  s.start = draw.coin() ? simulate::Start::warm : simulate::Start::cold;
  s.options.initial = {draw.number(0, 10), draw.number(0, 1e6)};
}

void draw_strategy(Draw& draw, strategy::Settings& s) {
  s.pricing = static_cast<strategy::Pricing>(draw.below(3));
  s.behaviour = draw.coin() ? strategy::Behaviour::faithful : strategy::Behaviour::sane;
  s.mends = {draw.coin(), draw.coin(), draw.coin(), draw.coin(), draw.coin()};
  s.inventory_target = draw.coin() ? strategy::InventoryTarget::value_share : strategy::InventoryTarget::initial;
  s.add_transaction_costs = draw.coin();
  s.parameters.risk_factor = draw.number(0.001, 100);
  s.parameters.arrival_rate = draw.number(0.001, 1);
  s.parameters.kappa_multiplier = draw.number(0.1, 10);
  s.parameters.order_amount = draw.number(1e-9, 1);
  s.parameters.min_spread = draw.number(0, 1e-7);
  s.parameters.order_levels = 1 + draw.below(5);
  s.parameters.volatility_buffer_size = 1 + draw.below(500);
}

void draw_genome(Draw& draw, configs::Study& study) {
  optimizer::Gene gamma{.name = "risk_factor",
                        .scale = optimizer::Scale::log,
                        .min = draw.number(0.001, 0.1),
                        .max = draw.number(1, 10),
                        .choices = {},
                        .canonical = study.strategy.parameters.risk_factor,
                        .active_if = {}};
  study.genome.push_back(gamma);
  if (draw.coin()) {
    study.genome.push_back({.name = "trading_intensity_buffer_size",
                            .scale = optimizer::Scale::choice,
                            .choices = {100, 200, 400},
                            .canonical = study.strategy.parameters.trading_intensity_buffer_size,
                            .active_if = {}});
  }
  if (draw.coin()) {
    study.genome.push_back({.name = "level_distances",
                            .scale = optimizer::Scale::linear,
                            .min = 0,
                            .max = draw.number(1, 100),
                            .choices = {},
                            .canonical = study.strategy.parameters.level_distances,
                            .active_if = optimizer::Condition{"order_levels", 2}});
  }
}

configs::Study random_study(std::uint64_t seed) {
  Draw draw(seed);
  configs::Study study;
  draw_data(draw, study);
  draw_simulation(draw, study.simulation);
  draw_strategy(draw, study.strategy);
  draw_genome(draw, study);
  study.objective.aggregate.kind = static_cast<optimizer::AggregateKind>(draw.below(7));
  study.objective.aggregate.alpha = draw.number(0, 0.9);
  if (draw.coin())
    study.objective.feasibility.push_back(
        {"fills", static_cast<std::size_t>(account::Metric::fills), optimizer::Bound::at_least, draw.number(0, 50), draw.number(0.1, 1)});
  if (draw.coin())
    study.objective.feasibility.push_back({"max_abs_inventory", static_cast<std::size_t>(account::Metric::max_abs_inventory),
                                           optimizer::Bound::at_most, draw.number(0, 50), 1});
  study.optimizer.name = draw.coin() ? "genetic" : "falces2022";
  study.optimizer.population = 10 + draw.below(50);
  study.optimizer.generations = 1 + draw.below(50);
  study.seed = draw.below(1'000'000);
  study.validation.held_back = draw.below(5);
  study.results_folder = "results/elsewhere";
  return study;
}

}  // namespace

TEST_CASE("a resolved study read back is the same study, for random studies") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const std::string first = configs::to_json(random_study(seed));
    const configs::Study read = configs::parse_study(first, "configs/s.json");
    const std::string second = configs::to_json(read);
    const std::string third = configs::to_json(configs::parse_study(second, "configs/s.json"));
    REQUIRE(second == third);
    CHECK(read.strategy == random_study(seed).strategy);
    CHECK(read.simulation.slices.from == random_study(seed).simulation.slices.from);
    CHECK(read.simulation.clock == random_study(seed).simulation.clock);
    CHECK(read.simulation.options.market.entry_latency == random_study(seed).simulation.options.market.entry_latency);
    CHECK(configs::study_digest(read) == configs::study_digest(configs::parse_study(second, "x/y.json")));
  }
}

TEST_CASE("defaults are those of the design") {
  const configs::Study study = configs::parse_study(small_study(), "configs/s.json");
  CHECK(study.name == "s");
  CHECK(study.target == configs::Target::asgen);
  CHECK(study.simulation.clock == base::nanos_from_seconds(1));
  CHECK(study.strategy.behaviour == strategy::Behaviour::sane);
  CHECK(study.objective.metric == account::Metric::pnl_close_at_book);
  CHECK(study.objective.aggregate.kind == optimizer::AggregateKind::mean_cvar);
  CHECK(study.objective.aggregate.weight == 0.5);
  CHECK(study.objective.aggregate.alpha == 0.75);
  CHECK(study.optimizer.name == "genetic");
  CHECK(study.optimizer.population > 0);
  CHECK(study.results_folder == "results/runs");
}

TEST_CASE("aliases mean the keys they stand for, but not beside them") {
  const auto study = configs::parse_study(
      with(with(small_study(), "\"risk_factor\"", "\"gamma\""), "\"order_amount\": 1", "\"order_amount\": 1, \"eta\": 0.5"), "s.json");
  CHECK(study.genome.front().name == "risk_factor");
  CHECK(study.strategy.parameters.order_amount_shape_factor == 0.5);
  CHECK(verdict(with(small_study(), "\"order_amount\": 1", "\"order_amount\": 1, \"gamma\": 1, \"risk_factor\": 1")) ==
        "configs/s.json: /strategy/gamma says the same as risk_factor (an alias); keep one of the two");
}

TEST_CASE("a study without days is refused") {
  CHECK(verdict(with(small_study(), "\"data\": {\"synth\": {\"days\": 20}},", "")).starts_with("configs/s.json: /data is missing"));
  CHECK(verdict(with(small_study(), "{\"synth\": {\"days\": 20}}", "{}")) ==
        "configs/s.json: /data has none of days, raw, synth (exactly one is needed); add one of them");
  CHECK(verdict(with(small_study(), "{\"synth\": {\"days\": 20}}", "{\"days\": []}"))
            .find("/data/days = [] (must be a list of texts, not empty)") != std::string::npos);
  CHECK(verdict(with(small_study(), "{\"synth\": {\"days\": 20}}", "{\"raw\": []}")).find("/data/raw = [] (must name at least one feed)") !=
        std::string::npos);
  CHECK(verdict(with(small_study(), "\"days\": 20", "\"days\": 0")).find("/data/synth/days = 0 (must be >= 1 and <= 100000)") !=
        std::string::npos);
  CHECK(verdict(with(small_study(), "{\"synth\"", "{\"days\": [\"a.h5\"], \"synth\"")).find("has several of days, raw, synth") !=
        std::string::npos);
}

TEST_CASE("relative data paths start at the study's folder") {
  const configs::Study study = configs::parse_study(small_study(), "configs/s.json");
  CHECK(configs::resolve_path(study, "../data/day.h5") == "data/day.h5");
  CHECK(configs::resolve_path(study, "/data/day.h5") == "/data/day.h5");
  CHECK(configs::resolve_path(configs::parse_study(small_study(), "s.json"), "day.h5") == "day.h5");
}

TEST_CASE("identity ignores description and folders, and nothing else") {
  const auto digest = [](const std::string& text) { return configs::study_digest(configs::parse_study(text, "s.json")); };
  const std::uint64_t plain = digest(small_study());
  CHECK(digest(with(small_study(), "\"data\": {",
                    "\"description\": \"d\", \"results\": {\"folder\": \"x\"}, \"data\": {\"cache\": \"c\", ")) == plain);
  CHECK(digest(with(small_study(), "\"tick\": 0.01", "\"tick\": 0.02")) != plain);
  CHECK(digest(with(small_study(), "\"data\"", "\"optimizer\": {\"seed\": 2}, \"data\"")) != plain);
}

TEST_CASE("latency is one number or one per way") {
  const auto read = [](const std::string& latency) {
    return configs::parse_study(with(small_study(), "\"strategy\"", "\"simulation\": {\"latency_ms\": " + latency + "}, \"strategy\""),
                                "s.json")
        .simulation.options.market;
  };
  CHECK(read("1.5").entry_latency.count() == 1'500'000);
  CHECK(read("1.5").response_latency.count() == 1'500'000);
  CHECK(read("{\"entry\": 2}").entry_latency.count() == 2'000'000);
  CHECK(read("{\"entry\": 2}").response_latency.count() == 0);
  CHECK(verdict(with(small_study(), "\"strategy\"", "\"simulation\": {\"latency_ms\": 5, \"fill\": \"paper\"}, \"strategy\""))
            .find("/simulation/latency_ms is not 0") != std::string::npos);
}

TEST_CASE("a key of the market means something only with its choice") {
  const auto market = [](const std::string& keys) { return with(small_study(), "\"strategy\"", "\"simulation\": {" + keys + "}, \"strategy\""); };
  const auto read = [&](const std::string& keys) { return configs::parse_study(market(keys), "s.json").simulation.options.market; };
  CHECK(read("\"queue\": \"power_prob_2\", \"queue_n\": 2").queue_n == 2);
  CHECK(verdict(market("\"queue\": \"log_prob_1\", \"queue_n\": 2")).find("/simulation/queue_n is no known key") != std::string::npos);
  CHECK(read("\"fill\": \"rival\"").exchange == market::Exchange::no_partial);
  CHECK(read("\"fill\": \"rival\", \"exchange\": \"partial\"").exchange == market::Exchange::partial);
  CHECK(verdict(market("\"exchange\": \"partial\"")).find("/simulation/exchange is no known key") != std::string::npos);
  CHECK(read("\"latency\": \"drawn\", \"latency_ms\": 5, \"latency_minimum_ms\": 1").latency.drawn.minimum.count() == 1'000'000);
  CHECK(verdict(market("\"latency_sigma\": 1")).find("/simulation/latency_sigma is no known key") != std::string::npos);
  CHECK(verdict(market("\"latency\": \"measured\"")).find("latency_file") != std::string::npos);
  CHECK(read("\"feed_latency\": \"recorded\"").feed == tape::FeedLatency::recorded);
  for (const std::string late : {"\"feed_latency\": \"recorded\"", "\"latency\": \"drawn\"", "\"latency_ms\": 1"}) {
    CHECK(verdict(market("\"fill\": \"paper\", " + late)).find("the fill rule paper knows no latency") != std::string::npos);
  }
}

TEST_CASE("measured latencies are read from their file beside the study, and belong to its identity") {
  const test::TemporaryFolder folder;
  const std::string path = folder / "s.json";
  base::write_atomically(path, with(small_study(), "\"strategy\"",
                                    "\"simulation\": {\"latency\": \"measured\", \"latency_file\": \"l.csv\", \"latency_offset_ms\": 1}, \"strategy\""));
  CHECK_THROWS_AS(configs::read_study(path), base::ConfigurationError);
  base::write_atomically(folder / "l.csv", "req_ts,exch_ts,resp_ts\n100,200,300\n");
  const configs::Study study = configs::read_study(path);
  const auto& rows = study.simulation.options.market.latency.measured;
  REQUIRE(rows);
  CHECK(rows->request(base::Nanos(0)).duration == base::Nanos(1'000'100));
  const std::uint64_t digest = configs::study_digest(study);
  base::write_atomically(folder / "l.csv", "req_ts,exch_ts,resp_ts\n100,201,300\n");
  CHECK(configs::study_digest(configs::read_study(path)) != digest);
}

TEST_CASE("an objective that no search can climb, or a tail of too few segments, is refused") {
  CHECK(verdict(with(small_study(), "\"strategy\"", "\"objective\": {\"metric\": \"terminal_inventory\"}, \"strategy\""))
            .find("neither better nor worse") != std::string::npos);
  CHECK(verdict(with(small_study(), "\"strategy\"", "\"objective\": {\"aggregate\": {\"name\": \"mean\", \"alpha\": 0.5}}, \"strategy\""))
            .find("/objective/aggregate/alpha is no known key") != std::string::npos);
  const configs::Study study = configs::parse_study(small_study(), "configs/s.json");
  CHECK_THROWS_AS(configs::make_objective(study, 7), base::ConfigurationError);
  CHECK(configs::make_objective(study, 8).metric == static_cast<std::size_t>(account::Metric::pnl_close_at_book));
}

TEST_CASE("target hummingbot forces its one behaviour and wants what silence would get wrong") {
  const std::string base = with(with(small_study(), "\"data\"", "\"target\": \"hummingbot\", \"data\""), "\"lot\": 1",
                                "\"lot\": 1, \"exchange\": \"binance\", \"market\": \"A-B\"");
  CHECK(verdict(base).find("Hummingbot's default is true, which is not supported yet") != std::string::npos);
  const std::string good = with(base, "\"order_amount\": 1", "\"order_amount\": 1, \"order_optimization_enabled\": false");
  const configs::Study study = configs::parse_study(good, "s.json");
  CHECK(study.strategy.pricing == strategy::Pricing::hummingbot);
  CHECK(study.strategy.behaviour == strategy::Behaviour::faithful);
  CHECK(study.strategy.mends == strategy::mends_of(strategy::Behaviour::faithful));
  CHECK(configs::parse_study(configs::to_json(study), "s.json").strategy == study.strategy);
  CHECK(verdict(with(good, "\"order_amount\": 1", "\"order_amount\": 1, \"pricing\": \"glft\""))
            .find("/strategy/pricing must be hummingbot") != std::string::npos);
  CHECK(verdict(with(good, "\"order_amount\": 1", "\"order_amount\": 1, \"behaviour\": \"sane\""))
            .find("/strategy/behaviour must be faithful") != std::string::npos);
  CHECK(verdict(with(good, "\"exchange\": \"binance\", ", "")).find("instrument/exchange is missing") != std::string::npos);
  CHECK(verdict(with(good, "\"genome\": {", "\"genome\": {\"kappa\": {\"min\": 1, \"max\": 2}, "))
            .find("its handle on kappa is trading_intensity_buffer_size") != std::string::npos);
}
