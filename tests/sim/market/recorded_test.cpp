// Matcher against judge on recorded days; skipped where the recordings are not (folder: ASGEN_DATA, else ../shared/data).
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>

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

/// One of 18 mixtures, so that every queue model meets every fill rule of its set, and latencies and feeds change places.
market::MarketOptions mixture(std::uint64_t number, const data::Day& day, base::Stream& random) {
  market::MarketOptions options = test_reference::any_market_options(random, day.info.open, base::nanos_from_seconds(0.1));
  options.queue = static_cast<market::QueueModel>(number % 9);
  options.fill = static_cast<market::FillRule>(number < 9 ? 0 : number == 17 ? 1 : 2);
  options.exchange = static_cast<market::Exchange>(options.fill == market::FillRule::rival ? number % 2 : 0);
  options.latency.kind = static_cast<market::LatencyKind>(number / 2 % 3);
  options.feed = static_cast<tape::FeedLatency>(number / 3 % 2);
  if (options.fill == market::FillRule::paper) options = {.queue = options.queue, .fill = options.fill};
  return options;
}

/// All mixtures on every day of the set.
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
    std::map<std::pair<tape::BookGrain, tape::FeedLatency>, tape::Tape> tapes;
    for (std::uint64_t number = 0; number < 18; ++number) {
      base::Stream random({.seed = number, .purpose = base::Purpose::test, .index = 9});
      const market::MarketOptions options = mixture(number, day, random);
      const tape::TapeOptions wanted = market::tape_options(options, base::nanos_from_seconds(1));
      auto tape = tapes.find({wanted.grain, wanted.feed});
      if (tape == tapes.end()) tape = tapes.emplace(std::pair{wanted.grain, wanted.feed}, tape::Tape::compile(day, wanted)).first;
      test_reference::ScheduleOptions schedule;
      schedule.longest_pause = base::nanos_from_seconds(set.longest_pause_s);
      schedule.reach = set.reach;
      schedule.greatest_quantity = set.most_lots;
      const auto comparison = test_reference::compare(day, tape->second, options, schedule, random);
      CAPTURE(day.info.day);
      CAPTURE(number);
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
