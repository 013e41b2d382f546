// Books that settle fills in batches against accounts that are kept fill by fill.
#include "sim/simulate/books.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <deque>

#include "tests/reference/random_day.hpp"
#include "tests/sim/simulate/support.hpp"

using namespace asgen;
using base::Nanos;

namespace {

/// The judge: everything at its own time.
struct PlainBooks {
  account::Grid grid;
  account::Ledger ledger;
  account::EquityPath path;
  account::RoundTrips trips{grid};
  simulate::FillTotals totals{};
  const tape::Tape* tape = nullptr;
  const account::MarkIndex* marks = nullptr;
  std::size_t tick = 0;
  Nanos since{};

  void open(const simulate::BooksOpening& opening) {
    tape = opening.market.tape;
    marks = opening.marks;
    tick = opening.first_tick;
    since = opening.time;
    path.open_tape();
  }
  void go_to(Nanos time, std::size_t until) {
    if (until > tick) path.add(*marks, {tick, until}, {ledger.excess_cash(), ledger.excess_amount(), ledger.traded().count()});
    tick = std::max(tick, until);
    if (time > since) totals.inventory_area += std::fabs(ledger.excess_amount()) * base::seconds(time - since);
    since = std::max(time, since);
  }
  void book(const market::Fill& fill, double fee_ratio) {
    go_to(fill.time, tape->ticks_until(fill.time - Nanos(1)));
    const account::Execution execution{fill.side, fill.price, fill.quantity, fee_ratio};
    ledger.apply(execution);
    trips.apply(execution, fill.time);
    const double amount = grid.amount(fill.quantity), price = grid.price(fill.price);
    const bool linear = grid.contract == account::Contract::linear;
    (fill.side == base::Side::buy ? totals.buys : totals.sells) += 1;
    (fill.side == base::Side::buy ? totals.bought : totals.sold) += amount;
    totals.volume_base += linear ? amount : amount / price;
    totals.volume_quote += linear ? price * amount : amount;
    totals.max_inventory = std::max(totals.max_inventory, std::fabs(ledger.excess_amount()));
  }
  void pay_funding(Nanos time, double rate, double mark) {
    go_to(time, tape->ticks_until(time - Nanos(1)));
    const double before = ledger.funding();
    ledger.pay_funding(rate, mark);
    trips.charge(ledger.funding() - before);
  }
  void renew(const account::Balances& initial) {
    ledger = account::Ledger(grid, initial);
    path.rebase();
    trips.drop_open(since);
  }
};

/// Bits of a figure that may be undefined.
bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

void check_equal(const simulate::Books& books, const PlainBooks& plain) {
  const simulate::FillTotals &a = books.totals(), &b = plain.totals;
  CHECK(a.buys == b.buys);
  CHECK(a.sells == b.sells);
  CHECK(a.bought == b.bought);
  CHECK(a.sold == b.sold);
  CHECK(a.volume_base == b.volume_base);
  CHECK(a.volume_quote == b.volume_quote);
  CHECK(a.inventory_area == b.inventory_area);
  CHECK(a.max_inventory == b.max_inventory);
  CHECK(books.ledger().excess_cash() == plain.ledger.excess_cash());
  CHECK(books.held_until() == plain.since);
  CHECK(books.trips().closed() == plain.trips.closed());
  CHECK(books.trips().closed_gains() == plain.trips.closed_gains());
  CHECK(same(books.trips().win_rate().value, plain.trips.win_rate().value));
  CHECK(books.trips().longest_holding(plain.since) == plain.trips.longest_holding(plain.since));
  CHECK(same(books.path().last_mark(), plain.path.last_mark()));
  const account::PathSums sums = books.path().sums(), expected = plain.path.sums();
  CHECK(sums.max_drawdown() == expected.max_drawdown());
  CHECK(same(sums.dynamics().half_life(5).phi.value, expected.dynamics().half_life(5).phi.value));
  const account::PathStatistics figures = sums.describe(1e6), wanted = expected.describe(1e6);
  CHECK(same(figures.sharpe.value, wanted.sharpe.value));
  CHECK(same(figures.kurtosis.value, wanted.kurtosis.value));
  CHECK(same(figures.ulcer_pct.value, wanted.ulcer_pct.value));
  CHECK(same(figures.max_drawdown_rel.value, wanted.max_drawdown_rel.value));
  CHECK(same(figures.worst_tenth.value, wanted.worst_tenth.value));
}

/// A fill is marked as it is marked alone.
void check_marks(const simulate::Books& books, const simulate::MarkedTape& market) {
  REQUIRE(books.fill_marks().size() == books.fills().size());
  for (std::size_t i = 0; i < books.fills().size(); ++i) {
    std::vector<simulate::FillMark> alone;
    simulate::mark_fills(market, std::span(books.fills()).subspan(i, 1), alone);
    CHECK(same(books.fill_marks()[i].mid, alone.front().mid));
    for (std::size_t h = 0; h < account::kHorizons; ++h) CHECK(same(books.fill_marks()[i].later[h], alone.front().later[h]));
  }
}

market::Fill random_fill(base::Stream& random, const tape::Tape& tape, Nanos time) {
  market::Fill fill;
  fill.event = std::max<std::size_t>(tape.events_until(time), 1) - 1;
  fill.time = time;
  fill.side = random.below(2) == 0 ? base::Side::buy : base::Side::sell;
  fill.price = base::Ticks(static_cast<std::int64_t>(900 + random.below(200)));
  fill.quantity = base::Lots(static_cast<std::int64_t>(1 + random.below(5)));
  fill.cause = random.below(3) == 0 ? market::FillCause::taker : market::FillCause::queue;
  return fill;
}

}  // namespace

TEST_CASE("books that settle in batches have the bits of accounts kept fill by fill, whatever the number of fills between two settlements") {
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    base::Stream random({seed, base::Purpose::test, 15, 0});
    const data::Day day = test_reference::random_day(random, {});
    const tape::Tape tape = tape::Tape::compile(day, {.clock = base::nanos_from_seconds(seed % 2 == 0 ? 1 : 0.1)});
    account::Grid grid = simulate::grid_of(tape.info());
    if (seed % 3 == 2) grid.contract = account::Contract::inverse;
    const account::MarkIndex marks(tape.mid(), grid.contract, grid.price_quantum, 5);
    market::Instrument instrument;
    instrument.maker_fee = -0.0001;
    instrument.taker_fee = 0.0004;
    const account::Balances initial{10, 1000};
    const account::EquityPath path({5, 12}, account::EquityPath::Keep::statistics);
    simulate::Books books(grid, initial, instrument, path);
    const simulate::MidChanges mids(tape);
    PlainBooks plain{grid, {grid, initial}, path};
    for (int leg = 0; leg < 2; ++leg) {
      if (leg > 0 && seed % 2 == 0) {
        books.renew(initial);
        plain.renew(initial);
      }
      const simulate::BooksOpening opening{{&tape, &mids, tape.info().close}, &marks, tape.info().open, 0};
      books.open(opening);
      plain.open(opening);
      const std::size_t counts[] = {0, 1, 63, 64, 65, 128, 300};
      const std::size_t fills = counts[random.below(7)];
      const std::int64_t length = tape.info().close.count() - tape.info().open.count();
      Nanos time = tape.info().open;
      for (std::size_t i = 0; i < fills; ++i) {
        if (random.below(4) != 0) time += Nanos(static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(length) / (fills + 1) + 1)));
        const market::Fill fill = random_fill(random, tape, time);
        plain.book(fill, books.fee_ratio(fill));
        books.book(fill);
        CHECK(books.ledger().excess_cash() == plain.ledger.excess_cash());  // at once
        if (random.below(20) == 0) books.settle();
        if (random.below(50) != 0) continue;
        plain.pay_funding(time, 0.0001, 5);
        books.pay_funding(time, 0.0001, 5);
      }
      books.close(tape.info().close, tape.ticks());
      plain.go_to(tape.info().close, tape.ticks());
      check_equal(books, plain);
      check_marks(books, opening.market);
    }
  }
}
