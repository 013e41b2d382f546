#include "sim/data/import.hpp"

#include <doctest/doctest.h>

#include "sim/data/day_file.hpp"
#include "tests/sim/data/csv_samples.hpp"
#include "tests/sim/data/temporary_folder.hpp"

using namespace asgen;
using namespace asgen::test;
using data::ImportOptions;
using data::kReset;
using data::kSnapshot;

namespace {

constexpr std::int64_t kNs = 1000;  // per microsecond

std::string with(const char* header, const std::string& rows) { return header + rows; }

/// A book with a snapshot, and an update a minute for five minutes from `begin`.
std::string minutes_of_book(std::int64_t begin) {
  std::string rows = kBookHeader + snapshot(begin, "99.5", "100.5");
  for (int i = 1; i <= 5; ++i) rows += book_row(begin + i * 60 * kSecond, Row::update, "bid", "99.5", std::to_string(i));
  return rows;
}

}  // namespace

TEST_CASE("a plain and a gzipped feed give the same day") {
  const TemporaryFolder folder;
  const auto plain = folder.write("book.csv", minutes_of_book(kMidnight + kSecond));
  const auto zipped = folder.write("book.csv.gz", minutes_of_book(kMidnight + kSecond));
  const auto a = data::import_to_memory({.files = {plain}}).days.at(0);
  const auto b = data::import_to_memory({.files = {zipped}}).days.at(0);
  CHECK(a.book.size() == 7);
  CHECK(a.book.local_ns == b.book.local_ns);
  CHECK(a.book.price == b.book.price);
  CHECK(a.book.flags == b.book.flags);
  CHECK(a.info.exchange == "venue");
  CHECK(a.info.symbol == "A-B");
  CHECK(a.info.open.count() == (kMidnight + kSecond) * kNs);
  CHECK(a.book.exchange_ns[0] == (kMidnight + kSecond - 5000) * kNs);
}

TEST_CASE("the price quantum and the lot are the gcd of books and trades together") {
  const TemporaryFolder folder;
  const auto book = folder.write("book.csv", with(kBookHeader, snapshot(kMidnight, "93869.5", "93870.1")));
  const auto trades = folder.write("trades.csv", with(kTradeHeader, trade_row(kMidnight + 1, "buy", "93870.00", "0.0205") +
                                                                       trade_row(kMidnight + 2, "sell", "93869.97", "1e-04") +
                                                                       trade_row(kMidnight + 3, "unknown", "93869.97", "1")));
  const auto result = data::import_to_memory({.files = {book, trades}});
  CHECK(result.report.price_quantum == 0.01);
  CHECK(result.report.lot == 0.0001);
  CHECK(result.report.unknown_sides == 0);
  CHECK(result.report.inferred_sides == 1);  // by the tick rule: the last change of the price was down
  const auto& day = result.days.at(0);
  CHECK(day.book.price == std::vector<std::int32_t>{9386950, 9387010});
  CHECK(day.book.lots == std::vector<std::int64_t>{10000, 20000});
  CHECK(day.trades.price == std::vector<std::int32_t>{9387000, 9386997, 9386997});
  CHECK(day.trades.lots == std::vector<std::int64_t>{205, 1, 10000});
  CHECK(day.trades.side == std::vector<std::int8_t>{1, -1, -1});
  const auto kept = data::import_to_memory({.files = {book, trades}, .unknown_sides = data::UnknownSides::keep});
  CHECK(kept.report.unknown_sides == 1);
  CHECK(kept.days.at(0).trades.side == std::vector<std::int8_t>{1, -1, 0});
}

TEST_CASE("columns are found by name") {
  const TemporaryFolder folder;
  const auto book = folder.write("book.csv", "price,amount,side,is_snapshot,extra,local_timestamp,timestamp,symbol,exchange\n"
                                             "10.5,3,ask,true,?,1704153600000000,1704153600000000,A-B,venue\r\n");
  const auto day = data::import_to_memory({.files = {book}}).days.at(0);
  CHECK(day.book.side == std::vector<std::int8_t>{-1});
  CHECK(day.info.price_quantum == 10.5);
}

TEST_CASE("days are split at local midnight and the next one opens with the complete book") {
  const TemporaryFolder folder;
  // Exchange stamps of the snapshot lie before midnight, local stamps decide.
  auto rows = kBookHeader + snapshot(kMidnight - 60 * kSecond, "99", "101");
  rows += book_row(kMidnight - 30 * kSecond, Row::update, "bid", "98", "7");
  rows += book_row(kMidnight - 20 * kSecond, Row::update, "ask", "101", "0");
  rows += book_row(kMidnight - 20 * kSecond, Row::update, "ask", "102", "4");
  rows += book_row(kMidnight + 1000, Row::update, "bid", "99", "5");
  rows += book_row(kMidnight + 2 * kSecond, Row::update, "bid", "97", "5");
  const auto book = folder.write("book.csv", rows);
  const auto trades = folder.write("trades.csv", with(kTradeHeader, trade_row(kMidnight - 1, "buy", "102", "1") + trade_row(kMidnight, "buy", "102", "2")));
  const auto result = data::import_to_memory({.files = {book, trades}});
  REQUIRE(result.days.size() == 2);
  const auto& before = result.days[0];
  const auto& after = result.days[1];
  CHECK(before.info.day == "2024-01-01");
  CHECK(before.info.close.count() == kMidnight * kNs);
  CHECK(before.book.size() == 5);
  CHECK(before.trades.lots == std::vector<std::int64_t>{1});
  CHECK(after.info.day == "2024-01-02");
  CHECK(after.info.open.count() == kMidnight * kNs);
  CHECK(after.info.close.count() == (kMidnight + 2 * kSecond) * kNs);
  CHECK(after.trades.lots == std::vector<std::int64_t>{2});
  CHECK(after.book.price == std::vector<std::int32_t>{99, 98, 102, 99, 97});
  CHECK(after.book.lots == std::vector<std::int64_t>{1, 7, 4, 5, 5});
  CHECK(after.book.flags == std::vector<std::uint8_t>{kSnapshot | kReset, kSnapshot, kSnapshot, 0, 0});
  CHECK(after.book.local_ns[2] == kMidnight * kNs);
  CHECK(result.report.days[1].carried_rows == 3);
  CHECK(result.report.gaps.size() == 2);
  REQUIRE(after.gaps.empty());  // the last hole ends with the trade a microsecond before midnight
}

TEST_CASE("a gap over midnight is cut at midnight") {
  const TemporaryFolder folder;
  const auto book = folder.write("book.csv", kBookHeader + snapshot(kMidnight - 8 * kSecond, "99", "101") +
                                                 book_row(kMidnight + 8 * kSecond, Row::update, "bid", "99", "3"));
  const auto result = data::import_to_memory({.files = {book}});
  REQUIRE(result.days.size() == 2);
  CHECK(result.days[0].gaps == std::vector<data::Gap>{{base::Nanos((kMidnight - 8 * kSecond) * kNs), base::Nanos(kMidnight * kNs)}});
  CHECK(result.days[1].gaps == std::vector<data::Gap>{{base::Nanos(kMidnight * kNs), base::Nanos((kMidnight + 8 * kSecond) * kNs)}});
  CHECK(data::import_to_memory({.files = {book}, .gap = base::Nanos(16 * kSecond * kNs)}).report.gaps.empty());
}

TEST_CASE("sessions follow summer time and open with the carried book") {
  const TemporaryFolder folder;
  // 2024-03-08 (EST, open at 14:30 UTC) and 2024-03-11 (EDT, open at 13:30 UTC).
  const std::int64_t friday = 1'709'856'000'000'000, monday = friday + 3 * 86400 * kSecond, hour = 3600 * kSecond;
  auto rows = kBookHeader + snapshot(friday + 14 * hour, "99", "101");
  rows += book_row(friday + 15 * hour, Row::update, "bid", "99", "2");
  rows += book_row(friday + 21 * hour, Row::update, "bid", "99", "3");
  rows += book_row(monday + 13 * hour, Row::update, "bid", "99", "4");
  rows += book_row(monday + 14 * hour, Row::update, "bid", "99", "5");
  const auto book = folder.write("book.csv", rows);
  const auto result = data::import_to_memory({.files = {book}, .time_zone = "America/New_York", .session = "09:30-16:00"});
  REQUIRE(result.days.size() == 2);
  const auto& first = result.days[0];
  CHECK(first.info.day == "2024-03-08");
  CHECK(first.info.open.count() == (friday + 14 * hour + 1800 * kSecond) * kNs);
  CHECK(first.info.close.count() == (friday + 21 * hour) * kNs);
  CHECK(first.book.lots == std::vector<std::int64_t>{1, 2, 2});
  CHECK(result.days[1].info.day == "2024-03-11");
  CHECK(result.days[1].info.open.count() == (monday + 13 * hour + 1800 * kSecond) * kNs);
  CHECK(result.days[1].book.lots == std::vector<std::int64_t>{4, 2, 5});
  CHECK(result.report.outside_rows == 4);
  CHECK(data::day_file_name(first.info) == "venue_A-B_2024-03-08_0930-1600.day.h5");
}

TEST_CASE("a later snapshot burst empties the book first") {
  const TemporaryFolder folder;
  auto rows = kBookHeader + snapshot(kMidnight, "99", "101");
  rows += book_row(kMidnight + 1000, Row::update, "bid", "98", "4");
  rows += snapshot(kMidnight + kSecond, "97", "102");
  rows += book_row(kMidnight + 2 * kSecond, Row::update, "bid", "98", "0");
  const auto result = data::import_to_memory({.files = {folder.write("book.csv", rows)}});
  CHECK(result.days.at(0).book.flags == std::vector<std::uint8_t>{kSnapshot | kReset, kSnapshot, 0, kSnapshot | kReset, kSnapshot, 0});
  CHECK(result.report.snapshots == 2);
  CHECK(result.report.unknown_deletes == 1);
}

TEST_CASE("quotes become book rows of one level: the old best is deleted when its price changes") {
  const TemporaryFolder folder;
  auto rows = kQuoteHeader + quote_row(kMidnight, "5", "10.02", "10.00", "7");
  rows += quote_row(kMidnight + 1000, "6", "10.02", "10.00", "7");
  rows += quote_row(kMidnight + 2000, "6", "10.02", "10.01", "3");
  rows += quote_row(kMidnight + 3000, "6", "10.02", "10.01", "3");
  rows += quote_row(kMidnight + 4000, "6", "10.02", "", "");
  const auto result = data::import_to_memory({.files = {folder.write("quotes.csv", rows)}});
  const auto& day = result.days.at(0);
  CHECK(day.info.depth_levels == 1);
  CHECK(day.book.side == std::vector<std::int8_t>{1, -1, -1, 1, 1, 1});
  CHECK(day.book.price == std::vector<std::int32_t>{1000, 1002, 1002, 1000, 1001, 1001});
  CHECK(day.book.lots == std::vector<std::int64_t>{7, 5, 6, 0, 3, 0});
  CHECK(day.book.flags == std::vector<std::uint8_t>{kSnapshot | kReset, kSnapshot, 0, 0, 0, 0});
  CHECK(result.report.files.at(0).rows == 5);
}

TEST_CASE("rows out of order are sorted by local time, keep their order at equal stamps, and are counted") {
  const TemporaryFolder folder;
  auto rows = kBookHeader + snapshot(kMidnight, "99", "101");
  rows += book_row(kMidnight + 3000, Row::update, "bid", "99", "3");
  rows += book_row(kMidnight + 1000, Row::update, "bid", "99", "4");
  rows += book_row(kMidnight + 3000, Row::update, "bid", "99", "5");
  const auto result = data::import_to_memory({.files = {folder.write("book.csv", rows)}});
  CHECK(result.report.unsorted_rows == 1);
  CHECK(result.days.at(0).book.lots == std::vector<std::int64_t>{1, 2, 4, 3, 5});
}

TEST_CASE("several files of one kind follow each other") {
  const TemporaryFolder folder;
  const auto one = folder.write("1.csv", minutes_of_book(kMidnight));
  const auto two = folder.write("2.csv", minutes_of_book(kMidnight + 86400 * kSecond));
  const auto report = data::import_days({.files = {one, two}, .output_folder = folder / "days"});
  REQUIRE(report.days.size() == 2);
  CHECK(report.days[0].path == folder / "days/venue_A-B_2024-01-02.day.h5");
  const auto second = data::read_day(report.days[1].path);
  CHECK(second.info.day == "2024-01-03");
  // Two carried rows, then the file's own seven; its snapshot has the same stamp and wins.
  CHECK(second.book.size() == 9);
  CHECK(second.book.flags[2] == (kSnapshot | kReset));
  CHECK(second.info.sources == std::vector<std::string>{"1.csv", "2.csv"});
}

TEST_CASE("a feed of the best N levels is recognised, and can be overruled") {
  const TemporaryFolder folder;
  std::string rows = kBookHeader;
  for (int i = 0; i < 3; ++i) rows += book_row(kMidnight, Row::snapshot, "bid", std::to_string(90 + i), "1");
  for (int i = 0; i < 3; ++i) rows += book_row(kMidnight, Row::snapshot, "ask", std::to_string(101 + i), "1");
  for (int i = 1; i <= 120; ++i) rows += book_row(kMidnight + i * 1000, Row::update, "bid", "92", std::to_string(i));
  const auto book = folder.write("book.csv", rows);
  CHECK(data::import_to_memory({.files = {book}}).report.depth_levels == 3);
  CHECK(data::import_to_memory({.files = {book}, .depth_levels = 0}).days.at(0).info.depth_levels == 0);
}

TEST_CASE("the report counts locked and crossed states, latency and activity") {
  const TemporaryFolder folder;
  auto rows = kBookHeader + snapshot(kMidnight, "99", "101");
  rows += book_row(kMidnight + 6 * kSecond, Row::update, "bid", "101", "1");   // locked for 2 s
  rows += book_row(kMidnight + 8 * kSecond, Row::update, "bid", "102", "1");   // crossed for 1 s
  rows += book_row(kMidnight + 9 * kSecond, Row::update, "bid", "102", "0");   // locked again for 1 s
  rows += book_row(kMidnight + 10 * kSecond, Row::update, "bid", "101", "0");
  const auto report = data::import_to_memory({.files = {folder.write("book.csv", rows)}}).report;
  CHECK(report.batches == 5);
  CHECK(report.locked.batches == 2);
  CHECK(report.locked.time_share == doctest::Approx(0.3));
  CHECK(report.crossed.batches == 1);
  CHECK(report.crossed.time_share == doctest::Approx(0.1));
  CHECK(report.book_latency.p50 == doctest::Approx(0.005));
  CHECK(report.book_latency.negative_share == 0);
  CHECK(report.activity.windows == 2);
  CHECK(report.activity.mean == doctest::Approx(2.0));
  CHECK(report.activity.sd == doctest::Approx(1.0));
  const auto text = data::to_text(report);
  CHECK(contains(text, "venue A-B"));
  CHECK(contains(text, "locked    2 batches, 30.00 % of the time"));
}

TEST_CASE("rows of other symbols are skipped when a symbol is chosen") {
  const TemporaryFolder folder;
  const auto book = folder.write("book.csv", kBookHeader + snapshot(kMidnight, "99", "101") +
                                                 "venue,OTHER,1704153600000000,1704153600000000,true,bid,5,5\n");
  const auto report = data::import_to_memory({.files = {book}, .symbol = "A-B"}).report;
  CHECK(report.files.at(0).skipped == 1);
  CHECK(report.files.at(0).rows == 2);
}
