// Logs of websocket collectors: Binance spot and futures, Bybit v5.

#include <doctest/doctest.h>

#include <vector>

#include "sim/base/error.hpp"
#include "sim/data/import.hpp"
#include "tests/sim/data/csv_samples.hpp"
#include "tests/sim/data/temporary_folder.hpp"

using namespace asgen;
using namespace asgen::test;

namespace {

constexpr std::int64_t kNow = kMidnight * 1000;
constexpr std::int64_t kMs = 1'000'000;
constexpr std::int64_t kMillis = kMidnight / 1000;

std::string at(std::int64_t ms, const std::string& json) { return fmt::format("{} {}\n", kNow + ms * kMs + 17, json); }

std::string depth(std::int64_t ms, int first, int last, const std::string& bids, const std::string& asks) {
  return at(ms, fmt::format(R"({{"stream":"abusdt@depth","data":{{"e":"depthUpdate","E":{},"s":"ABUSDT","U":{},"u":{},"b":[{}],"a":[{}]}}}})",
                            kMillis + ms - 3, first, last, bids, asks));
}
std::string futures_depth(std::int64_t ms, int before, int last, const std::string& bids, const std::string& asks) {
  return at(ms, fmt::format(R"({{"e":"depthUpdate","E":{0},"T":{1},"s":"ABUSDT","U":{2},"u":{3},"pu":{4},"b":[{5}],"a":[{6}]}})", kMillis + ms - 3,
                            kMillis + ms - 5, before + 4, last, before, bids, asks));
}
std::string rest_snapshot(std::int64_t ms, int last, const std::string& bids, const std::string& asks) {
  return at(ms, fmt::format(R"({{"lastUpdateId":{},"bids":[{}],"asks":[{}]}})", last, bids, asks));
}
std::string trade(std::int64_t ms, const char* price, const char* maker) {
  return at(ms, fmt::format(R"({{"stream":"abusdt@trade","data":{{"e":"trade","E":{0},"s":"ABUSDT","t":1,"p":"{1}","q":"0.5","T":{2},"m":{3},"M":true}}}})",
                            kMillis + ms - 1, price, kMillis + ms - 2, maker));
}
std::string level(const char* price, const char* amount) { return fmt::format(R"(["{}","{}"])", price, amount); }

data::Import import_log(const TemporaryFolder& folder, const std::string& lines, data::ImportOptions options = {}) {
  options.files = {folder.write("abusdt_20240102.gz", lines)};
  return data::import_to_memory(options);
}

std::string bybit(std::int64_t ms, const char* topic, const char* type, const std::string& data) {
  return at(ms, fmt::format(R"({{"topic":"{0}","type":"{1}","ts":{2},"data":{3},"cts":{4}}})", topic, type, kMillis + ms - 2, data, kMillis + ms - 4));
}
std::string bybit_book(std::int64_t ms, const char* type, int update, const std::string& bids, const std::string& asks) {
  return bybit(ms, "orderbook.50.ABUSDT", type, fmt::format(R"({{"s":"ABUSDT","b":[{}],"a":[{}],"u":{},"seq":{}}})", bids, asks, update, 1000 + update));
}

}  // namespace

TEST_CASE("a Binance spot log: snapshot, changes, trades") {
  const TemporaryFolder folder;
  const auto lines = rest_snapshot(0, 100, level("99.00", "1.5"), level("101.00", "2.0")) + at(1, R"({"result":null,"id":1})") +
                     depth(10, 101, 103, level("99.00", "0.5"), level("100.50", "1.0")) + trade(12, "100.50", "false") + trade(13, "99.00", "true") +
                     depth(20, 104, 104, level("99.00", "0.0"), "");
  const auto import = import_log(folder, lines);
  const auto& day = import.days.at(0);
  CHECK(day.info.exchange == "binance");
  CHECK(day.info.symbol == "ABUSDT");
  CHECK(day.book.lots == std::vector<std::int64_t>{3, 4, 1, 2, 0});
  CHECK(day.book.flags == std::vector<std::uint8_t>{data::kSnapshot | data::kReset, data::kSnapshot, 0, 0, 0});
  CHECK(day.book.local_ns[2] == kNow + 10 * kMs + 17);
  CHECK(day.book.exchange_ns[2] == kNow + 7 * kMs);
  CHECK(day.trades.side == std::vector<std::int8_t>{1, -1});  // m: the buyer was the maker
  CHECK(day.trades.exchange_ns[0] == kNow + 10 * kMs);
  CHECK(import.report.gaps.empty());
  CHECK(contains(data::to_text(import.report), "1 answers to requests"));
}

TEST_CASE("changes that a snapshot already holds are left out, and newer ones that came before it are applied again") {
  const TemporaryFolder folder;
  const auto lines = depth(0, 90, 95, level("98.00", "7.0"), "") + depth(5, 96, 104, level("99.00", "4.0"), "") +
                     rest_snapshot(8, 100, level("99.00", "1.0"), level("101.00", "2.0")) + depth(10, 99, 100, level("99.00", "9.0"), "") +
                     depth(15, 105, 106, level("99.00", "5.0"), "");
  const auto import = import_log(folder, lines);
  const auto& book = import.days.at(0).book;
  CHECK(book.lots == std::vector<std::int64_t>{1, 2, 4, 5});  // what came before the first snapshot showed a few levels only
  CHECK(book.local_ns[2] == kNow + 8 * kMs + 17);
  CHECK(import.report.gaps.empty());
  CHECK(contains(data::to_text(import.report), "1 changes were older than the snapshot"));
}

TEST_CASE("a break of the sequence numbers is a gap until the next snapshot") {
  const TemporaryFolder folder;
  const auto start = rest_snapshot(0, 100, level("99.00", "1"), level("101.00", "2")) + depth(10, 101, 103, level("99.00", "3"), "");
  const auto lost = depth(20, 107, 108, level("99.00", "4"), "") + depth(30, 109, 109, level("99.00", "5"), "");
  const auto mended = import_log(folder, start + lost + rest_snapshot(40, 109, level("99.00", "6"), level("101.00", "2")) + depth(50, 110, 111, level("99.00", "7"), ""));
  CHECK(mended.days.at(0).gaps == std::vector<data::Gap>{{base::Nanos(kNow + 10 * kMs + 17), base::Nanos(kNow + 40 * kMs + 17)}});
  CHECK(contains(data::to_text(mended.report), "1 breaks of the sequence numbers"));
  const auto open = import_log(folder, start + lost);
  CHECK(open.days.at(0).gaps == std::vector<data::Gap>{{base::Nanos(kNow + 10 * kMs + 17), base::Nanos(kNow + 30 * kMs + 17)}});
  CHECK(contains(data::to_text(open.report), "no snapshot follows the last break"));
}

TEST_CASE("Binance futures join by pu, and only market trades count") {
  const TemporaryFolder folder;
  const auto futures_trade = [](std::int64_t ms, const char* kind) {
    return at(ms, fmt::format(R"({{"e":"trade","E":{0},"T":{0},"s":"ABUSDT","t":1,"p":"100","q":"1","X":"{1}","m":true}})", kMillis + ms, kind));
  };
  const auto lines = rest_snapshot(0, 100, level("99.0", "1"), level("101.0", "2")) + futures_depth(1, 90, 110, level("99.0", "2"), "") +
                     futures_depth(2, 110, 120, level("99.0", "3"), "") + futures_trade(3, "MARKET") + futures_trade(4, "INSURANCE_FUND") +
                     futures_depth(5, 125, 130, level("99.0", "4"), "");
  const auto import = import_log(folder, lines);
  CHECK(import.days.at(0).info.exchange == "binance-futures");
  CHECK(import.days.at(0).trades.size() == 1);
  CHECK(import.days.at(0).book.exchange_ns[2] == kNow - 4 * kMs);  // T, the time of the match
  CHECK(import.report.gaps == std::vector<data::Gap>{{base::Nanos(kNow + 2 * kMs + 17), base::Nanos(kNow + 5 * kMs + 17)}});
}

TEST_CASE("a log with best quotes beside changes uses the changes, or the quotes when asked") {
  const TemporaryFolder folder;
  const auto ticker = at(3, R"({"stream":"abusdt@bookTicker","data":{"u":1,"s":"ABUSDT","b":"99.5","B":"1","a":"100.5","A":"2"}})");
  const auto lines = rest_snapshot(0, 100, level("99.0", "1"), level("101.0", "2")) + ticker;
  CHECK(import_log(folder, lines).days.at(0).book.size() == 2);
  CHECK(contains(data::to_text(import_log(folder, lines).report), "2 best quotes are not used"));
  const auto quotes = import_log(folder, lines, {.book = data::BookSource::quotes});
  CHECK(quotes.report.depth_levels == 1);
  CHECK(quotes.days.at(0).book.price == std::vector<std::int32_t>{199, 201});
}

TEST_CASE("a Bybit log: snapshot, deltas, trades, a lost message") {
  const TemporaryFolder folder;
  const auto trades = R"([{"T":1704153600001,"s":"ABUSDT","S":"Buy","v":"0.5","p":"100.5","L":"PlusTick","i":"x","BT":false},
                          {"T":1704153600002,"s":"ABUSDT","S":"Sell","v":"1.0","p":"100.0","L":"MinusTick","i":"y","BT":false}])";
  std::string one_line = trades;
  std::erase(one_line, '\n');
  const auto lines = at(0, R"({"success":true,"op":"subscribe"})") + bybit_book(1, "snapshot", 7, level("99.5", "1"), level("100.5", "2")) +
                     bybit_book(2, "delta", 8, level("99.5", "0"), level("100.0", "3")) + bybit(3, "publicTrade.ABUSDT", "snapshot", one_line) +
                     bybit_book(4, "delta", 10, level("99.0", "5"), "") + bybit_book(6, "snapshot", 1, level("99.5", "1"), level("100.5", "2")) +
                     bybit_book(7, "delta", 2, level("99.5", "4"), "");
  const auto import = import_log(folder, lines);
  const auto& day = import.days.at(0);
  CHECK(day.info.exchange == "bybit");
  CHECK(day.info.depth_levels == 50);
  CHECK(day.trades.side == std::vector<std::int8_t>{1, -1});
  CHECK(day.book.exchange_ns[0] == kNow - 3 * kMs);  // cts
  CHECK(import.report.snapshots == 2);
  CHECK(day.gaps == std::vector<data::Gap>{{base::Nanos(kNow + 2 * kMs + 17), base::Nanos(kNow + 6 * kMs + 17)}});
}

TEST_CASE("bad messages are refused with file, line and field") {
  const TemporaryFolder folder;
  const auto refused = [&](const std::string& line) {
    return message_of<base::DataError>([&] { import_log(folder, rest_snapshot(0, 100, level("99", "1"), level("101", "2")) + line); });
  };
  CHECK(contains(refused(at(1, R"({"stream":"x","data":{"e":"depthUp)")), "abusdt_20240102.gz:2, column json:"));
  CHECK(contains(refused("soon {}\n"), "column local time: \"soon\" is not in ns since 1970"));
  CHECK(contains(refused("1704153600 {}\n"), "is not in ns since 1970"));
  CHECK(contains(refused(depth(1, 101, 102, R"(["ninety","1"])", "")), "column b: \"ninety\" is not a number"));
  CHECK(contains(refused(depth(1, 101, 102, R"([99,1])", "")), "column b: holds a level that is no pair of texts"));
  CHECK(contains(refused(trade(1, "-1", "true")), "column p: \"-1\" is not positive"));
  CHECK(contains(refused(trade(1, "100", "7")), "column m: is missing or neither true nor false"));
  CHECK(contains(refused(trade(1, "1", "true") + at(2, R"({"e":"trade","s":"OTHER"})")), "column s:"));
}
