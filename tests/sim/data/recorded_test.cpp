// Imports of the recorded sets; skipped where the recordings are not (folder: ASGEN_DATA, else ../shared/data).

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "sim/data/day_file.hpp"
#include "sim/data/import.hpp"
#include "sim/data/inspect.hpp"
#include "tests/sim/data/temporary_folder.hpp"

using namespace asgen;

namespace {

std::string recordings() {
  const char* chosen = std::getenv("ASGEN_DATA");
  return chosen != nullptr ? chosen : std::string(ASGEN_SOURCE_DIR) + "/../shared/data";
}

bool are_there() {
  const bool there = std::filesystem::is_directory(recordings());
  if (!there) MESSAGE("SKIPPED: no recordings in " << recordings() << " (set ASGEN_DATA)");
  return there;
}

data::Import import_of(const std::vector<std::string>& names, data::ImportOptions options = {}) {
  for (const auto& name : names) options.files.push_back(recordings() + "/" + name);
  return data::import_to_memory(options);
}

std::size_t rows(const data::Import& import, std::size_t file) {
  CHECK(import.report.files.at(file).bad == 0);
  return import.report.files.at(file).rows;
}

}  // namespace

TEST_CASE("StandX BTC-USD: rows, units, depth and locked states are as catalogued") {
  if (!are_there()) return;
  const auto import = import_of({"standx/standx_incremental_book_L2_2026-01-06_BTC-USD.csv.gz", "standx/standx_trades_sideinferred_2026-01-06_BTC-USD.csv.gz"});
  const auto& report = import.report;
  CHECK(rows(import, 0) == 1842659);
  CHECK(rows(import, 1) == 165660);
  CHECK(report.days.size() == 1);
  CHECK(report.days[0].day == "2026-01-06");
  CHECK(report.price_quantum == 0.01);
  CHECK(report.lot == 0.0001);
  CHECK(report.depth_levels == 20);
  CHECK(static_cast<double>(report.locked.batches) / static_cast<double>(report.batches) == doctest::Approx(0.46).epsilon(0.01));
  CHECK(report.crossed.batches == 0);
  CHECK(report.snapshots == 10);
  CHECK(report.book_latency.p50 == doctest::Approx(0.35).epsilon(0.1));
}

TEST_CASE("Binance crosses midnight and the second day opens with the book") {
  if (!are_there()) return;
  const test::TemporaryFolder folder;
  struct Feed {
    const char* name;
    std::size_t book, trades, quotes, unknown_deletes;
  };
  for (const Feed& feed : {Feed{"spot_btcusdt", 300094, 19904, 73174, 26140}, Feed{"coinm_btcusd_perp", 661405, 5235, 48355, 88100}}) {
    const std::string stem = std::string("binance/") + feed.name;
    const auto l2 = import_of({stem + "_incremental_book_L2.csv.gz", stem + "_trades.csv.gz"});
    CHECK(rows(l2, 0) == feed.book);
    CHECK(rows(l2, 1) == feed.trades);
    CHECK(l2.report.unknown_deletes == feed.unknown_deletes);
    CHECK(l2.report.crossed.batches == 0);
    CHECK(l2.report.depth_levels == 0);
    REQUIRE(l2.days.size() == 2);
    CHECK(l2.report.days[1].carried_rows > 1000);
    CHECK(data::summarise(l2.days[1]).two_sided_share == doctest::Approx(1.0));
    data::write_day(folder / "d.day.h5", l2.days[1]);
    CHECK(data::read_day(folder / "d.day.h5").book.lots == l2.days[1].book.lots);
    const auto l1 = import_of({stem + "_book_ticker.csv.gz", stem + "_trades.csv.gz"});
    CHECK(rows(l1, 0) == feed.quotes);
    CHECK(l1.report.depth_levels == 1);
  }
}

TEST_CASE("US equities: three days of quotes and trades, cut to the session") {
  if (!are_there()) return;
  std::vector<std::string> names;
  for (const char* kind : {"lean/nbbo_quotes_2013-10-0", "lean/us_trades_sideinferred_2013-10-0"}) {
    for (const char* day : {"7", "8", "9"}) names.push_back(std::string(kind) + day + "_IBM.csv.gz");
  }
  const auto import = import_of(names, {.time_zone = "America/New_York", .session = "09:30-16:00"});
  CHECK(rows(import, 0) == 39109);
  CHECK(rows(import, 3) == 24293);
  CHECK(import.report.price_quantum == 0.01);
  REQUIRE(import.days.size() == 3);
  for (const auto& day : import.days) {
    CHECK((day.info.close - day.info.open).count() == 23400 * base::kNanosPerSecond);
    CHECK(data::summarise(day).two_sided_share == doctest::Approx(1.0));
  }
}

TEST_CASE("BitMEX, Binance ETHBTC, Hyperliquid and Bitstamp have the catalogued rows, units and depth") {
  if (!are_there()) return;
  struct Feed {
    const char *book, *trades;
    std::size_t book_rows, trade_rows;
    double quantum;
    int depth;
  };
  for (const Feed& feed : {
           Feed{"bitmex/bitmex_incremental_book_L2_2020-03-10_XBTUSD.csv.gz", "bitmex/bitmex_trades_2020-03-10_XBTUSD.csv.gz", 121752, 8463, 0.5, 10},
           Feed{"binance_ethbtc/binance_incremental_book_L2_2020-11-01T09_ETHBTC.csv.gz", "binance_ethbtc/binance_trades_2020-11-01T09_ETHBTC.csv.gz", 69511, 1732, 1e-6, 0},
           Feed{"hyperliquid/hyperliquid_incremental_book_L2_2025-09-04_BTC.csv.gz", "hyperliquid/hyperliquid_trades_2025-09-04_BTC.csv.gz", 98560, 6675, 1, 20},
           Feed{"hyperliquid/hyperliquid_incremental_book_L2_2025-09-04_ETH.csv.gz", "hyperliquid/hyperliquid_trades_2025-09-04_ETH.csv.gz", 114391, 6867, 0.1, 20},
           Feed{"bitstamp/bitstamp_incremental_book_L2_2015-05-01_BTCUSD.csv.gz", "bitstamp/bitstamp_trades_2015-05-01_BTCUSD.csv.gz", 29833, 575, 0.01, 20}}) {
    const auto import = import_of({feed.book, feed.trades});
    CHECK(rows(import, 0) == feed.book_rows);
    CHECK(rows(import, 1) == feed.trade_rows);
    CHECK(import.report.price_quantum == feed.quantum);
    CHECK(import.report.depth_levels == feed.depth);
    CHECK(import.report.crossed.batches == 0);
  }
}
