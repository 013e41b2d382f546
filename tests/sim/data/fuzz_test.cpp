// Damaged files of every layout are imported or refused with an error that people can read; they never crash (run under sanitizers).

#include <doctest/doctest.h>

#include <functional>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/random.hpp"
#include "sim/data/import.hpp"
#include "tests/sim/data/csv_samples.hpp"
#include "tests/sim/data/temporary_folder.hpp"
#include "tests/sim/data/zip_samples.hpp"

using namespace asgen;
using namespace asgen::test;

namespace {

/// A small file of a layout: its name and content.
struct Sample {
  std::string name, content;
};

std::string zipped(const TemporaryFolder& folder, const std::string& member, const std::string& content) {
  write_zip(folder / "sample.zip", member, content);
  return bytes_of(folder / "sample.zip");
}

std::string gzipped(const TemporaryFolder& folder, const std::string& content) {
  folder.write("sample.gz", content);
  return bytes_of(folder / "sample.gz");
}

std::string events() {
  EventArray array;
  const std::int64_t now = kMidnight * 1000;
  for (int i = 0; i < 6; ++i) array.add((i % 2 == 0 ? kSnapshotEvent : kClearEvent) | kOnBoth | kBuyFlag, now + i, now + i, 99.5 - i, 1 + i);
  array.add(kAddEvent | kOnBoth | kSellFlag, now + 7, now + 7, 101, 2, 1);
  array.add(kModifyEvent | kOnBoth | kSellFlag, now + 8, now + 8, 102, 3, 1);
  array.add(kFillEvent | kOnBoth | kSellFlag, now + 9, now + 9, 102, 1, 1);
  array.add(kCancelEvent | kOnBoth | kSellFlag, now + 10, now + 10, 102, 3, 1);
  array.add(kTradeEvent | kOnBoth | kSellFlag, now + 11, now + 11, 102, 3, 1);
  return array.npy();
}

constexpr const char* kLog =
    R"(1704153600000000001 {"lastUpdateId":5,"bids":[["99.0","1"],["98.0","2"]],"asks":[["101.0","3"]]})"
    "\n"
    R"(1704153601000000001 {"e":"depthUpdate","E":1704153600999,"s":"AB","U":6,"u":7,"b":[["99.0","0"]],"a":[["100.5","1.25"]]})"
    "\n"
    R"(1704153602000000001 {"stream":"ab@trade","data":{"e":"trade","E":1704153601999,"s":"AB","T":1704153601998,"p":"100.5","q":"0.25","m":false}})"
    "\n"
    R"(1704153603000000001 {"topic":"orderbook.50.AB","type":"delta","ts":1704153602999,"data":{"s":"AB","b":[],"a":[["100.5","0"]],"u":8,"seq":9}})"
    "\n";

std::vector<Sample> samples(const TemporaryFolder& folder) {
  const std::string csv = kBookHeader + snapshot(kMidnight, "99.25", "101") + book_row(kMidnight + kSecond, Row::update, "bid", "98.5", "0.125") +
                          book_row(kMidnight + 2 * kSecond, Row::update, "ask", "101", "1e-05");
  const std::string lobster = "34200.001,1,11,100,1000000,1\n34200.002,1,12,200,1001000,-1\n34200.004,4,11,30,1000000,1\n34201,7,0,0,-1,-1\n34202,5,0,3,1000500,1\n";
  const std::string pictures = "exchange,symbol,timestamp,local_timestamp,asks[0].price,asks[0].amount,bids[0].price,bids[0].amount\n"
                               "v,A,1704153600000000,1704153600000000,101,2,99,1\nv,A,1704153601000000,1704153601000000,102,2,98.5,1\n";
  return {{"book.csv", csv},
          {"book.csv.gz", gzipped(folder, csv)},
          {"quotes.csv", kQuoteHeader + quote_row(kMidnight, "5", "10.02", "10.00", "7") + quote_row(kMidnight + kSecond, "5", "10.03", "", "")},
          {"pictures.csv", pictures},
          {"XY_2012-06-21_message_1.csv", lobster},
          {"log.txt", kLog},
          {"log.gz", gzipped(folder, kLog)},
          {"A_20240102.npz", zipped(folder, "data.npy", events())},
          {"ibm_20131007_quote.zip", zipped(folder, "20131007_ibm_Quote_Tick.csv", "34200000,1800000,300,0,0,P,1,0\n34200010,0,0,1801000,200,Q,1,0\n")},
          {"AB.csv", "time,open,high,low,close,volume\n1704153600,100,103,99,102,8\n1704153660,102,104,100,101,10\n"}};
}

/// Flips some bytes, cuts the rest off, or doubles a stretch.
std::string damaged(std::string content, base::Stream& draw) {
  const auto place = [&] { return static_cast<std::size_t>(draw.below(content.size())); };
  for (std::uint64_t flips = draw.below(4); flips > 0 && !content.empty(); --flips) {
    const std::size_t at = place();
    content[at] = draw.below(2) == 0 ? static_cast<char>(content[at] ^ (1 << draw.below(8))) : "0123456789,.-\n {}\"e"[draw.below(19)];
  }
  if (draw.below(3) == 0 && !content.empty()) content.resize(place());
  if (draw.below(5) == 0 && !content.empty()) content.insert(place(), content.substr(place()));
  return content;
}

}  // namespace

TEST_CASE("damaged files of every layout are taken or refused, never a crash") {
  const TemporaryFolder folder;
  for (const Sample& sample : samples(folder)) {
    CAPTURE(sample.name);
    std::size_t taken = 0, refused = 0;
    const auto import = [&](const std::string& content) {
      const auto file = folder.write("input", content);
      const auto named = folder / sample.name;
      std::filesystem::rename(file, named);
      try {
        data::import_to_memory({.files = {named}, .max_bad = 0.5, .window_rows = 2});
        ++taken;
      } catch (const base::Error& error) {
        ++refused;
        const std::string said = error.what();
        CHECK(said.find(": ") != std::string::npos);
        CHECK(said.find('\n') == std::string::npos);
      }
      std::filesystem::remove(named);
    };
    import(sample.content);
    REQUIRE(taken == 1);  // whole, it is fine
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
      base::Stream draw({.seed = seed, .index = sample.content.size()});
      import(damaged(sample.content, draw));
    }
    CHECK(refused > 10);
  }
}
