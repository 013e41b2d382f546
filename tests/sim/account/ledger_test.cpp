#include "sim/account/ledger.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "sim/base/random.hpp"

using namespace asgen;
using account::Ledger;

namespace {

account::Execution buy(std::int64_t price, std::int64_t lots, double fee = 0) {
  return {base::Side::buy, base::Ticks(price), base::Lots(lots), fee};
}
account::Execution sell(std::int64_t price, std::int64_t lots, double fee = 0) {
  return {base::Side::sell, base::Ticks(price), base::Lots(lots), fee};
}

}  // namespace

TEST_CASE("a round trip earns the price difference minus both fees") {
  Ledger ledger({0.01, 0.001}, {5, 1000});
  ledger.apply(buy(10000, 2000, 0.001));   // 2 at 100
  ledger.apply(sell(10100, 2000, 0.001));  // 2 at 101
  CHECK(ledger.traded() == base::Lots(0));
  CHECK(ledger.fees() == doctest::Approx(0.2 + 0.202));
  CHECK(ledger.excess_equity(12345) == doctest::Approx(2 - 0.402));
  CHECK(ledger.base() == 5);
  CHECK(ledger.quote() == doctest::Approx(1000 + 2 - 0.402));
}

TEST_CASE("a rebate is a negative fee") {
  Ledger ledger({0.01, 0.001}, {0, 0});
  ledger.apply(sell(10000, 1000, -0.0001));
  CHECK(ledger.fees() == doctest::Approx(-0.01));
  CHECK(ledger.excess_cash() == doctest::Approx(100.01));
}

TEST_CASE("holding without trading earns no excess, only raw equity") {
  Ledger ledger({0.01, 0.001}, {3, 7});
  CHECK(ledger.excess_equity(123.45) == 0);
  CHECK(ledger.equity_change(100, 110) == doctest::Approx(30));
}

TEST_CASE("positive funding is paid by longs, on traded and initial inventory apart") {
  Ledger ledger({0.01, 0.001}, {1, 0});
  ledger.apply(buy(10000, 2000));
  ledger.pay_funding(0.0001, 100);
  CHECK(ledger.funding() == doctest::Approx(0.02));
  CHECK(ledger.excess_equity(100) == doctest::Approx(-0.02));
  CHECK(ledger.equity_change(100, 100) == doctest::Approx(-0.03));
  CHECK(ledger.quote() == doctest::Approx(-200.03));
}

TEST_CASE("cash comes back to the last cent after a hundred thousand fills and their reversals") {
  base::Stream stream({1, base::Purpose::test, 0, 0});
  Ledger ledger({0.01, 0.0001}, {0, 0});
  for (int i = 0; i < 100000; ++i) {
    const auto price = static_cast<std::int64_t>(6'500'000 + stream.below(10000));
    const auto lots = static_cast<std::int64_t>(1 + stream.below(100000));
    ledger.apply(buy(price, lots));
    ledger.apply(sell(price, lots));
  }
  CHECK(ledger.excess_cash() == 0);
  CHECK(ledger.traded() == base::Lots(0));
}

TEST_CASE("an inverse contract earns amount times (1/price - 1/mark) of the base currency") {
  Ledger ledger({0.5, 100, account::Contract::inverse}, {2, 0});  // one lot is 100 quote, collateral 2 base
  ledger.apply(buy(20000, 5, 0.0005));                            // 500 at 10,000
  CHECK(ledger.excess_amount() == 500);
  CHECK(ledger.fees() == doctest::Approx(0.0005 * 0.05));
  CHECK(ledger.excess_equity(12500) == doctest::Approx(500 * (1.0 / 10000 - 1.0 / 12500) - 0.000025));
  // backtest.md 1.1: -balance - contract * position / mid - fee, balance the sum of signed amount over price.
  CHECK(ledger.excess_equity(12500) == doctest::Approx(0.05 - 500 / 12500.0 - ledger.fees()));
  CHECK(ledger.equity_change(9000, 12500) == doctest::Approx(ledger.excess_equity(12500)));
  ledger.apply(sell(25000, 5));
  CHECK(ledger.traded() == base::Lots(0));
  CHECK(ledger.excess_equity(1) == doctest::Approx(0.01 - 0.000025));
  CHECK(ledger.excess_equity(1) == ledger.excess_equity(1e6));
}

TEST_CASE("an inverse long pays funding on its value in base currency, its collateral none") {
  Ledger ledger({0.5, 1, account::Contract::inverse}, {3, 0});
  ledger.apply(buy(20000, 1000));
  ledger.pay_funding(0.0001, 8000);
  CHECK(ledger.funding() == doctest::Approx(0.0001 * 1000 / 8000));
  CHECK(ledger.equity_change(10000, 10000) == doctest::Approx(-0.0001 * 1000 / 8000));
}

TEST_CASE("cash of an inverse contract comes back to the last digits after a hundred thousand fills and their reversals") {
  base::Stream stream({1, base::Purpose::test, 0, 0});
  Ledger ledger({0.5, 1, account::Contract::inverse}, {0, 0});
  double traded = 0;
  for (int i = 0; i < 100000; ++i) {
    const auto price = static_cast<std::int64_t>(10'000 + stream.below(10000));
    const auto lots = static_cast<std::int64_t>(1 + stream.below(100000));
    ledger.apply(buy(price, lots));
    ledger.apply(sell(price, lots));
    traded += 2 * static_cast<double>(lots) / (0.5 * static_cast<double>(price));
  }
  CHECK(std::fabs(ledger.excess_cash()) <= 1e-20 * traded);
}
