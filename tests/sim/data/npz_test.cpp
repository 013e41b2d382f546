// hftbacktest's .npz against the CSV of the same feed.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/random.hpp"
#include "sim/data/import.hpp"
#include "sim/tape/tape.hpp"
#include "tests/sim/data/csv_samples.hpp"
#include "tests/sim/data/temporary_folder.hpp"
#include "tests/sim/data/zip_samples.hpp"

using namespace asgen;
using namespace asgen::test;

namespace {

/// One feed in two layouts.
struct Twins {
  std::string book = kBookHeader, trades = kTradeHeader;
  EventArray events;
};

/// Updates in messages, trades between them, and a full snapshot now and then, as a converter would write them.
class TwinFeed {
 public:
  explicit TwinFeed(std::uint64_t seed) : draw_({seed}) {}

  Twins make(int messages) {
    snapshot();
    for (int i = 0; i < messages; ++i) {
      now_ += 1000 + static_cast<std::int64_t>(draw_.below(400'000));
      if (draw_.below(3) == 0) trade();
      if (draw_.below(80) == 0) {
        snapshot();
        now_ += 1000;  // a CSV cannot say that a snapshot follows a snapshot
      }
      update();
    }
    return std::move(twins_);
  }

 private:
  [[nodiscard]] std::int64_t exchange_ns() const { return (now_ - 5000) * 1000; }
  void snapshot() {
    // Every level of both sides: the converter clears the range that they cover.
    for (const int side : {1, -1}) {
      const double limit = side > 0 ? 0.01 * (10000 - 40) : 0.01 * (10000 + 40);
      twins_.events.add(kClearEvent | kOnBoth | (side > 0 ? kBuyFlag : kSellFlag), exchange_ns(), now_ * 1000, limit, 0);
    }
    for (const int side : {1, -1}) {
      for (int i = 1; i <= 40; ++i) level(Row::snapshot, side, 10000 - side * i, 1 + static_cast<int>(draw_.below(500)));
    }
  }
  void update() {
    for (std::uint64_t i = 1 + draw_.below(6); i > 0; --i) {
      const int side = draw_.below(2) == 0 ? -1 : 1;
      const int amount = draw_.below(3) == 0 ? 0 : 1 + static_cast<int>(draw_.below(500));
      level(Row::update, side, 10000 - side * static_cast<int>(1 + draw_.below(40)), amount);
    }
  }
  void level(Row kind, int side, int cents, int thousandths) {
    twins_.book += book_row(now_, kind, side > 0 ? "bid" : "ask", fmt::format("{}.{:02}", cents / 100, cents % 100),
                            fmt::format("{}.{:03}", thousandths / 1000, thousandths % 1000));
    const std::uint64_t event = (kind == Row::snapshot ? kSnapshotEvent : kDepthEvent) | kOnBoth | (side > 0 ? kBuyFlag : kSellFlag);
    twins_.events.add(event, exchange_ns(), now_ * 1000, cents / 100.0, thousandths / 1000.0);
  }
  void trade() {
    const bool buy = draw_.below(2) == 0;
    const int cents = 9995 + static_cast<int>(draw_.below(10)), thousandths = 1 + static_cast<int>(draw_.below(900));
    twins_.trades += trade_row(now_, buy ? "buy" : "sell", fmt::format("{}.{:02}", cents / 100, cents % 100), fmt::format("0.{:03}", thousandths));
    twins_.events.add(kTradeEvent | kOnBoth | (buy ? kBuyFlag : kSellFlag), (now_ - 3000) * 1000, now_ * 1000, cents / 100.0, thousandths / 1000.0);
  }

  base::Stream draw_;
  std::int64_t now_ = kMidnight + kSecond;
  Twins twins_;
};

/// Days that differ only in names and origin become equal in those.
data::Day nameless(data::Day day) {
  day.info.exchange = day.info.symbol = day.info.origin = "";
  day.info.sources.clear();
  return day;
}

data::Import import_events(const TemporaryFolder& folder, const EventArray& events, data::ImportOptions options = {}) {
  write_zip(folder / "A-B_20240102.npz", "data.npy", events.npy());
  options.files = {folder / "A-B_20240102.npz"};
  return data::import_to_memory(options);
}

std::string refusal(const TemporaryFolder& folder, const std::string& member, const std::string& content) {
  write_zip(folder / "f.npz", member, content);
  return message_of<base::DataError>([&] { data::import_days({.files = {folder / "f.npz"}, .output_folder = folder / "days"}); });
}

constexpr std::int64_t kNow = kMidnight * 1000;

}  // namespace

TEST_CASE("an npz and the CSV of the same feed give the same tape, bit for bit") {
  const TemporaryFolder folder;
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const Twins twins = TwinFeed(seed).make(600);
    const auto csv = data::import_to_memory({.files = {folder.write("book.csv", twins.book), folder.write("trades.csv", twins.trades)}});
    REQUIRE(csv.report.snapshots > 2);
    for (const Packing packing : {Packing::stored, Packing::deflated}) {
      write_zip(folder / "a.npz", "data.npy", twins.events.npy(), packing);
      const auto npz = data::import_to_memory({.files = {folder / "a.npz"}});
      REQUIRE(npz.days.size() == 1);
      CHECK(npz.report.snapshots == csv.report.snapshots);
      CHECK(npz.days[0].book.flags == csv.days.at(0).book.flags);
      const auto tape = tape::Tape::compile(nameless(npz.days[0]), {}), wanted = tape::Tape::compile(nameless(csv.days[0]), {});
      REQUIRE(tape.block().size() == wanted.block().size());
      CHECK(std::memcmp(tape.block().data(), wanted.block().data(), tape.block().size()) == 0);
    }
  }
}

TEST_CASE("rows of the exchange's clock alone are left out") {
  const TemporaryFolder folder;
  EventArray events;
  events.add(kDepthEvent | kOnBoth | kBuyFlag, kNow, kNow, 99, 1);
  events.add(kDepthEvent | kOnExchange | kSellFlag, kNow + 2, kNow + 9, 101, 1);
  events.add(kDepthEvent | kOnLocal | kSellFlag, kNow + 2, kNow + 9, 101, 1);
  const auto import = import_events(folder, events);
  CHECK(import.days.at(0).book.side == std::vector<std::int8_t>{1, -1});
  CHECK(import.report.files.at(0).rows == 2);
  CHECK(contains(data::to_text(import.report), "1 rows of the exchange's clock alone"));
}

TEST_CASE("a clear row empties the range from the best price to its own, or the whole side") {
  const TemporaryFolder folder;
  EventArray events;
  for (int i = 0; i < 4; ++i) events.add(kDepthEvent | kOnBoth | kBuyFlag, kNow, kNow, 99 - i, 1);
  events.add(kDepthEvent | kOnBoth | kSellFlag, kNow, kNow, 101, 1);
  events.add(kClearEvent | kOnBoth | kBuyFlag, kNow + 10, kNow + 10, 98, 0);  // 99 and 98 go
  events.add(kClearEvent | kOnBoth | kBuyFlag, kNow + 20, kNow + 20, std::numeric_limits<double>::quiet_NaN(), 0);
  events.add(kDepthEvent | kOnBoth | kBuyFlag, kNow + 30, kNow + 30, 95, 2);
  const auto import = import_events(folder, events);
  const auto& book = import.days.at(0).book;
  CHECK(book.price == std::vector<std::int32_t>{99, 98, 97, 96, 101, 99, 98, 97, 96, 95});
  CHECK(book.lots == std::vector<std::int64_t>{1, 1, 1, 1, 1, 0, 0, 0, 0, 2});
  CHECK(book.local_ns == std::vector<std::int64_t>{kNow, kNow, kNow, kNow, kNow, kNow + 10, kNow + 10, kNow + 20, kNow + 20, kNow + 30});
  CHECK(import.report.unknown_deletes == 0);
}

TEST_CASE("order events become levels, and fills say since when the order had rested") {
  const TemporaryFolder folder;
  EventArray events;
  events.add(kAddEvent | kOnBoth | kBuyFlag, kNow, kNow, 99, 5, 1);
  events.add(kAddEvent | kOnBoth | kSellFlag, kNow, kNow, 101, 4, 9);
  events.add(kAddEvent | kOnBoth | kBuyFlag, kNow + 1, kNow + 1, 99, 7, 2);
  events.add(kModifyEvent | kOnBoth | kBuyFlag, kNow + 2, kNow + 2, 99, 3, 1);  // smaller: keeps its place
  events.add(kModifyEvent | kOnBoth | kBuyFlag, kNow + 3, kNow + 3, 99, 8, 2);  // larger: joins the end
  events.add(kTradeEvent | kOnBoth | kSellFlag, kNow + 4, kNow + 4, 99, 5, 0);
  events.add(kFillEvent | kOnBoth | kBuyFlag, kNow + 4, kNow + 4, 99, 3, 1);
  events.add(kFillEvent | kOnBoth | kBuyFlag, kNow + 4, kNow + 4, 99, 2, 2);
  events.add(kFillEvent | kOnBoth | kBuyFlag, kNow + 4, kNow + 4, 99, 1, 77);
  events.add(kCancelEvent | kOnBoth | kBuyFlag, kNow + 4, kNow + 4, 99, 3, 1);
  events.add(kModifyEvent | kOnBoth | kBuyFlag, kNow + 4, kNow + 4, 99, 6, 2);
  const auto import = import_events(folder, events);
  const auto& day = import.days.at(0);
  CHECK(day.book.lots == std::vector<std::int64_t>{5, 4, 12, 10, 11, 8, 6});
  CHECK(day.trades.lots == std::vector<std::int64_t>{3, 2, 1});
  CHECK(day.trades.side == std::vector<std::int8_t>{-1, -1, -1});
  CHECK(day.trades.resting_since_ns == std::vector<std::int64_t>{kNow, kNow + 3, 0});
  CHECK(contains(data::to_text(import.report), "1 trades are not used"));
}

TEST_CASE("best quotes alone make a book of one level; beside changes they are left out unless asked for") {
  const TemporaryFolder folder;
  EventArray events;
  events.add(kBestEvent | kOnBoth | kBuyFlag, kNow, kNow, 99, 1);
  events.add(kBestEvent | kOnBoth | kSellFlag, kNow, kNow, 101, 2);
  CHECK(import_events(folder, events).report.depth_levels == 1);
  events.add(kDepthEvent | kOnBoth | kBuyFlag, kNow + 1, kNow + 1, 98, 4);
  CHECK(import_events(folder, events).days.at(0).book.price == std::vector<std::int32_t>{1});
  CHECK(import_events(folder, events, {.book = data::BookSource::quotes}).days.at(0).book.size() == 2);
}

TEST_CASE("bad npz files are refused with file and reason") {
  const TemporaryFolder folder;
  EventArray events;
  events.add(kDepthEvent | kOnBoth | kBuyFlag, kNow, kNow, 99, 1);
  const std::string whole = events.npy();
  CHECK(contains(refusal(folder, "data.npy", events.npy("'<f8'")), "f.npz:data.npy: has the element type"));
  CHECK(contains(refusal(folder, "other.npy", whole), "f.npz: has no array `data`"));
  CHECK(contains(refusal(folder, "data.npy", whole.substr(0, whole.size() - 9)), "ends after 0 of 1 rows (truncated file)"));
  CHECK(contains(refusal(folder, "data.npy", whole.substr(0, 20)), "ends in the middle of the array's header"));
  CHECK(contains(refusal(folder, "data.npy", "what is this?"), "is no numpy array"));
  EventArray bad;
  bad.add(kDepthEvent | kBuyFlag, kNow, kNow, 99, 1);
  CHECK(contains(refusal(folder, "data.npy", bad.npy()), "f.npz:1, column ev:"));
  EventArray early;
  early.add(kDepthEvent | kOnBoth | kBuyFlag, 5, 7, 99, 1);
  CHECK(contains(refusal(folder, "data.npy", early.npy()), "column exch_ts: 5 is not in ns"));
  EventArray wild;
  wild.add(kDepthEvent | kOnBoth | kBuyFlag, kNow, kNow, std::numeric_limits<double>::infinity(), 1);
  CHECK(contains(refusal(folder, "data.npy", wild.npy()), "column px: inf is not a number"));
}

TEST_CASE("a cut zip archive is refused") {
  const TemporaryFolder folder;
  const Twins twins = TwinFeed(4).make(200);
  write_zip(folder / "f.npz", "data.npy", twins.events.npy());
  const auto bytes = bytes_of(folder / "f.npz");
  const auto cut = folder.write("cut.npz", bytes.substr(0, bytes.size() / 2));
  CHECK(contains(message_of<base::DataError>([&] { data::import_to_memory({.files = {cut}}); }), "cut.npz: is no whole zip archive"));
}
