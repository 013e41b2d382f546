#include "sim/market/quote_venue.hpp"

#include "tests/sim/market/play.hpp"

using namespace asgen::market_test;
using asgen::base::Nanos;
using asgen::market::Fill;
using asgen::market::MarketOptions;
using asgen::market::Presence;
using asgen::market::QuoteVenue;

namespace {

/// A venue that goes on with the matcher's orders at its present time.
QuoteVenue venue_of(const asgen::market::Matcher& matcher) {
  QuoteVenue venue(matcher.tape(), matcher.options());
  for (const Side side : asgen::base::kSides) {
    asgen::market::Quotes quotes = matcher.standing(side);
    venue.exchange(side, quotes, matcher.time());
  }
  venue.set_presence(matcher.presence());
  return venue;
}

std::vector<Fill> play(QuoteVenue& venue, std::size_t from, std::size_t until) {
  std::vector<Fill> fills;
  for (std::size_t event = venue.first_touch(from, until); event < until; event = venue.first_touch(event + 1, until)) venue.touch(event, fills);
  return fills;
}

}  // namespace

TEST_CASE("a venue of quotes fills what a matcher fills: shares of prints, queues, crossing books") {
  const DayBuilder day = quiet_day().trade(3, -1, 100, 6).book(3.5, {bid(100, 2)}).trade(4, -1, 100, 7).trade(5, -1, 99, 30).trade(6, 1, 102, 12).trade(
      7, 1, 103, 40).book(8, {bid(101, 0), ask(104, 3), ask(102, 0), ask(103, 0)}).book(9, {bid(104, 5)});
  for (const QueueModel queue : {QueueModel::front, QueueModel::risk_averse, QueueModel::back, QueueModel::power_prob_3}) {
    Play play(day, {.queue = queue});
    play.buy(2, 100, 5);
    play.buy(2, 101, 3);
    play.buy(2, 100, 5);
    play.sell(2, 102, 4);
    play.sell(2, 103, 9);
    play.sell(2, 104, 9);
    QuoteVenue venue = venue_of(play.matcher());
    const std::size_t from = play.matcher().events();
    play.until(20);
    const std::vector<Fill> fills = ::play(venue, from, play.matcher().events());
    CHECK(fills.size() >= 4);
    CHECK(fills == play.fills);
    const auto tally = play.matcher().tally(DayBuilder::at(20));
    CHECK(venue.presence()[0].until(DayBuilder::at(20)) == tally.any);
    CHECK(venue.presence()[1].until(DayBuilder::at(20)) == tally.buy);
    CHECK(venue.presence()[2].until(DayBuilder::at(20)) == tally.sell);
  }
}

TEST_CASE("a venue of quotes refuses what was just sent and would take, and keeps what rested before") {
  Play play(quiet_day().book(3, {bid(102, 1)}));
  play.sell(2, 102, 1);
  QuoteVenue venue = venue_of(play.matcher());
  CHECK_FALSE(venue.would_take(Side::sell, 1));
  CHECK(venue.would_take(Side::sell, 2));
  CHECK_FALSE(venue.refuse(Side::sell, 2, DayBuilder::at(3), DayBuilder::at(3)));
  CHECK(venue.quotes(Side::sell).size() == 1);
  CHECK(venue.refuse(Side::sell, 2, DayBuilder::at(2), DayBuilder::at(3)));
  CHECK(venue.quotes(Side::sell).empty());
  CHECK(venue.presence()[2].until(DayBuilder::at(9)) == asgen::base::nanos_from_seconds(1));
}

TEST_CASE("presence counts the time with orders, however often they are exchanged") {
  Presence presence;
  presence.come(Nanos(10));
  presence.come(Nanos(12));
  presence.go(Nanos(15));
  CHECK(presence.until(Nanos(20)) == Nanos(10));
  presence.go(Nanos(22));
  presence.set(3, Nanos(30));
  presence.set(1, Nanos(31));
  CHECK(presence.until(Nanos(40)) == Nanos(22));
}

TEST_CASE("a single order takes the place of a side's orders, and presence goes on") {
  Play play(quiet_day());
  play.buy(2, 99, 1);
  play.buy(2, 98, 1);
  QuoteVenue venue = venue_of(play.matcher());
  const Nanos begun = play.matcher().time(), later = begun + Nanos(1'000'000'000), end = later + Nanos(1'000'000'000);
  const Nanos before = venue.presence()[1].until(begun);
  venue.replace(Side::buy, {7, 100, asgen::base::Lots(3), asgen::base::Lots(3), later}, later);
  REQUIRE(venue.quotes(Side::buy).size() == 1);
  CHECK(venue.quotes(Side::buy).front().id == 7);
  venue.replace(Side::sell, {8, 105, asgen::base::Lots(2), asgen::base::Lots(2), later}, later);
  CHECK(venue.presence()[1].until(end) == before + (end - begun));
  CHECK(venue.presence()[2].until(end) == end - later);
  CHECK(venue.presence()[0].until(end) == before + (end - begun));
}
