#include "sim/data/inspect.hpp"

#include <doctest/doctest.h>

#include "sim/data/day_file.hpp"
#include "tests/sim/data/temporary_folder.hpp"

using namespace asgen;

namespace {

constexpr std::int64_t kS = base::kNanosPerSecond;

/// Spread 2 ticks for 4 s, locked for 2 s, 4 ticks for 2 s, a gap of 12 s, one-sided for 2 s.
data::Day sample_day() {
  data::Day day;
  day.info.exchange = "venue";
  day.info.symbol = "A-B";
  day.info.day = "1970-01-01";
  day.info.price_quantum = 0.5;
  day.info.lot = 0.1;
  day.info.open = base::Nanos(0);
  day.info.close = base::Nanos(22 * kS);
  day.book.local_ns = {0, 0, 4 * kS, 6 * kS, 6 * kS, 20 * kS};
  day.book.side = {1, -1, 1, 1, 1, -1};
  day.book.price = {100, 102, 102, 102, 98, 102};
  day.book.lots = {5, 5, 1, 0, 3, 0};
  day.book.flags = {data::kSnapshot | data::kReset, data::kSnapshot, 0, 0, 0, 0};
  // The bid at 100 goes too, so that the touch is 98 / 102.
  day.book.local_ns.insert(day.book.local_ns.begin() + 5, 6 * kS);
  day.book.side.insert(day.book.side.begin() + 5, 1);
  day.book.price.insert(day.book.price.begin() + 5, 100);
  day.book.lots.insert(day.book.lots.begin() + 5, 0);
  day.book.flags.insert(day.book.flags.begin() + 5, 0);
  day.book.exchange_ns = day.book.local_ns;
  day.trades = {.exchange_ns = {kS, 2 * kS, 3 * kS}, .local_ns = {kS, 2 * kS, 3 * kS}, .side = {1, -1, 0}, .price = {102, 100, 101}, .lots = {10, 20, 5}};
  day.gaps = {{base::Nanos(8 * kS), base::Nanos(20 * kS)}};
  return day;
}

}  // namespace

TEST_CASE("a day's summary weighs spreads by time and leaves gaps out") {
  const auto s = data::summarise(sample_day());
  CHECK(s.book_rows == 7);
  CHECK(s.batches == 4);
  CHECK(s.trades == 3);
  CHECK(s.buys == 1);
  CHECK(s.sells == 1);
  CHECK(s.volume == doctest::Approx(3.5));
  CHECK(s.gaps == 1);
  CHECK(s.gap_seconds == doctest::Approx(12));
  CHECK(s.mean_spread_ticks == doctest::Approx((2.0 * 4 + 0 * 2 + 4 * 2) / 8));
  CHECK(s.median_spread_ticks == 2);
  CHECK(s.locked_share == doctest::Approx(0.25));
  CHECK(s.crossed_share == 0);
  CHECK(s.two_sided_share == doctest::Approx(0.8));
  CHECK(s.mid_open == 50.5);
  CHECK(s.mid_close == 50);
}

TEST_CASE("a stored day can be inspected as text") {
  const test::TemporaryFolder folder;
  data::write_day(folder / "d.day.h5", sample_day());
  const auto text = data::to_text(data::inspect_day(folder / "d.day.h5"));
  CHECK(test::contains(text, "venue A-B  1970-01-01"));
  CHECK(test::contains(text, "price quantum 0.5, lot 0.1"));
  CHECK(test::contains(text, "3 (1 buys, 1 sells), volume 3.5"));
}

TEST_CASE("a day without a two-sided book has no spread") {
  data::Day day;
  day.info = sample_day().info;
  const auto s = data::summarise(day);
  CHECK(s.mean_spread_ticks != s.mean_spread_ticks);
  CHECK(s.mid_open != s.mid_open);
  CHECK(s.two_sided_share == 0);
}
