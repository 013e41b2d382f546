#include "tests/bench/bench_study.hpp"

#include <fmt/format.h>

#include "jobs/app/study_days.hpp"
#include "sim/base/error.hpp"
#include "sim/base/file.hpp"
#include "sim/data/day_file.hpp"
#include "tests/bench/made_day.hpp"
#include "tests/bench/sobol.hpp"

namespace asgen::bench {
namespace {

using base::Nanos;

void narrow(configs::Study& study, std::string_view key, double min, double max) {
  for (optimizer::Gene& gene : study.genome) {
    if (gene.name != key) continue;
    gene.min = min;
    gene.max = max;
  }
}

std::string recorded(const Folders& folders, const std::string& file) {
  std::string path = folders.data + "/" + file;
  if (!base::file_exists(path)) {
    throw base::ConfigurationError(path, "is missing (a recorded day is measured)", "name the folder of recorded days with --data");
  }
  return path;
}

data::ImportOptions feed_of(const Folders& folders, const std::vector<std::string>& files) {
  data::ImportOptions feed;
  for (const std::string& file : files) feed.files.push_back(recorded(folders, file));
  return feed;
}

void use_standx(configs::Study& study, const Folders& folders) {
  study.data.raw = {feed_of(folders, {"standx/standx_incremental_book_L2_2026-01-06_BTC-USD.csv.gz",
                                      "standx/standx_trades_sideinferred_2026-01-06_BTC-USD.csv.gz"})};
  study.data.raw[0].depth_levels = 20;
}

void use_binance(configs::Study& study, const Folders& folders) {
  study.data.raw = {feed_of(folders, {"binance/spot_btcusdt_incremental_book_L2.csv.gz", "binance/spot_btcusdt_trades.csv.gz"})};
  study.simulation.options.instrument.tick = 0.01;
  study.simulation.options.instrument.lot = 0.00001;
  study.simulation.options.initial.quote = 3100;
}

/// The instrument, the balances and the order size of the project's study of that share.
void use_ibm(configs::Study& study, const Folders& folders) {
  const configs::Study shares = configs::read_study(folders.configs + "/us-equity.json");
  study.data.raw = shares.data.raw;
  study.data.raw[0].files = feed_of(folders, {"lean/nbbo_quotes_2013-10-07_IBM.csv.gz", "lean/us_trades_sideinferred_2013-10-07_IBM.csv.gz"}).files;
  study.simulation.options.instrument = shares.simulation.options.instrument;
  study.simulation.options.initial = shares.simulation.options.initial;
  study.strategy.parameters.order_amount = shares.strategy.parameters.order_amount;
  // In the ranges of a coin half of the genomes would fill twice an hour or less on a share that moves in cents.
  narrow(study, "min_spread", 0, 0.04);
  narrow(study, "kappa_multiplier", 0.5, 10);
}

/// Made once; its name changes with the rules that make it.
void use_made_day(configs::Study& study, const std::string& set, const MadeDayOptions& made, const Folders& folders) {
  const std::string path = folders.cache + "/" + set + "-1.h5";
  if (!base::file_exists(path)) {
    base::make_folder(folders.cache);
    data::write_day(path, make_day(made));
  }
  study.data.raw.clear();
  study.data.days = {path};
  study.strategy.parameters.order_amount = 0.03;
  study.simulation.options.initial = {.base = 1.5, .quote = 3000};
}

void use_set(configs::Study& study, const std::string& set, const Folders& folders) {
  study.data.cache = folders.cache;
  if (set == "standx") use_standx(study, folders);
  if (set == "binance") use_binance(study, folders);
  if (set == "ibm") use_ibm(study, folders);
  if (set == "synth10m") use_made_day(study, set, {}, folders);
  if (set == "synth1h") use_made_day(study, set, {.rows = 100'000, .duration_s = 3600}, folders);
}

/// Whole days, nothing held back.
void use_whole_days(configs::Study& study) {
  study.simulation.slices = {};
  study.validation = {};
}

/// A study whose genomes may ask for any refresh time that is measured on its clock, so that one market serves them all.
configs::Study with_all_refresh_times(configs::Study study) {
  optimizer::Gene gene;
  gene.name = "order_refresh_time";
  gene.scale = optimizer::Scale::choice;
  for (const Nanos time : refresh_times(study.simulation.clock)) gene.choices.push_back(base::seconds(time));
  study.genome.push_back(gene);
  return study;
}

}  // namespace

configs::Study study_of(const Scenario& scenario, const Folders& folders) {
  configs::Study study = configs::read_study(folders.configs + "/btc-usd.json");
  use_whole_days(study);
  // Orders that are renewed every second fill less often than those of the study's 15 s: in its whole range (0.2) half of the genomes
  // would fill fewer than 100 times a day, and a figure would say little about fills.
  narrow(study, "min_spread", 0.02, 0.12);
  use_set(study, scenario.set, folders);
  study.simulation.clock = scenario.clock;
  market::MarketOptions& market = study.simulation.options.market;
  market.queue = scenario.queue;
  market.entry_latency = market.response_latency = base::nanos_from_seconds(0.01);
  study.strategy.behaviour = scenario.behaviour;
  study.strategy.mends = strategy::mends_of(scenario.behaviour);
  strategy::Parameters& parameters = study.strategy.parameters;
  parameters.order_levels = scenario.levels;
  // As in the default study, an order that filled pauses as long as one stands.
  parameters.order_refresh_time = base::seconds(scenario.refresh);
  return study;
}

std::vector<std::vector<double>> genomes_of(const configs::Study& study, std::size_t count) {
  const optimizer::GenomeSpace space = configs::genome_space(study);
  std::vector<std::vector<double>> genomes;
  for (const std::vector<double>& point : sobol_points(space.size(), count)) genomes.push_back(space.decode(point));
  return genomes;
}

std::shared_ptr<const app::StudyMarket> Markets::market_of(const Scenario& scenario) {
  const std::string key = fmt::format("{} {} {}", scenario.set, scenario.clock.count(), static_cast<int>(scenario.behaviour));
  if (key == key_) return market_;
  market_.reset();
  const configs::Study study = with_all_refresh_times(study_of(scenario, folders_));
  market_ = app::make_market(study, app::load_days(study, folders_.cache + "/tapes"));
  market_->prepare_all(threads_);
  key_ = key;
  return market_;
}

}  // namespace asgen::bench
