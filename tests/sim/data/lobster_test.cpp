// LOBSTER pairs and message files alone, by hand.

#include <doctest/doctest.h>

#include <vector>

#include "sim/base/error.hpp"
#include "sim/data/day_file.hpp"
#include "sim/data/import.hpp"
#include "sim/data/inspect.hpp"
#include "tests/sim/data/temporary_folder.hpp"

using namespace asgen;
using namespace asgen::test;

namespace {

constexpr const char* kMessages = "XYZ_2012-06-21_34200000_57600000_message_2.csv";
constexpr const char* kBook = "XYZ_2012-06-21_34200000_57600000_orderbook_2.csv";

/// 2012-06-21 09:30 in New York (summer time), ns since the epoch.
constexpr std::int64_t kOpen = 1'340'285'400'000'000'000;
constexpr std::int64_t kMilli = 1'000'000;

// Bids and asks of two levels after each message.
constexpr const char* kMessageRows =
    "34200.001,1,11,100,1000000,1\n"      // buy 100 @ 100.00 (the book holds an older 50 there)
    "34200.002,1,12,200,1001000,-1\n"     // sell 200 @ 100.10
    "34200.003,4,7,50,1000000,1\n"        // the older buy is executed: its age is unknown
    "34200.004,4,11,30,1000000,1\n"       // ours of .001
    "34200.005,5,0,40,1000500,-1\n"       // hidden sell at 100.05
    "34200.006,2,12,50,1001000,-1\n"      // partial cancel keeps the place
    "34200.007,4,12,150,1001000,-1\n"
    "34200.008,6,0,5000,1000400,-1\n"     // auction
    "34210.000,7,0,0,-1,-1\n"             // halt ...
    "34220.000,7,0,0,0,-1\n"              // ... quotes
    "34230.000,7,0,0,1,-1\n"              // ... trading
    "34230.001,3,11,70,1000000,1\n";
constexpr const char* kBookRows =
    "1002000,10,1000000,150,9999999999,0,999000,20\n"
    "1001000,200,1000000,150,1002000,10,999000,20\n"
    "1001000,200,1000000,100,1002000,10,999000,20\n"
    "1001000,200,1000000,70,1002000,10,999000,20\n"
    "1001000,200,1000000,70,1002000,10,999000,20\n"
    "1001000,150,1000000,70,1002000,10,999000,20\n"
    "1002000,10,1000000,70,1003000,10,999000,20\n"
    "1002000,10,1000000,70,1003000,10,999000,20\n"
    "1002000,10,1000000,70,1003000,10,999000,20\n"
    "1002000,10,1000000,70,1003000,10,999000,20\n"
    "1002000,10,1000000,70,1003000,10,999000,20\n"
    "1002000,10,999000,20,1003000,10,998000,5\n";

data::Import import_pair(const TemporaryFolder& folder) {
  return data::import_to_memory({.files = {folder.write(kMessages, kMessageRows), folder.write(kBook, kBookRows)}, .gap = base::Nanos(60'000 * kMilli)});
}

std::string refusal(const TemporaryFolder& folder, const std::string& messages, const std::string& book) {
  return message_of<base::DataError>([&] {
    data::import_days({.files = {folder.write(kMessages, messages), folder.write(kBook, book)}, .output_folder = folder / "days"});
  });
}

}  // namespace

TEST_CASE("a LOBSTER pair gives the displayed book of the order book file") {
  const TemporaryFolder folder;
  const auto import = import_pair(folder);
  REQUIRE(import.days.size() == 1);
  const auto& day = import.days[0];
  CHECK(day.info.symbol == "XYZ");
  CHECK(day.info.day == "2012-06-21");
  CHECK(day.info.time_zone == "America/New_York");
  CHECK(day.info.price_quantum == 0.05);  // the hidden trade at 100.05
  CHECK(day.info.lot == 5);
  CHECK(day.info.depth_levels == 2);
  CHECK(day.info.open.count() == kOpen + kMilli);
  const auto& book = day.book;
  // The opening picture, then only what changed.
  CHECK(book.price == std::vector<std::int32_t>{2000, 1998, 2004, 2002, 2000, 2000, 2002, 2002, 2006, 2000, 1996});
  CHECK(book.lots == std::vector<std::int64_t>{30, 4, 2, 40, 20, 14, 30, 0, 2, 0, 1});
  CHECK(book.flags[0] == (data::kSnapshot | data::kReset));
  CHECK(book.local_ns[4] == kOpen + 3 * kMilli);
}

TEST_CASE("LOBSTER executions are trades that say since when the order that was hit had rested") {
  const TemporaryFolder folder;
  const auto import = import_pair(folder);
  const auto& trades = import.days.at(0).trades;
  CHECK(trades.side == std::vector<std::int8_t>{-1, -1, 1, 1});  // the aggressor, not the resting order
  CHECK(trades.price == std::vector<std::int32_t>{2000, 2000, 2001, 2002});
  CHECK(trades.lots == std::vector<std::int64_t>{10, 6, 8, 30});
  // Unknown, the buy of .001, a hidden order (stands behind everything displayed), the sell of .002 in spite of the partial cancel.
  CHECK(trades.resting_since_ns == std::vector<std::int64_t>{0, kOpen + kMilli, kOpen + 5 * kMilli, kOpen + 2 * kMilli});
}

TEST_CASE("LOBSTER halts are gaps; hidden executions, crosses and unknown ages are reported") {
  const TemporaryFolder folder;
  const auto import = import_pair(folder);
  CHECK(import.report.gaps == std::vector<data::Gap>{{base::Nanos(kOpen + 10'000 * kMilli), base::Nanos(kOpen + 30'000 * kMilli)}});
  const auto text = data::to_text(import.report);
  CHECK(contains(text, "1 hidden executions of 40 shares"));
  CHECK(contains(text, "1 executions of orders from before the first message"));
  CHECK(contains(text, "1 cross trades"));
  CHECK(contains(text, "1 trading halts are gaps"));
  CHECK(contains(text, "with the age of the order that was hit"));
}

TEST_CASE("the age of the orders that were hit is stored in the day file and seen by inspect") {
  const TemporaryFolder folder;
  const auto files = std::vector<std::string>{folder.write(std::string(kMessages) + ".gz", kMessageRows), folder.write(std::string(kBook) + ".gz", kBookRows)};
  const auto report = data::import_days({.files = files, .output_folder = folder / "days"});
  const auto day = data::read_day(report.days.at(0).path);
  CHECK(day.trades.resting_since_ns == import_pair(folder).days.at(0).trades.resting_since_ns);
  CHECK(contains(data::to_text(data::inspect_day(report.days[0].path)), "L3        3 of the trades say since when"));
}

TEST_CASE("a message file alone gives the book that the messages prove") {
  const TemporaryFolder folder;
  const auto import = data::import_to_memory({.files = {folder.write(kMessages, kMessageRows)}});
  const auto& day = import.days.at(0);
  CHECK(day.info.depth_levels == 0);
  // The executed order of before was not in the rebuilt level; the hidden one never was.
  CHECK(day.info.lot == 10);
  CHECK(day.book.lots == std::vector<std::int64_t>{10, 20, 7, 15, 0, 0});
  CHECK(day.trades.size() == 4);
  CHECK(contains(data::to_text(import.report), "no order book file"));
}

TEST_CASE("levels that a later order proves to be gone are dropped, so the rebuilt book never crosses") {
  const TemporaryFolder folder;
  const auto import = data::import_to_memory({.files = {folder.write(kMessages,
      "34200.1,1,1,10,1000000,1\n34200.2,1,2,10,1001000,-1\n"
      "34200.3,1,3,10,1002000,1\n"    // a bid above the ask: the ask was cancelled out of sight
      "34200.4,4,1,10,1000000,1\n")}});  // an execution at 100.00: the bid at 100.20 is gone
  const auto& book = import.days.at(0).book;
  CHECK(book.side == std::vector<std::int8_t>{1, -1, -1, 1, 1, 1});
  CHECK(book.lots == std::vector<std::int64_t>{1, 1, 0, 1, 0, 0});
  CHECK(import.report.crossed.batches == 0);
  CHECK(contains(data::to_text(import.report), "2 levels were dropped"));
}

TEST_CASE("the date comes from the file's name or from an option") {
  const TemporaryFolder folder;
  const auto nameless = folder.write("messages.csv", kMessageRows);
  CHECK(contains(message_of<base::ConfigurationError>([&] { data::import_to_memory({.files = {nameless}}); }), "--date"));
  CHECK(data::import_to_memory({.files = {nameless}, .date = "2013-01-02"}).days.at(0).info.day == "2013-01-02");
  CHECK(contains(message_of<base::ConfigurationError>([&] { data::import_to_memory({.files = {nameless}, .date = "soon"}); }), "import/date"));
}

TEST_CASE("LOBSTER files that do not belong together are refused") {
  const TemporaryFolder folder;
  const std::string messages = kMessageRows, book = kBookRows;
  CHECK(contains(refusal(folder, messages, book.substr(0, book.rfind("1002000,10,999000"))), "orderbook_2.csv:11: ends before the message file"));
  CHECK(contains(refusal(folder, messages.substr(0, messages.rfind("34230.001")), book), "orderbook_2.csv:12: has more rows"));
  const auto alone = folder.write(kBook, book);
  CHECK(contains(message_of<base::ConfigurationError>([&] { data::import_to_memory({.files = {alone}}); }), "has no message file"));
}

TEST_CASE("bad LOBSTER rows are refused with file, line and column") {
  const TemporaryFolder folder;
  const auto refused = [&](const std::string& row) {
    const auto file = folder.write(kMessages, "34200.1,1,1,10,1000000,1\n" + row + "\n");
    return message_of<base::DataError>([&] { data::import_to_memory({.files = {file}}); });
  };
  CHECK(contains(refused("34200.2,8,1,10,1000000,1"), "message_2.csv:2, column type: \"8\" is none of 1 to 7"));
  CHECK(contains(refused("34200.2,1,1,0,1000000,1"), "column size: \"0\" is not positive"));
  CHECK(contains(refused("34200.2,1,1,10,-5,1"), "column price: \"-5\" is not positive"));
  CHECK(contains(refused("34200.2,1,1,10,1000000,0"), "column direction: \"0\" is neither 1 nor -1"));
  CHECK(contains(refused("34200.05,1,1,10,1000000,1"), "column time: \"34200.05\" is earlier than the message before"));
  CHECK(contains(refused("134200.2,1,1,10,1000000,1"), "is not in seconds after midnight"));
  CHECK(contains(refused("34200.2,1,1,10"), "column (row): 4 fields (6 wanted)"));
  CHECK(contains(refusal(folder, "34200.1,1,1,10,1000000,1\n", "1001000,5,x,1\n"), "is of no layout") );
}
