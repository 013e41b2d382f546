#include "sim/account/round_trips.hpp"

#include <doctest/doctest.h>

#include "sim/base/random.hpp"

using namespace asgen;
using namespace asgen::account;

namespace {

Execution trade(base::Side side, std::int64_t price, std::int64_t lots, double fee = 0) {
  return {side, base::Ticks(price), base::Lots(lots), fee};
}
constexpr base::Side kBuy = base::Side::buy, kSell = base::Side::sell;

}  // namespace

TEST_CASE("a fill through the initial inventory ends one round trip and begins the next") {
  RoundTrips trips({1, 1});
  trips.apply(trade(kBuy, 100, 2), base::Nanos(0));
  trips.apply(trade(kSell, 101, 3), base::Nanos(10));  // +2, and one short at 101
  CHECK(trips.closed() == 1);
  CHECK(trips.win_rate().value == 1);
  CHECK(trips.closed_gains() == doctest::Approx(2));
  trips.apply(trade(kBuy, 103, 1), base::Nanos(40));  // -2
  CHECK(trips.closed() == 2);
  CHECK(trips.win_rate().value == 0.5);
  CHECK(trips.closed_gains() == doctest::Approx(0));
  CHECK(trips.longest_holding(base::Nanos(50)) == base::Nanos(30));
}

TEST_CASE("a trip at one price is no win, and its fee makes it a loss") {
  RoundTrips even({0.01, 0.001}), paid({0.01, 0.001});
  CHECK(even.win_rate().status == Status::too_few);
  for (RoundTrips* trips : {&even, &paid}) {
    const double fee = trips == &paid ? 0.001 : 0;
    trips->apply(trade(kSell, 9999, 300, fee), base::Nanos(0));
    trips->apply(trade(kBuy, 9999, 100, fee), base::Nanos(1));
    trips->apply(trade(kBuy, 9999, 200, fee), base::Nanos(2));
    CHECK(trips->closed() == 1);
    CHECK(trips->win_rate().value == 0);
  }
}

TEST_CASE("closed gains and the open position's gain add up to the ledger's equity, linear and inverse") {
  for (const Contract contract : {Contract::linear, Contract::inverse}) {
    const Grid grid{0.5, 10, contract};
    Ledger ledger(grid, {0, 0});
    RoundTrips trips(grid);
    base::Stream random({3, base::Purpose::test, 5, 0});
    for (int i = 0; i < 2000; ++i) {
      const Execution e = trade(random.below(2) == 0 ? kBuy : kSell, static_cast<std::int64_t>(19000 + random.below(2000)),
                                static_cast<std::int64_t>(1 + random.below(9)), 0.0002);
      ledger.apply(e);
      trips.apply(e, base::Nanos(i));
    }
    const std::int64_t position = ledger.traded().count();
    // Closing the rest at one price makes all gains closed ones.
    if (position != 0) {
      const Execution last = trade(position > 0 ? kSell : kBuy, 20000, position > 0 ? position : -position, 0);
      ledger.apply(last);
      trips.apply(last, base::Nanos(3000));
    }
    CHECK(trips.closed_gains() - ledger.fees() == doctest::Approx(ledger.excess_equity(12345)).epsilon(1e-9));
  }
}
