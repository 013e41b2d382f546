#include <doctest/doctest.h>

#include "sim/base/error.hpp"
#include "sim/data/import.hpp"
#include "tests/sim/data/csv_samples.hpp"
#include "tests/sim/data/temporary_folder.hpp"

using namespace asgen;
using namespace asgen::test;
using data::ImportOptions;

namespace {

/// The DataError of importing a book whose fourth line is `row`; checks that nothing was written.
std::string refusal_of(const std::string& row, ImportOptions options = {}) {
  const TemporaryFolder folder;
  options.files = {folder.write("book.csv", kBookHeader + snapshot(kMidnight, "99", "101") + row)};
  options.output_folder = folder / "days";
  const auto message = message_of<base::DataError>([&] { data::import_days(options); });
  CHECK(folder.files() == 1);
  return message;
}

std::string row_with(const std::string& stamp, const std::string& snapshot_flag, const std::string& side, const std::string& price,
                     const std::string& amount) {
  return "venue,A-B," + stamp + "," + stamp + "," + snapshot_flag + "," + side + "," + price + "," + amount + "\n";
}

const std::string kStamp = "1704153601000000";

}  // namespace

TEST_CASE("a bad row is refused with its line, column and reason") {
  CHECK(contains(refusal_of(row_with(kStamp, "false", "bid", "98", "-1")), "book.csv:4, column amount: \"-1\" is negative"));
  CHECK(contains(refusal_of(row_with(kStamp, "false", "bid", "0", "1")), "book.csv:4, column price: \"0\" is not positive"));
  CHECK(contains(refusal_of(row_with(kStamp, "false", "bid", "-5", "1")), "column price: \"-5\" is not positive"));
  CHECK(contains(refusal_of(row_with(kStamp, "false", "bid", "ninety", "1")), "column price: \"ninety\" is not a number"));
  CHECK(contains(refusal_of(row_with(kStamp, "false", "bid", "98", "nan")), "column amount: \"nan\" is not a number"));
  CHECK(contains(refusal_of(row_with(kStamp, "false", "bid", "98", "")), "column amount: \"\" is not a number"));
  CHECK(contains(refusal_of(row_with(kStamp, "false", "bid", "98", "1e30")), "column amount: \"1e30\" is too large"));
  CHECK(contains(refusal_of(row_with(kStamp, "false", "bid", "98.12345678912", "1")), "is finer than 1e-9"));
  CHECK(contains(refusal_of(row_with(kStamp, "false", "middle", "98", "1")), "column side: \"middle\" is neither bid nor ask"));
  CHECK(contains(refusal_of(row_with(kStamp, "maybe", "bid", "98", "1")), "column is_snapshot: \"maybe\" is neither true nor false"));
  CHECK(contains(refusal_of(row_with("1704153601", "false", "bid", "98", "1")), "column timestamp: \"1704153601\" is not in microseconds"));
  CHECK(contains(refusal_of(row_with("soon", "false", "bid", "98", "1")), "column timestamp: \"soon\" is not a whole number"));
  CHECK(contains(refusal_of("venue,A-B,1704153601000000\n"), "book.csv:4, column (row): 3 fields (8 wanted)"));
  CHECK(contains(refusal_of(row_with(kStamp, "false", "bid", "98", "1") .replace(6, 3, "C-D")), "column symbol: \"C-D\" differs from A-B"));
}

TEST_CASE("prices and amounts off a stated grid are bad rows") {
  CHECK(contains(refusal_of(row_with(kStamp, "false", "bid", "98.25", "1"), {.tick = 0.5}), "is not a multiple of the tick"));
  CHECK(contains(refusal_of(row_with(kStamp, "false", "bid", "98", "1.5"), {.lot = 1.0}), "is not a multiple of the lot"));
}

TEST_CASE("the message says how many rows were bad and how to allow more") {
  const auto message = refusal_of(row_with(kStamp, "false", "bid", "98", "-1"));
  CHECK(contains(message, "first of 1 bad rows in 3, more than 0.1 %"));
  CHECK(contains(message, "--max-bad"));
}

TEST_CASE("bad rows within the allowed share are left out and reported") {
  const TemporaryFolder folder;
  const auto book = folder.write("book.csv", kBookHeader + snapshot(kMidnight, "99", "101") + row_with(kStamp, "false", "bid", "98", "-1"));
  const auto report = data::import_to_memory({.files = {book}, .max_bad = 0.5}).report;
  REQUIRE(report.files.at(0).first_bad.size() == 1);
  CHECK(report.files[0].rows == 2);
  CHECK(report.files[0].bad == 1);
  CHECK(report.files[0].first_bad[0].line == 4);
  CHECK(contains(data::to_text(report), "line 4, column amount: \"-1\" is negative"));
}

TEST_CASE("bad trades are refused") {
  const TemporaryFolder folder;
  const auto book = folder.write("book.csv", kBookHeader + snapshot(kMidnight, "99", "101"));
  const auto refused = [&](const std::string& row) {
    const auto trades = folder.write("trades.csv", kTradeHeader + row);
    return message_of<base::DataError>([&] { data::import_to_memory({.files = {book, trades}}); });
  };
  CHECK(contains(refused(trade_row(kMidnight, "buy", "100", "0")), "trades.csv:2, column amount: \"0\" is not positive"));
  CHECK(contains(refused(trade_row(kMidnight, "up", "100", "1")), "column side: \"up\" is none of buy, sell, unknown"));
}

TEST_CASE("a wrong header names the expected ones") {
  const TemporaryFolder folder;
  for (const std::string header : {"exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price\n", "time;price\n", "", "\n"}) {
    const auto file = folder.write("book.csv", header);
    const auto message = message_of<base::DataError>([&] { data::import_to_memory({.files = {file}}); });
    CHECK(contains(message, "book.csv:1"));
    CHECK(contains(message, "exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount"));
  }
}

TEST_CASE("a truncated gzip file is refused with file and line") {
  const TemporaryFolder folder;
  std::string rows = kBookHeader + snapshot(kMidnight, "99", "101");
  for (int i = 1; i < 20000; ++i) rows += book_row(kMidnight + i * 1000, Row::update, "bid", std::to_string(50 + i * 7919 % 49), std::to_string(i));
  const auto whole = bytes_of(folder.write("book.csv.gz", rows));
  CHECK(data::import_to_memory({.files = {folder / "book.csv.gz"}}).report.book_rows == 20001);
  for (const std::size_t left : {whole.size() / 2, whole.size() - 5, std::size_t{12}}) {
    std::ofstream(folder / "book.csv.gz", std::ios::binary | std::ios::trunc) << whole.substr(0, left);
    const auto message = message_of<base::DataError>([&] { data::import_days({.files = {folder / "book.csv.gz"}, .output_folder = folder / "days"}); });
    CHECK(contains(message, "book.csv.gz:"));
    CHECK(contains(message, "truncated"));
    CHECK(folder.files() == 1);
  }
}

TEST_CASE("a damaged gzip file is refused") {
  const TemporaryFolder folder;
  auto bytes = bytes_of(folder.write("book.csv.gz", kBookHeader + snapshot(kMidnight, "99", "101")));
  bytes[bytes.size() - 6] = static_cast<char>(bytes[bytes.size() - 6] ^ 0x55);  // the checksum
  std::ofstream(folder / "book.csv.gz", std::ios::binary | std::ios::trunc) << bytes;
  CHECK(contains(message_of<base::DataError>([&] { data::import_to_memory({.files = {folder / "book.csv.gz"}}); }), "cannot be read on"));
}

TEST_CASE("import options are checked by name") {
  const TemporaryFolder folder;
  const auto book = folder.write("book.csv", kBookHeader + snapshot(kMidnight, "99", "101"));
  const auto quotes = folder.write("quotes.csv", kQuoteHeader + quote_row(kMidnight, "1", "101", "99", "1"));
  const auto trades = folder.write("trades.csv", kTradeHeader + trade_row(kMidnight, "buy", "100", "1"));
  const auto refused = [&](ImportOptions options) {
    if (options.files.empty()) options.files = {book};
    return message_of<base::ConfigurationError>([&] { data::import_to_memory(options); });
  };
  CHECK(contains(refused({.files = {folder / "missing.csv"}}), "missing.csv: cannot be read (No such file or directory)"));
  CHECK(contains(refused({.files = {book, quotes}}), "both incremental_book_L2 and quotes"));
  CHECK(contains(refused({.files = {trades}}), "no book is given"));
  CHECK(contains(refused({.time_zone = "Mars/Olympus"}), "\"Mars/Olympus\" (unknown)"));
  CHECK(contains(refused({.time_zone = "../../etc/passwd"}), "(unknown)"));
  CHECK(contains(refused({.session = "9:30-16"}), "write HH:MM-HH:MM"));
  CHECK(contains(refused({.session = "22:00-04:00"}), "does not end after it begins"));
  CHECK(contains(refused({.tick = -0.1}), "import/tick"));
  CHECK(contains(refused({.tick = 1e-10}), "import/tick"));
  CHECK(contains(refused({.contract = "cubic"}), "import/contract"));
  CHECK(contains(refused({.max_bad = 2}), "import/max_bad"));
  CHECK(message_of<base::ConfigurationError>([] { data::import_to_memory({}); }) != "");
}

TEST_CASE("prices of more ticks than 32 bits hold are refused with a way out") {
  const TemporaryFolder folder;
  const auto book = folder.write("book.csv", kBookHeader + snapshot(kMidnight, "99.000000001", "101"));
  CHECK(contains(message_of<base::DataError>([&] { data::import_to_memory({.files = {book}}); }), "--tick"));
}

TEST_CASE("a session without rows is refused") {
  const TemporaryFolder folder;
  const auto book = folder.write("book.csv", kBookHeader + snapshot(kMidnight, "99", "101"));
  CHECK(contains(message_of<base::DataError>([&] { data::import_to_memory({.files = {book}, .session = "12:00-13:00"}); }), "12:00-13:00"));
}
