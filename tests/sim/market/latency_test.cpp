#include "sim/market/latency.hpp"

#include <cmath>

#include "sim/base/error.hpp"
#include "sim/market/channel.hpp"
#include "tests/sim/market/play.hpp"

using namespace asgen::market_test;
using asgen::base::DataError;
using asgen::base::Nanos;
using asgen::base::nanos_from_seconds;
using asgen::market::Channel;
using asgen::market::LatencyKind;
using asgen::market::LatencyRow;
using asgen::market::MarketOptions;
using asgen::market::MeasuredLatency;
using asgen::market::RequestTravel;

namespace {

LatencyRow row(std::int64_t request, std::int64_t exchange, std::int64_t response) { return {Nanos(request), Nanos(exchange), Nanos(response)}; }

MarketOptions drawn(double median_s, double sigma, std::uint64_t seed) {
  MarketOptions options{.entry_latency = nanos_from_seconds(median_s), .response_latency = nanos_from_seconds(median_s)};
  options.latency.kind = LatencyKind::drawn;
  options.latency.drawn = {nanos_from_seconds(0.001), sigma, seed};
  return options;
}

}  // namespace

TEST_CASE("between two rows of which one was lost a request is lost, and that is known after the interpolated round trip") {
  const MeasuredLatency latency({row(100, 110, 120), row(200, 0, 240), row(300, 330, 360)}, Nanos(0), "rows");
  CHECK(latency.request(Nanos(100)) == RequestTravel{Nanos(20), RequestTravel::Fate::lost});
  CHECK(latency.request(Nanos(150)) == RequestTravel{Nanos(30), RequestTravel::Fate::lost});
  CHECK(latency.request(Nanos(250)) == RequestTravel{Nanos(50), RequestTravel::Fate::lost});
  CHECK(latency.request(Nanos(99)) == RequestTravel{Nanos(10), RequestTravel::Fate::arrives});
  CHECK(latency.request(Nanos(300)) == RequestTravel{Nanos(30), RequestTravel::Fate::arrives});
  CHECK(latency.response(Nanos(220)) == Nanos(20));  // from 110 to 330, the lost row left out
}

TEST_CASE("rows that cannot be are refused") {
  CHECK_THROWS_AS(MeasuredLatency({}, Nanos(0), "rows"), DataError);
  CHECK_THROWS_AS(MeasuredLatency({row(100, 0, 110)}, Nanos(0), "rows"), DataError);
  CHECK_THROWS_AS(MeasuredLatency({row(100, 110, 120), row(90, 130, 140)}, Nanos(0), "rows"), DataError);
  CHECK_THROWS_AS(MeasuredLatency({row(100, 130, 140), row(110, 120, 140)}, Nanos(0), "rows"), DataError);
  CHECK_THROWS_AS(MeasuredLatency({row(100, 95, 140)}, Nanos(0), "rows"), DataError);
  CHECK_NOTHROW(MeasuredLatency({row(100, 95, 140)}, Nanos(5), "rows"));
  CHECK_THROWS_AS(MeasuredLatency({row(100, 110, 120)}, Nanos(-11), "rows"), DataError);
}

TEST_CASE("rows are read from CSV, and a bad line is named") {
  using asgen::market::parse_latency_rows;
  const auto rows = parse_latency_rows("req_ts,exch_ts,resp_ts\r\n1,2,3\n4,-5,6\n", "l.csv");
  CHECK(rows == std::vector<LatencyRow>{row(1, 2, 3), row(4, -5, 6)});
  CHECK_THROWS_WITH_AS(parse_latency_rows("req_ts,exch_ts,resp_ts\n1,2\n", "l.csv"),
                       "l.csv:2: is not three whole numbers; give rows req_ts,exch_ts,resp_ts in ns and in time order", DataError);
  CHECK_THROWS_AS(parse_latency_rows("1,2,3\n", "l.csv"), DataError);
  CHECK_THROWS_AS(parse_latency_rows("req_ts,exch_ts,resp_ts\n1,2,3,4\n", "l.csv"), DataError);
}

TEST_CASE("nothing overtakes what was sent before") {
  MarketOptions options;
  options.latency.kind = LatencyKind::measured;
  options.latency.measured =
      std::make_shared<MeasuredLatency>(std::vector{row(0, 1000, 1900), row(500, 1001, 1901), row(501, 1002, 1903)}, Nanos(0), "rows");
  Channel channel(options, "2023-11-14");
  const Nanos first = channel.send(Nanos(0)).at, second = channel.send(Nanos(499)).at;
  CHECK(first == Nanos(1000));
  CHECK(second >= first);
  CHECK(channel.answer(Nanos(100)) == Nanos(1000));
  CHECK(channel.answer(Nanos(110)) == Nanos(1010));
}

TEST_CASE("an answer that would arrive before an earlier one waits for it") {
  MarketOptions options;
  options.latency.kind = LatencyKind::measured;
  options.latency.measured = std::make_shared<MeasuredLatency>(std::vector{row(0, 10, 500), row(20, 30, 40)}, Nanos(0), "rows");
  Channel channel(options, "2023-11-14");
  CHECK(channel.answer(Nanos(10)) == Nanos(500));
  CHECK(channel.answer(Nanos(30)) == Nanos(500));
  CHECK(channel.answer(Nanos(600)) == Nanos(610));
}

TEST_CASE("a lost order never arrives and a lost cancel leaves its order alone, and both are told") {
  MarketOptions options;
  options.latency.kind = LatencyKind::measured;
  const std::int64_t open = DayBuilder::kOpen, second = 1'000'000'000;
  options.latency.measured = std::make_shared<MeasuredLatency>(
      std::vector{row(open + 2 * second, open + 2 * second + 10, open + 2 * second + 30),
                  row(open + 3 * second, open + 3 * second + 10, open + 3 * second + 30), row(open + 4 * second, 0, open + 4 * second + 50),
                  row(open + 5 * second, open + 5 * second + 10, open + 5 * second + 30)},
      Nanos(0), "rows");
  Play play(quiet_day().trade(9, -1, 101, 1), options);
  const OrderId id = play.buy(2, 101, 5);
  play.cancel(4, id);
  const OrderId lost = play.buy(4, 101, 5);
  CHECK(play.state(lost) == OrderState::refused);
  CHECK(play.order(lost).end_known == DayBuilder::at(4) + Nanos(50));
  REQUIRE(play.matcher().lost().size() == 1);
  CHECK(play.matcher().lost()[0].id == id);
  CHECK(play.matcher().lost()[0].known == DayBuilder::at(4) + Nanos(50));
  play.until(9);
  CHECK(play.filled(id) == 1);
  play.cancel(10, id);
  play.until(11);
  CHECK(play.state(id) == OrderState::cancelled);
}

TEST_CASE("drawn latencies: the median is the median, the minimum holds, and a draw depends on seed, day and number only") {
  Channel channel(drawn(0.011, 0.8, 7), "2023-11-14"), same(drawn(0.011, 0.8, 7), "2023-11-14");
  Channel other_seed(drawn(0.011, 0.8, 8), "2023-11-14"), other_day(drawn(0.011, 0.8, 7), "2023-11-15");
  constexpr int kDraws = 4000;
  int above = 0, as_seed = 0, as_day = 0;
  double sum = 0, squares = 0;
  for (std::int64_t i = 0; i < kDraws; ++i) {
    const Nanos now(i * 1'000'000'000'000);  // far apart: no request waits for another
    const Nanos duration = channel.send(now).at - now;
    REQUIRE(same.send(now).at - now == duration);
    as_seed += other_seed.send(now).at - now == duration;
    as_day += other_day.send(now).at - now == duration;
    REQUIRE(duration >= nanos_from_seconds(0.001));
    above += duration > nanos_from_seconds(0.011);
    const double log = std::log((duration - nanos_from_seconds(0.001)).as_double() / 1e7);
    sum += log;
    squares += log * log;
  }
  CHECK(as_seed == 0);
  CHECK(as_day == 0);
  CHECK(std::fabs(above - kDraws / 2.0) < 4 * std::sqrt(kDraws / 4.0));                    // 4 sigma
  CHECK(std::fabs(sum / kDraws) < 4 * 0.8 / std::sqrt(kDraws));                            // 4 sigma
  CHECK(std::fabs(squares / kDraws / 0.64 - 1) < 4 * std::sqrt(2.0 / kDraws));             // 4 sigma
}
