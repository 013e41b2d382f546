// The metric row against a ledger that walks from tick to tick and from event to event, on synthetic and on wild random days, linear,
// linear with a contract size, and inverse.
#include <doctest/doctest.h>

#include "sim/base/error.hpp"
#include "tests/reference/random_day.hpp"
#include "tests/sim/simulate/naive_ledger.hpp"

using namespace asgen;
using namespace asgen::test_simulate;
using account::Metric;

namespace {

void check_value(const account::MetricRow& row, Metric metric, const account::Value& expected, double scale = 1) {
  CAPTURE(account::metric_info(metric).name);
  if (expected.status != account::Status::ok && expected.status != account::Status::faster_than_sampling) {
    CHECK(std::isnan(row[metric]));
    CHECK(account::status_name(row.status(metric)) == account::status_name(expected.status));
    return;
  }
  CHECK(row[metric] == doctest::Approx(expected.value).epsilon(1e-6).scale(scale));
}

void check_intraday(const account::MetricRow& row, const NaiveLedger& naive, double noise) {
  const account::Moments m = account::moments(naive.changes);
  check_value(row, Metric::sr_intraday, account::sharpe(naive.changes));
  check_value(row, Metric::sortino_intraday, account::sortino(naive.changes));
  check_value(row, Metric::skew_intraday, m.skewness);
  check_value(row, Metric::kurtosis_intraday, m.kurtosis);
  CHECK(row[Metric::max_drawdown] == doctest::Approx(naive.drawdown).epsilon(1e-9).scale(noise));
  const double capital = row[Metric::capital];
  check_value(row, Metric::max_drawdown_rel, account::max_drawdown_rel(naive.changes, capital), 1e-6);
  check_value(row, Metric::ulcer_pct, account::ulcer_index_pct(naive.changes, capital), 1e-6);
  std::vector<double> buckets;
  const std::size_t per_bucket = account::bucket_samples(row[Metric::ratio_step_s]);
  for (std::size_t i = 0; i + per_bucket <= naive.changes.size(); i += per_bucket) {
    double sum = 0;
    for (std::size_t k = i; k < i + per_bucket; ++k) sum += naive.changes[k];
    buckets.push_back(sum);
  }
  CHECK(row[Metric::buckets_5min] == static_cast<double>(buckets.size()));
  check_value(row, Metric::var95_5min, account::var_cvar(buckets, 0.95).var, noise);
  check_value(row, Metric::cvar95_5min, account::var_cvar(buckets, 0.95).cvar, noise);
  check_value(row, Metric::cvar99_5min, account::var_cvar(buckets, 0.99).cvar, noise);
  check_value(row, Metric::worst_5min, account::worst_k_mean(buckets, 1), noise);
}

void check_inventory(const account::MetricRow& row, const NaiveLedger& naive) {
  const account::Value map{naive.map};
  check_value(row, Metric::mean_abs_inventory, map);
  check_value(row, Metric::turnover_gross, account::inventory_turnover(naive.bought, naive.sold, map).gross);
  check_value(row, Metric::turnover_round_trip, account::inventory_turnover(naive.bought, naive.sold, map).round_trip);
  check_value(row, Metric::return_over_map, account::return_over_map(naive.pnl, map, naive.mean_unit_value), 1e-3);
  // An inventory that reverts within rounding of never may come out on either side of never.
  const account::Value half_life = account::inventory_half_life(naive.inventory, row[Metric::ratio_step_s]).half_life_s;
  if (!(half_life.value > 1e12)) check_value(row, Metric::inventory_half_life_s, half_life);
  CHECK(row[Metric::round_trips] == static_cast<double>(naive.trips));
  CHECK(row[Metric::longest_holding_s] == doctest::Approx(naive.longest));
  check_value(row, Metric::win_rate,
              account::ratio(static_cast<double>(naive.won), static_cast<double>(naive.trips), account::Status::too_few));
  if (row[Metric::orders] > 0) {
    CHECK(row[Metric::fill_rate_orders] * row[Metric::orders] == doctest::Approx(static_cast<double>(naive.filled_orders.size())));
  }
}

void check_markouts(const account::MetricRow& row, const NaiveLedger& naive) {
  const Metric n[] = {Metric::markouts_1s, Metric::markouts_5s, Metric::markouts_30s};
  const Metric bps[] = {Metric::markout_1s_bps, Metric::markout_5s_bps, Metric::markout_30s_bps};
  const Metric adverse[] = {Metric::adverse_1s_bps, Metric::adverse_5s_bps, Metric::adverse_30s_bps};
  const Metric outside[] = {Metric::markouts_1s_outside, Metric::markouts_5s_outside, Metric::markouts_30s_outside};
  const Metric inside[] = {Metric::markout_1s_inside_bps, Metric::markout_5s_inside_bps, Metric::markout_30s_inside_bps};
  check_value(row, Metric::spread_capture_bps, account::ratio(naive.capture, naive.capture_weight, account::Status::too_few));
  for (std::size_t h = 0; h < 3; ++h) {
    const NaiveMarkout& m = naive.markouts[h];
    CHECK(row[n[h]] == static_cast<double>(m.n));
    CHECK(row[outside[h]] == static_cast<double>(m.n_outside));
    check_value(row, bps[h], account::ratio(m.value, m.weight, account::Status::too_few));
    check_value(row, adverse[h], account::ratio(m.adverse, m.weight, account::Status::too_few));
    check_value(row, inside[h], account::ratio(m.inside, m.inside_weight, account::Status::too_few));
  }
}

std::size_t check_row(const simulate::SegmentMarket& market, const strategy::Settings& settings, const simulate::SimulationOptions& options) {
  const simulate::DayResult result = simulate::simulate(market, settings, options, simulate::Detail::full);
  if (result.state == simulate::State::failed) return 0;
  const NaiveLedger naive(market, result);
  const account::MetricRow& row = result.metrics;
  const double noise = 1e-9 * (1 + naive.traded);
  CHECK(std::fabs(row[Metric::pnl_mark_mid] - naive.pnl) <= noise);
  CHECK(row[Metric::pnl_closed] + row[Metric::pnl_open] == doctest::Approx(row[Metric::pnl_mark_mid]).epsilon(1e-9).scale(noise));
  CHECK(row[Metric::fees] == doctest::Approx(naive.fees));
  check_intraday(row, naive, noise);
  check_inventory(row, naive);
  check_markouts(row, naive);
  return result.fills.size();
}

strategy::Settings maker(base::Stream& random, double amount) {
  strategy::Settings settings;
  settings.behaviour = strategy::Behaviour::sane;
  settings.mends = strategy::mends_of(settings.behaviour);
  settings.pricing = random.below(2) == 0 ? strategy::Pricing::glft : strategy::Pricing::hummingbot;
  settings.inventory_target = strategy::usual_target(settings.pricing);
  strategy::Parameters& p = settings.parameters;
  p.risk_factor = 0.5;
  p.kappa = 30;
  p.arrival_rate = 0.5;
  p.order_amount = amount;
  p.order_refresh_time = 3;
  p.filled_order_delay = 4;
  p.volatility_buffer_size = 5;
  p.order_levels = 2;
  p.level_distances = 30;
  p.max_inventory = 5;
  return settings;
}

enum class Kind { linear, sized, inverse };

/// The same recording as another contract.
data::Day as(data::Day day, Kind kind) {
  if (kind == Kind::linear) return day;
  day.info.contract = kind == Kind::inverse ? "inverse" : "linear";
  day.info.contract_size = kind == Kind::inverse ? 100 : 0.01;
  return day;
}

simulate::SimulationOptions options_for(const data::DayInfo& info) {
  simulate::SimulationOptions options;
  options.instrument = {info.price_quantum, info.lot * info.contract_size, -0.0001, 0.0005, 0, 0};
  options.initial = info.contract == "inverse" ? account::Balances{1e4, 0} : account::Balances{1000 * info.lot * info.contract_size, 1e6};
  options.market.entry_latency = base::nanos_from_seconds(0.01);
  return options;
}

}  // namespace

TEST_CASE("the metric row is that of a walk over every tick and event, on synthetic days of every contract") {
  data::SynthOptions synth;
  synth.duration_s = 1200;
  synth.arrival_rate = 0.3;
  synth.volume = data::SynthVolume::log_normal;
  synth.volume_lots = 4;
  synth.volume_log_sd = 1;
  synth.book_levels = 3;
  std::size_t fills = 0;
  for (std::uint32_t i = 0; i < 12; ++i) {
    base::Stream random({.seed = 15, .index = i});
    CAPTURE(i);
    const data::Day day = as(data::make_synthetic_day(synth, 9, i), static_cast<Kind>(i % 3));
    fills += check_row(whole_day(day, {5}, {}), maker(random, 2 * day.info.lot * day.info.contract_size), options_for(day.info));
  }
  CHECK(fills > 1000);
}

TEST_CASE("the metric row is that of a walk over every tick and event, on wild random days of every contract") {
  std::size_t fills = 0;
  for (std::uint32_t i = 0; i < 90; ++i) {
    base::Stream random({.seed = 16, .index = i});
    CAPTURE(i);
    const data::Day day = as(test_reference::random_day(random, {}), static_cast<Kind>(i % 3));
    strategy::Settings settings = maker(random, 3 * day.info.lot * day.info.contract_size);
    settings.parameters.kappa = 60;
    fills += check_row(whole_day(day, {5}, {}), settings, options_for(day.info));
  }
  CHECK(fills > 100);
}

TEST_CASE("an inverse contract that starts with quote currency is refused: it is settled in base currency") {
  const data::Day day = as(data::make_synthetic_day({}, 1, 0), Kind::inverse);
  simulate::SimulationOptions options = options_for(day.info);
  options.initial.quote = 1;
  base::Stream random({1, base::Purpose::test, 0, 0});
  CHECK_THROWS_WITH_AS(simulate::simulate(whole_day(day, {5}, {}), maker(random, 100), options),
                       "/simulation/initial_quote: is 1 (an inverse contract is settled in base currency); give the collateral as initial_base, and 0 here",
                       base::ConfigurationError);
}
