#include "sim/tape/event_trades.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "sim/base/random.hpp"

using namespace asgen;
using tape::EventTrades;

TEST_CASE("every trade is found by its event, whether trades are all, half or few of the events") {
  for (const std::size_t events : {0u, 1u, 127u, 128u, 129u, 1000u}) {
    for (const std::uint32_t one_in : {1u, 2u, 300u}) {
      CAPTURE(events);
      CAPTURE(one_in);
      base::Stream random({events, base::Purpose::test, 17, one_in});
      std::vector<std::uint32_t> trade_event;
      for (std::uint32_t e = 0; e < events; ++e) {
        if (random.below(one_in) == 0) trade_event.push_back(e);
      }
      const tape::EventTradeColumns columns = tape::number_trades(events, trade_event);
      REQUIRE(columns.since.size() == events);
      const EventTrades trades(columns.bases, columns.since);
      std::size_t next = 0;
      for (std::size_t e = 0; e < events; ++e) {
        const bool is_trade = next < trade_event.size() && trade_event[next] == e;
        REQUIRE(trades.contains(e) == is_trade);
        if (is_trade) REQUIRE(trades[e] == next++);
      }
      CHECK(next == trade_event.size());
    }
  }
}
