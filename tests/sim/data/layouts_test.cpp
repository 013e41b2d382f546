// LEAN ticks, pictures of the book, bars, and how a layout is told.

#include <doctest/doctest.h>

#include <vector>

#include "sim/base/error.hpp"
#include "sim/data/import.hpp"
#include "tests/sim/data/csv_samples.hpp"
#include "tests/sim/data/temporary_folder.hpp"
#include "tests/sim/data/zip_samples.hpp"

using namespace asgen;
using namespace asgen::test;

namespace {

constexpr std::int64_t kNs = 1000;
constexpr std::int64_t kMs = 1'000'000;
/// 2013-10-07 in New York (summer time), ns since the epoch.
constexpr std::int64_t kLeanMidnight = 1'381'118'400'000'000'000;

std::string lean(const TemporaryFolder& folder, const char* kind, const std::string& rows) {
  const std::string path = folder / (std::string("ibm_20131007_") + kind + ".zip");
  write_zip(path, std::string("20131007_ibm_") + kind + "_Tick.csv", rows);
  return path;
}

std::string picture_header(int levels) {
  std::string header = "exchange,symbol,timestamp,local_timestamp";
  for (int i = 0; i < levels; ++i) header += fmt::format(",asks[{0}].price,asks[{0}].amount,bids[{0}].price,bids[{0}].amount", i);
  return header + "\n";
}
std::string picture_row(std::int64_t micros, const std::string& levels) { return fmt::format("venue,A-B,{},{},{}\n", micros - 5000, micros, levels); }

constexpr const char* kBars = "Date,Open,High,Low,Close,Volume\n"
                              "2024-01-02 00:00:00,100,103,99,102,8\n"    // rose: open, low, high, close
                              "2024-01-02 00:01:00,102,104,100,101,10\n"; // fell: open, high, low, close

}  // namespace

TEST_CASE("a LEAN quote row replaces one side of the best quote, whatever venue shows it") {
  const TemporaryFolder folder;
  const auto quotes = lean(folder, "Quote",
                           "34200000,1800000,300,0,0,P,1,0\n34200000,0,0,1801000,200,P,1,0\n"
                           "34200010,1800000,100,0,0,Q,1,0\n"
                           "34200020,1800500,400,0,0,Q,1,0\n"
                           "34200030,1799500,100,0,0,N,1,0\n"
                           "34200040,1800900,900,0,0,Q,1,1\n");  // suspicious
  const auto trades = lean(folder, "Trade", "34200015,1801000,50,P,0,0\n34200025,1801500,70,Q,0,0\n34200035,1801000,20,P,0,0\n");
  const auto import = data::import_to_memory({.files = {quotes, trades}});
  const auto& day = import.days.at(0);
  CHECK(day.info.symbol == "IBM");
  CHECK(day.info.time_zone == "America/New_York");
  CHECK(day.info.price_quantum == 0.05);
  CHECK(day.info.depth_levels == 1);
  CHECK(day.book.local_ns[0] == kLeanMidnight + 34'200'000 * kMs);
  CHECK(day.book.price == std::vector<std::int32_t>{3600, 3602, 3600, 3600, 3601, 3601, 3599});
  CHECK(day.book.lots == std::vector<std::int64_t>{30, 20, 10, 0, 40, 0, 10});
  CHECK(day.trades.side == std::vector<std::int8_t>{0, 1, -1});  // the tick rule: the first has nothing before it
  CHECK(import.report.unknown_sides == 1);
  CHECK(import.report.inferred_sides == 2);
  const auto text = data::to_text(import.report);
  CHECK(contains(text, "1 without aggressor, 2 sides by the tick rule"));
  CHECK(contains(text, "1 suspicious ticks"));
}

TEST_CASE("bad LEAN archives are refused") {
  const TemporaryFolder folder;
  const auto refused = [&](const std::string& file) { return message_of<base::DataError>([&] { data::import_to_memory({.files = {file}}); }); };
  CHECK(contains(refused(lean(folder, "Quote", "34200000,1800000,300,0,0,P,1\n")), "ibm_20131007_Quote.zip:1, column (row): 7 fields (8 wanted)"));
  CHECK(contains(refused(lean(folder, "Trade", "34200000,x,300,P,0,0\n")), "column price: \"x\" is no whole number"));
  CHECK(contains(refused(lean(folder, "Trade", "99999999999,1,300,P,0,0\n")), "column time:"));
  CHECK(contains(refused(lean(folder, "Ticks", "34200000,1,300,P,0,0\n")), "says neither trade nor quote"));
}

TEST_CASE("pictures of the book become the levels that changed") {
  const TemporaryFolder folder;
  const auto rows = picture_header(3) + picture_row(kMidnight, "101,2,99,1,102,5,98,4,,,97,3") +
                    picture_row(kMidnight + 1000, "101,2,99,1,102,6,98,4,103,1,97,3") + picture_row(kMidnight + 2000, "102,6,100,8,103,1,99,1,104,2,98,4");
  const auto import = data::import_to_memory({.files = {folder.write("book.csv", rows)}});
  const auto& day = import.days.at(0);
  CHECK(day.info.depth_levels == 3);
  CHECK(day.book.price == std::vector<std::int32_t>{99, 98, 97, 101, 102, 102, 103, 100, 97, 101, 104});
  CHECK(day.book.lots == std::vector<std::int64_t>{1, 4, 3, 2, 5, 6, 1, 8, 0, 0, 2});
  CHECK(day.book.local_ns[5] == (kMidnight + 1000) * kNs);
  CHECK(import.report.snapshots == 1);
  CHECK(import.report.unknown_deletes == 0);
  CHECK(import.report.files.at(0).layout == "Tardis book_snapshot_3");
}

TEST_CASE("bad pictures are refused with their column") {
  const TemporaryFolder folder;
  const auto refused = [&](const std::string& row) {
    const auto file = folder.write("book.csv", picture_header(2) + picture_row(kMidnight, "101,2,99,1,102,5,98,4") + row);
    return message_of<base::DataError>([&] { data::import_to_memory({.files = {file}}); });
  };
  CHECK(contains(refused(picture_row(kMidnight, "101,2,99,1,102,x,98,4")), "book.csv:3, column asks[1].amount: \"x\" is not a number"));
  CHECK(contains(refused(picture_row(kMidnight, "101,2,-99,1,102,1,98,4")), "column bids[0].price: \"-99\" is not positive"));
  CHECK(contains(refused(picture_row(kMidnight, "102,2,99,1,101,1,98,4")), "levels that are not sorted"));
  CHECK(contains(refused(picture_row(kMidnight - 1, "101,2,99,1,102,5,98,4")), "is older than the picture before it"));
}

TEST_CASE("bars become a book and trades by the stated rule") {
  const TemporaryFolder folder;
  const auto import = data::import_to_memory({.files = {folder.write("AB_minutes.csv", kBars)}});
  const auto& day = import.days.at(0);
  constexpr std::int64_t kSecondNs = 1'000'000'000;
  CHECK(day.trades.price == std::vector<std::int32_t>{100, 99, 103, 102, 102, 104, 100, 101});
  CHECK(day.trades.side == std::vector<std::int8_t>{1, -1, 1, -1, -1, 1, -1, 1});
  CHECK(day.info.lot == 2);
  CHECK(day.trades.lots == std::vector<std::int64_t>{1, 1, 1, 1, 1, 1, 1, 2});  // the rest of what four do not divide comes last
  CHECK(day.trades.local_ns[1] - day.book.local_ns[0] == 15 * kSecondNs + 7'500'000'000);
  CHECK(day.info.symbol == "AB");
  CHECK(day.info.depth_levels == 1);
  CHECK(import.report.crossed.batches == 0);
  CHECK(import.report.locked.batches == 0);
  CHECK(contains(data::to_text(import.report), "APPROXIMATE"));
  // Hourly bars are not silent between their rows.
  const auto hourly = folder.write("AB_hours.csv", "time,open,high,low,close,volume\n1704153600,10,10,10,10,4\n1704157200,11,11,11,11,4\n1704160800,11,11,11,11,4\n");
  CHECK(data::import_to_memory({.files = {hourly}}).report.gaps.empty());
}

TEST_CASE("bad bars are refused with their column") {
  const TemporaryFolder folder;
  const auto refused = [&](const std::string& text) {
    return message_of<base::DataError>([&] { data::import_to_memory({.files = {folder.write("bars.csv", text)}}); });
  };
  CHECK(contains(refused("open,high,low,close\n1,1,1,1\n"), "bars.csv:1: the header \"open,high,low,close\" has no column for time"));
  const std::string good = kBars;
  CHECK(contains(refused(good + "2024-01-02 00:02:00,100,99,98,100,1\n"), "bars.csv:4, column high: \"99\" is below the open"));
  CHECK(contains(refused(good + "yesterday,100,101,98,100,1\n"), "column time: \"yesterday\" is no time"));
  CHECK(contains(refused(good + "2024-01-02 00:01:00,100,101,98,100,1\n"), "is not later than the bar before"));
}

TEST_CASE("a layout is told by the content, or named") {
  const TemporaryFolder folder;
  using data::FileKind;
  using data::Layout;
  const auto told = [&](const std::string& text) { return data::recognise(folder.write("f.csv", text), Layout::detect); };
  CHECK(told(kBookHeader) == FileKind::tardis_changes);
  CHECK(told(kQuoteHeader) == FileKind::tardis_quotes);
  CHECK(told(kTradeHeader) == FileKind::tardis_trades);
  CHECK(told(picture_header(25)) == FileKind::tardis_changes);
  CHECK(told("34200.1,1,1,10,1000000,1\n") == FileKind::lobster_messages);
  CHECK(told("1001000,10,1000000,10\n") == FileKind::lobster_book);
  CHECK(told("1704153600000000001 {\"e\":1}\n") == FileKind::collector);
  CHECK(told(kBars) == FileKind::bars);
  CHECK(data::recognise(lean(folder, "Trade", ""), Layout::detect) == FileKind::lean);
  CHECK(data::recognise(folder.write("g.csv", "what?\n"), Layout::collector) == FileKind::collector);
  const auto lobster = folder.write("XYZ_2024-01-02_message_1.csv", "34200.1,1,1,10,1000000,1\n");
  const auto book = folder.write("book.csv", kBookHeader + snapshot(kMidnight, "99", "101"));
  CHECK(contains(message_of<base::ConfigurationError>([&] { data::import_to_memory({.files = {lobster, book}}); }), "LOBSTER files and files of other layouts"));
  CHECK(contains(message_of<base::DataError>([&] { data::import_to_memory({.files = {book}, .layout = Layout::collector}); }), "column local time"));
}

TEST_CASE("inverse contracts and their size are stored with the day") {
  const TemporaryFolder folder;
  const auto book = folder.write("book.csv", kBookHeader + snapshot(kMidnight, "99", "101"));
  const auto day = data::import_to_memory({.files = {book}, .contract = "inverse", .contract_size = 100}).days.at(0);
  CHECK(day.info.contract == "inverse");
  CHECK(day.info.contract_size == 100);
}
