// The book replayed from day files equals the book replayed from the rows that were written to the CSV.

#include <doctest/doctest.h>

#include <algorithm>

#include "sim/base/random.hpp"
#include "sim/data/book_state.hpp"
#include "sim/data/day_file.hpp"
#include "sim/data/import.hpp"
#include "tests/sim/data/csv_samples.hpp"
#include "tests/sim/data/temporary_folder.hpp"

using namespace asgen;
using namespace asgen::test;
using data::BookState;

namespace {

/// A row as it goes into the CSV, prices in cents.
struct Update {
  std::int64_t micros;
  Row kind;
  int side;
  int cents;
  int amount;
};

/// Random updates over three days from 18:00, in messages of one stamp, with a snapshot burst now and then.
std::vector<Update> random_feed(base::Stream& draw) {
  std::vector<Update> feed;
  std::int64_t now = kMidnight - 6 * 3600 * kSecond;
  while (now < kMidnight + 40 * 3600 * kSecond) {
    now += static_cast<std::int64_t>(draw.below(600)) * kSecond + 1 + static_cast<std::int64_t>(draw.below(kSecond));
    const Row kind = feed.empty() || draw.below(40) == 0 ? Row::snapshot : Row::update;
    const auto rows = kind == Row::snapshot ? 12 : 1 + draw.below(4);
    for (std::uint64_t i = 0; i < rows; ++i) {
      const int side = draw.below(2) == 0 ? -1 : 1;
      const int cents = 10000 - side * static_cast<int>(1 + draw.below(30));
      feed.push_back({now, kind, side, cents, kind == Row::update && draw.below(3) == 0 ? 0 : static_cast<int>(1 + draw.below(9))});
    }
  }
  return feed;
}

BookState state_from_feed(const std::vector<Update>& feed, std::int64_t micros) {
  BookState state;
  Row before = Row::update;
  for (const Update& update : feed) {
    if (update.micros > micros) break;
    if (update.kind == Row::snapshot && before == Row::update) state.clear();
    before = update.kind;
    state.set(update.side, update.cents, update.amount);
  }
  return state;
}

BookState state_from_day(const data::Day& day, std::int64_t ns) {
  BookState state;
  const auto cents = static_cast<std::int64_t>(day.info.price_quantum * 100 + 0.5);
  const auto units = static_cast<std::int64_t>(day.info.lot + 0.5);
  for (std::size_t i = 0; i < day.book.size() && day.book.local_ns[i] <= ns; ++i) {
    if ((day.book.flags[i] & data::kReset) != 0) state.clear();
    state.set(day.book.side[i], day.book.price[i] * cents, day.book.lots[i] * units);
  }
  return state;
}

std::string csv_of(const std::vector<Update>& feed) {
  std::string text = kBookHeader;
  for (const Update& u : feed) {
    text += book_row(u.micros, u.kind, u.side > 0 ? "bid" : "ask", fmt::format("{}.{:02}", u.cents / 100, u.cents % 100), std::to_string(u.amount));
  }
  return text;
}

}  // namespace

TEST_CASE("books from day files and from the feed are equal at random instants") {
  const TemporaryFolder folder;
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    base::Stream draw({seed});
    const auto feed = random_feed(draw);
    const auto book = folder.write("book.csv.gz", csv_of(feed));
    const auto report = data::import_days({.files = {book}, .output_folder = folder / "days"});
    REQUIRE(report.days.size() == 3);
    for (const auto& made : report.days) {
      const auto day = data::read_day(made.path);
      for (int i = 0; i < 50; ++i) {
        const auto span = static_cast<std::uint64_t>((day.info.close - day.info.open).count() / 1000);
        const std::int64_t micros = day.info.open.count() / 1000 + static_cast<std::int64_t>(draw.below(span));
        CHECK(state_from_day(day, micros * 1000) == state_from_feed(feed, micros));
      }
    }
  }
}
