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

TEST_CASE("a partial exchange belongs to the rule rival, and an exponent is positive") {
  CHECK_THROWS_AS(market::check({.exchange = market::Exchange::partial}, "study"), base::ConfigurationError);
  CHECK_NOTHROW(market::check({.fill = FillRule::rival, .exchange = market::Exchange::partial}, "study"));
  CHECK_THROWS_AS(market::check({.queue_n = 0}, "study"), base::ConfigurationError);
}

TEST_CASE("the rival's tape has rows, a feed with recorded latency two clocks") {
  const auto rival = market::tape_options({.fill = FillRule::rival}, base::Nanos(5));
  CHECK(rival.clock == base::Nanos(5));
  CHECK(rival.grain == tape::BookGrain::row);
  CHECK(market::tape_options({}, base::Nanos(5)).grain == tape::BookGrain::message);
  CHECK(market::tape_options({.feed = tape::FeedLatency::recorded}, base::Nanos(5)).feed == tape::FeedLatency::recorded);
}

TEST_CASE("the paper exchange has no latency") {
  CHECK_THROWS_WITH_AS(
      market::check({QueueModel::front, FillRule::paper, base::Nanos(1), base::Nanos(0)}, "/simulation"),
      "/simulation: fill rule `paper` with latency (Hummingbot's paper exchange has none); set the latency to 0 or use `shared`",
      base::ConfigurationError);
  CHECK_NOTHROW(market::check({QueueModel::front, FillRule::paper, base::Nanos(0), base::Nanos(0)}, "/simulation"));
}
