// Matcher against judge on recorded days; skipped where the recordings are not (folder: ASGEN_DATA, else ../shared/data).
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "sim/data/import.hpp"
#include "sim/tape/tape.hpp"
#include "tests/reference/differential.hpp"

using namespace asgen;

namespace {

struct RecordedSet {
  std::vector<std::string> files;
  double longest_pause_s;
  std::int64_t reach;  ///< ticks
  std::int64_t most_lots;
};

std::string recordings() {
  const char* chosen = std::getenv("ASGEN_DATA");
  return chosen != nullptr ? chosen : std::string(ASGEN_SOURCE_DIR) + "/../shared/data";
}

/// Every queue model and fill rule on every day of the set.
void check_set(const RecordedSet& set) {
  if (!std::filesystem::is_directory(recordings())) {
    std::cout << "SKIPPED: no recordings in " << recordings() << " (set ASGEN_DATA)\n";
    return;
  }
  data::ImportOptions import;
  for (const auto& file : set.files) import.files.push_back(recordings() + "/" + file);
  std::size_t fills = 0;
  std::size_t partial = 0;
  std::size_t orders = 0;
  for (const data::Day& day : data::import_to_memory(import).days) {
    const tape::Tape tape = tape::Tape::compile(day, {});
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
      base::Stream random({.seed = seed, .purpose = base::Purpose::test, .index = 9});
      market::MarketOptions options;
      options.queue = static_cast<market::QueueModel>((seed + 1) % 3);
      options.fill = seed == 3 ? market::FillRule::paper : market::FillRule::shared;
      if (seed < 2) options.entry_latency = base::nanos_from_seconds(0.01);
      test_reference::ScheduleOptions schedule;
      schedule.longest_pause = base::nanos_from_seconds(set.longest_pause_s);
      schedule.reach = set.reach;
      schedule.greatest_quantity = set.most_lots;
      const auto comparison = test_reference::compare(day, tape, options, schedule, random);
      CAPTURE(day.info.day);
      CAPTURE(seed);
      REQUIRE(comparison.difference == "");
      orders += comparison.orders;
      fills += comparison.fills.size();
      for (const auto& fill : comparison.fills) partial += !fill.completes;
    }
  }
  CHECK(fills > 100);
  MESSAGE(orders << " orders, " << fills << " fills, " << partial << " of them partial, 0 differences");
}

}  // namespace

TEST_CASE("StandX BTC-USD: matcher and judge agree") {
  check_set({{"standx/standx_incremental_book_L2_2026-01-06_BTC-USD.csv.gz", "standx/standx_trades_sideinferred_2026-01-06_BTC-USD.csv.gz"},
             20,
             200,
             400});
}

TEST_CASE("Binance spot BTCUSDT: matcher and judge agree") {
  check_set({{"binance/spot_btcusdt_incremental_book_L2.csv.gz", "binance/spot_btcusdt_trades.csv.gz"}, 0.5, 100, 40'000});
}

TEST_CASE("IBM, quotes only: matcher and judge agree") {
  check_set({{"lean/nbbo_quotes_2013-10-07_IBM.csv.gz", "lean/us_trades_sideinferred_2013-10-07_IBM.csv.gz"}, 20, 6, 300});
}

TEST_CASE("BitMEX in a violent hour: matcher and judge agree") {
  check_set(
      {{"bitmex/bitmex_incremental_book_L2_2020-03-10_XBTUSD.csv.gz", "bitmex/bitmex_trades_2020-03-10_XBTUSD.csv.gz"}, 1, 6, 50'000});
}

TEST_CASE("Hyperliquid BTC: matcher and judge agree") {
  check_set({{"hyperliquid/hyperliquid_incremental_book_L2_2025-09-04_BTC.csv.gz", "hyperliquid/hyperliquid_trades_2025-09-04_BTC.csv.gz"},
             1,
             10,
             40'000});
}
