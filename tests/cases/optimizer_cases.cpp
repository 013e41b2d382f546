// Runners of the functions that live in optimizer.
#include <doctest/doctest.h>

#include "optimizer/aggregate.hpp"
#include "tests/cases/runner.hpp"

namespace asgen::cases {
namespace {

using namespace asgen::optimizer;

// The trimmed mean and the mean of the worst k in these cases are not objectives that the search offers.
const Registration kAggregate("fitness_aggregate", [](const Case& c) {
  using enum AggregateKind;
  const std::vector<double> daily = numbers(c.input.at("daily"));
  const double lambda = c.input.at("lambda"), alpha = c.input.at("alpha");
  const auto check = [&](const AggregateOptions& options, const std::string& key) {
    const Aggregated got = aggregate(options, daily);
    CHECK(got.status == AggregateStatus::ok);
    CHECK_MESSAGE(agrees(got.value, c.expected.at(key), c.tolerance), key << ": " << got.value << " is not " << c.expected.at(key));
  };
  check({.kind = mean}, "mean");
  check({.kind = median}, "median");
  check({.kind = mean_minus_std, .lambda = lambda}, "mean_minus_lambda_std");
  check({.kind = cvar, .alpha = alpha}, "cvar_lower_mean");
  check({.kind = mean_cvar, .alpha = alpha, .weight = 0.5}, "blend_mean_cvar");
});

}  // namespace
}  // namespace asgen::cases
