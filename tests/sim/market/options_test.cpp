#include "sim/market/options.hpp"

#include <doctest/doctest.h>

#include "sim/base/error.hpp"

using namespace asgen;
using market::FillRule;
using market::QueueModel;

TEST_CASE("negative latency is refused") {
  CHECK_THROWS_AS(market::check({QueueModel::back, FillRule::shared, base::Nanos(-1), base::Nanos(0)}, "study"), base::ConfigurationError);
  CHECK_THROWS_AS(market::check({QueueModel::back, FillRule::shared, base::Nanos(0), base::Nanos(-1)}, "study"), base::ConfigurationError);
}

TEST_CASE("the paper exchange has no latency") {
  CHECK_THROWS_WITH_AS(
      market::check({QueueModel::front, FillRule::paper, base::Nanos(1), base::Nanos(0)}, "/simulation"),
      "/simulation: fill rule `paper` with latency (Hummingbot's paper exchange has none); set the latency to 0 or use `shared`",
      base::ConfigurationError);
  CHECK_NOTHROW(market::check({QueueModel::front, FillRule::paper, base::Nanos(0), base::Nanos(0)}, "/simulation"));
}
