// Recorded files in the layouts beside Tardis's; skipped where the recordings are not (folder: ASGEN_DATA, else ../shared/data).

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "sim/base/error.hpp"
#include "sim/data/book_state.hpp"
#include "sim/data/import.hpp"
#include "sim/data/inspect.hpp"
#include "sim/data/line_reader.hpp"
#include "tests/sim/data/temporary_folder.hpp"

using namespace asgen;
using data::BookState;

namespace {

std::string folder_of_recordings() {
  const char* chosen = std::getenv("ASGEN_DATA");
  return chosen != nullptr ? chosen : std::string(ASGEN_SOURCE_DIR) + "/../shared/data";
}

bool recordings_are_there() {
  const bool there = std::filesystem::is_directory(folder_of_recordings());
  if (!there) MESSAGE("SKIPPED: no recordings in " << folder_of_recordings() << " (set ASGEN_DATA)");
  return there;
}

data::Import import_files(const std::vector<std::string>& names, data::ImportOptions options = {}) {
  for (const auto& name : names) options.files.push_back(folder_of_recordings() + "/" + name);
  return data::import_to_memory(options);
}

/// Replays a day and calls `see(ns, book)` after every batch.
template <class See>
void replay(const data::Day& day, See&& see) {
  BookState state;
  for (std::size_t i = 0; i < day.book.size(); ++i) {
    if ((day.book.flags[i] & data::kReset) != 0) state.clear();
    state.set(day.book.side[i], day.book.price[i], day.book.lots[i]);
    if (i + 1 == day.book.size() || day.book.local_ns[i + 1] != day.book.local_ns[i]) see(day.book.local_ns[i], state);
  }
}

const std::string kMessages = "lobster/AAPL_2012-06-21_34200000_57600000_message_10.excerpt.csv";
const std::string kBook = "lobster/AAPL_2012-06-21_34200000_57600000_orderbook_10.excerpt.csv";

}  // namespace

TEST_CASE("a recorded LOBSTER pair: the replayed book ends as the order book file does, and executions know their ages") {
  if (!recordings_are_there()) return;
  const auto import = import_files({kMessages, kBook});
  REQUIRE(import.days.size() == 1);
  const auto& day = import.days[0];
  CHECK(import.report.files.at(0).rows == 999);
  CHECK(import.report.files.at(1).rows == 999);
  CHECK(day.info.depth_levels == 10);
  CHECK(day.trades.size() == 159);  // 98 visible, 61 hidden
  std::size_t visible = 0, aged = 0;
  for (std::size_t i = 0; i < day.trades.size(); ++i) {
    const std::int64_t since = day.trades.resting_since_ns[i];
    REQUIRE(since <= day.trades.local_ns[i]);
    visible += since != day.trades.local_ns[i] ? 1U : 0U;
    aged += since != 0 && since != day.trades.local_ns[i] ? 1U : 0U;
  }
  CHECK(visible == 98);
  CHECK(aged > 80);
  std::string last, line;
  data::LineReader lines(folder_of_recordings() + "/" + kBook);
  for (std::string_view next; lines.next(next);) last = next;
  BookState end;
  replay(day, [&](std::int64_t, const BookState& state) { end = state; });
  REQUIRE(end.bids().size() == 10);
  std::string shown;
  auto bid = end.bids().begin();
  const double tick = day.info.price_quantum * 10000;
  for (const auto& [price, lots] : end.asks()) {
    const auto whole = [](double value) { return std::to_string(static_cast<std::int64_t>(value + 0.5)); };
    shown += (shown.empty() ? "" : ",") + whole(static_cast<double>(price) * tick) + "," + whole(static_cast<double>(lots) * day.info.lot) + "," +
             whole(static_cast<double>(bid->first) * tick) + "," + whole(static_cast<double>(bid->second) * day.info.lot);
    ++bid;
  }
  CHECK(shown == last);
}

TEST_CASE("a recorded LOBSTER message file alone: rows, hidden executions, never crossed") {
  if (!recordings_are_there()) return;
  const auto import = import_files({"lobster/AAPL_2012-06-21_34200000_37800000_message_50.csv.gz"});
  CHECK(import.report.files.at(0).rows == 91997);
  CHECK(import.report.trades == 6268);
  CHECK(import.report.crossed.batches == 0);
  CHECK(import.report.locked.batches == 0);
  MESSAGE(data::to_text(import.report));
}

TEST_CASE("recorded LOBSTER files of different lengths are refused") {
  if (!recordings_are_there()) return;
  const auto message = test::message_of<base::DataError>([] {
    import_files({"lobster/AAPL_2012-06-21_34200000_37800000_message_50.csv.gz", "lobster/AAPL_2012-06-21_34200000_57600000_orderbook_1.csv.gz"});
  });
  CHECK(test::contains(message, "has more rows than the message file"));
}

TEST_CASE("LEAN's own ticks give the trades and the quotes of the CSV made from them") {
  if (!recordings_are_there()) return;
  const auto ticks = import_files({"lean/ibm_20131007_quote.zip", "lean/ibm_20131007_trade.zip"});
  const auto csv = import_files({"lean/nbbo_quotes_2013-10-07_IBM.csv.gz", "lean/us_trades_sideinferred_2013-10-07_IBM.csv.gz"},
                                {.time_zone = "America/New_York"});
  CHECK(ticks.report.files.at(0).rows == 109067);
  CHECK(ticks.report.files.at(1).rows == 24293);
  CHECK(ticks.report.inferred_sides + ticks.report.unknown_sides == 24293);
  REQUIRE(ticks.days.size() == 1);
  REQUIRE(csv.days.size() == 1);
  CHECK(ticks.days[0].trades.local_ns == csv.days[0].trades.local_ns);
  std::size_t same = 0;
  for (std::size_t i = 0; i < csv.days[0].trades.size(); ++i) same += csv.days[0].trades.side[i] == ticks.days[0].trades.side[i] ? 1U : 0U;
  MESSAGE("sides equal for " << same << " of " << csv.days[0].trades.size());
  const double agreement = static_cast<double>(same) / static_cast<double>(csv.days[0].trades.size());
  MESSAGE("aggressor by the tick rule equal to that by quotes for " << agreement * 100 << " % of the trades");
  CHECK(agreement > 0.7);
  // Best bid and ask in 1/10000 after every batch.
  const auto bests_of = [](const data::Day& day) {
    std::vector<std::pair<std::int64_t, std::pair<std::int64_t, std::int64_t>>> bests;
    const auto units = static_cast<std::int64_t>(day.info.price_quantum * 10000 + 0.5);
    replay(day, [&](std::int64_t ns, const BookState& state) {
      if (state.two_sided()) bests.push_back({ns, {state.bids().begin()->first * units, state.asks().begin()->first * units}});
    });
    return bests;
  };
  const auto ours = bests_of(ticks.days[0]), theirs = bests_of(csv.days[0]);
  std::size_t equal = 0, at = 0;
  for (const auto& [ns, best] : theirs) {
    while (at + 1 < ours.size() && ours[at + 1].first <= ns) ++at;
    equal += ours[at].second == best ? 1U : 0U;
  }
  MESSAGE("best prices equal at " << equal << " of " << theirs.size() << " instants");
  CHECK(static_cast<double>(equal) > 0.999 * static_cast<double>(theirs.size()));
}

TEST_CASE("a recorded collector's log against the Tardis CSV of the same feed") {
  if (!recordings_are_there()) return;
  const auto log = import_files({"binance/spot_btcusdt_20240808.gz", "binance/spot_btcusdt_20240809.gz"});
  const auto csv = import_files({"binance/spot_btcusdt_incremental_book_L2.csv.gz", "binance/spot_btcusdt_trades.csv.gz"});
  CHECK(log.report.files.at(0).rows == 41249);
  CHECK(log.report.files.at(1).rows == 58325);
  CHECK(log.report.trades == 19904);
  CHECK(log.report.crossed.batches == 0);
  REQUIRE(log.days.size() == 2);
  REQUIRE(csv.days.size() == 2);
  // The log counts nanoseconds where the CSV counts microseconds; both leave out what came before the first snapshot.
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& a = log.days[i];
    const auto& b = csv.days[i];
    REQUIRE(a.book.size() == b.book.size());
    CHECK(a.book.side == b.book.side);
    CHECK(a.book.price == b.book.price);
    CHECK(a.book.lots == b.book.lots);
    CHECK(a.book.flags == b.book.flags);
    CHECK(a.trades.side == b.trades.side);
    CHECK(a.trades.price == b.trades.price);
    CHECK(a.trades.lots == b.trades.lots);
    const auto truncated = [](std::vector<std::int64_t> stamps) {
      for (auto& stamp : stamps) stamp = stamp / 1000 * 1000;
      return stamps;
    };
    CHECK(truncated(a.book.local_ns) == b.book.local_ns);
    CHECK(truncated(a.trades.local_ns) == b.trades.local_ns);
    std::size_t other_exchange = 0;
    for (std::size_t row = 0; row < a.book.size(); ++row) other_exchange += a.book.exchange_ns[row] / 1000 != b.book.exchange_ns[row] / 1000 ? 1U : 0U;
    MESSAGE(other_exchange << " of " << a.book.size() << " book rows have another exchange stamp");
  }
}
