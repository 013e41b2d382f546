// Runners of the functions that live in sim/account.
#include <doctest/doctest.h>

#include "sim/account/statistics.hpp"
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

}  // namespace
}  // namespace asgen::cases
