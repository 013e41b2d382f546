// Runners of the functions that live in sim/account.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "sim/account/drawdown.hpp"
#include "sim/account/inventory_statistics.hpp"
#include "sim/account/markout.hpp"
#include "sim/account/statistics.hpp"
#include "sim/account/tails.hpp"
#include "tests/cases/runner.hpp"

namespace asgen::cases {
namespace {

using account::Value;

void check(const Value& value, const json& expected, double tolerance) {
  CHECK(account::status_name(value.status) == expected.at("status").get<std::string>());
  CHECK_MESSAGE(agrees(value.value, expected.at("value"), tolerance), value.value << " is not " << expected.at("value"));
}

account::DownsideConvention convention_of(const std::string& name) {
  if (name == "full") return account::DownsideConvention::full;
  if (name == "subset") return account::DownsideConvention::subset;
  REQUIRE(name == "std_neg");
  return account::DownsideConvention::std_neg;
}

const Registration kSharpe("sharpe", [](const Case& c) {
  check(account::sharpe(numbers(c.input.at("pnl")), c.input.at("rf"), c.input.at("periods_per_year")), c.expected, c.tolerance);
});

const Registration kSortino("sortino", [](const Case& c) {
  check(account::sortino(numbers(c.input.at("pnl")), c.input.at("mar"), c.input.at("periods_per_year"),
                         convention_of(c.input.at("convention"))),
        c.expected, c.tolerance);
});

const Registration kDrawdown("max_drawdown_abs",
                             [](const Case& c) { check(account::max_drawdown_abs(numbers(c.input.at("pnl"))), c.expected, c.tolerance); });

const Registration kMoments("moments", [](const Case& c) {
  const account::Moments m = account::moments(numbers(c.input.at("pnl")));
  check(m.skewness, c.expected.at("skew"), c.tolerance);
  check(m.kurtosis, c.expected.at("kurt"), c.tolerance);
  if (!c.expected.contains("skew_adjusted_G1")) return;
  check(m.adjusted_skewness, c.expected.at("skew_adjusted_G1"), c.tolerance);
  check(m.adjusted_excess_kurtosis, c.expected.at("excess_kurt_adjusted_G2"), c.tolerance);
});

const Registration kPnlToMap("pnl_to_map", [](const Case& c) {
  const std::vector<double> times = numbers(c.input.at("times")), inventory = numbers(c.input.at("inventory"));
  const Value map = account::mean_absolute_position({times, inventory, c.input.at("t_end")});
  check(map, c.expected.at("map"), c.tolerance);
  check(account::pnl_to_map(c.input.at("pnl"), map), c.expected.at("pnl_to_map"), c.tolerance);
});

const Registration kRelativeDrawdown("max_drawdown_rel", [](const Case& c) {
  check(account::max_drawdown_rel(numbers(c.input.at("pnl")), c.input.at("capital")), c.expected, c.tolerance);
});

const Registration kRomad("return_over_max_drawdown", [](const Case& c) {
  check(account::return_over_max_drawdown(numbers(c.input.at("pnl"))), c.expected, c.tolerance);
});

const Registration kCalmar("calmar", [](const Case& c) {
  check(account::calmar(numbers(c.input.at("pnl")), c.input.at("capital"), c.input.at("periods_per_year")), c.expected, c.tolerance);
});

const Registration kUlcer("ulcer_index_pct", [](const Case& c) {
  check(account::ulcer_index_pct(numbers(c.input.at("pnl")), c.input.at("capital")), c.expected, c.tolerance);
});

const Registration kTailLoss("var_cvar", [](const Case& c) {
  const account::TailLoss loss = account::var_cvar(numbers(c.input.at("pnl")), c.input.at("alpha"));
  check(loss.var, c.expected.at("var"), c.tolerance);
  check(loss.cvar, c.expected.at("cvar"), c.tolerance);
  CHECK(loss.rank == c.expected.value("k", std::size_t{0}));
});

const Registration kCornishFisher("cornish_fisher_var", [](const Case& c) {
  check(account::cornish_fisher_var(numbers(c.input.at("pnl")), c.input.at("alpha")), c.expected, c.tolerance);
});

const Registration kAdjustedSharpe("pezier_white_asr",
                                   [](const Case& c) { check(account::pezier_white_asr(numbers(c.input.at("pnl"))), c.expected, c.tolerance); });

const Registration kTailRatio("tail_ratio",
                              [](const Case& c) { check(account::tail_ratio(numbers(c.input.at("pnl"))), c.expected, c.tolerance); });

const Registration kWorst("worst_k_mean", [](const Case& c) {
  check(account::worst_k_mean(numbers(c.input.at("pnl")), c.input.at("k")), c.expected, c.tolerance);
});

const Registration kHalfLife("inventory_half_life", [](const Case& c) {
  const account::HalfLife h = account::inventory_half_life(numbers(c.input.at("inventory")), c.input.at("dt"));
  check(h.phi, c.expected.at("phi"), c.tolerance);
  check(h.half_life_s, c.expected.at("half_life"), c.tolerance);
  check(h.mean_reversion_s, c.expected.at("mean_reversion_time"), c.tolerance);
});

const Registration kReturnOverMap("return_over_map", [](const Case& c) {
  check(account::return_over_map(c.input.at("pnl"), {c.input.at("map")}, c.input.at("mean_mid")), c.expected, c.tolerance);
});

const Registration kTurnover("inventory_turnover", [](const Case& c) {
  double bought = 0, sold = 0;
  for (const double fill : numbers(c.input.at("signed_fills"))) (fill > 0 ? bought : sold) += std::fabs(fill);
  const account::Turnover turnover = account::inventory_turnover(bought, sold, {c.input.at("map")});
  check(turnover.gross, c.expected.at("gross"), c.tolerance);
  check(turnover.round_trip, c.expected.at("round_trip"), c.tolerance);
});

const Registration kFillRate("fill_rate", [](const Case& c) {
  check(account::fill_rate(c.input.at("filled_qty"), c.input.at("submitted_qty")), c.expected, c.tolerance);
});

const Registration kWinRate("win_rate",
                            [](const Case& c) { check(account::win_rate(numbers(c.input.at("round_trip_pnl"))), c.expected, c.tolerance); });

const Registration kMarkout("spread_capture_markout", [](const Case& c) {
  REQUIRE(c.input.at("horizons_s").get<std::vector<int>>() ==
          std::vector<int>(account::kMarkoutHorizons_s.begin(), account::kMarkoutHorizons_s.end()));
  account::ExecutionQuality quality;
  for (const json& fill : c.input.at("fills")) {
    const std::vector<double> later = numbers(fill.at("mid_h"));
    account::MarkedFill marked{fill.at("side").get<int>() > 0 ? base::Side::buy : base::Side::sell, fill.at("price"), fill.at("qty"),
                               fill.at("mid"), {}};
    std::copy(later.begin(), later.end(), marked.later.begin());
    quality.add(marked);
  }
  check(quality.spread_capture_bps(), c.expected.at("spread_capture_bps"), c.tolerance);
  for (std::size_t h = 0; h < account::kHorizons; ++h) {
    const account::Markout markout = quality.at(h);
    const json& expected = c.expected.at("markout").at(h);
    CHECK(markout.n == expected.at("n").get<std::size_t>());
    CHECK(agrees(markout.markout_bps.value, expected.at("markout_bps"), c.tolerance));
    CHECK(agrees(markout.adverse_selection_bps.value, expected.at("adverse_selection_bps"), c.tolerance));
  }
});

}  // namespace
}  // namespace asgen::cases
