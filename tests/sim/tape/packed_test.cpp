// Columns that take half the room where their values allow it.
#include <doctest/doctest.h>

#include <vector>

#include "sim/data/day.hpp"
#include "sim/tape/packed.hpp"
#include "sim/tape/tape.hpp"
#include "tests/reference/random_day.hpp"

using namespace asgen;
using base::Side;
using tape::PackedLots;
using tape::PackedStamps;

TEST_CASE("lots up to 32 bits are packed, one that is larger leaves all of them wide") {
  const std::vector<std::int64_t> lots{0, 7, 4294967295, 12};
  const auto packed = tape::pack_lots(lots);
  REQUIRE(packed.size() == 4);
  const PackedLots view{std::span<const std::uint32_t>(packed)};
  for (std::size_t i = 0; i < 4; ++i) CHECK(view[i] == lots[i]);
  CHECK(view.subspan(1, 2)[1] == 4294967295);
  CHECK(tape::pack_lots(std::vector<std::int64_t>{1, 4294967296}).empty());
  CHECK(tape::pack_lots(std::vector<std::int64_t>{-1}).empty());
}

TEST_CASE("stamps are packed but for the blocks of 64 that last longer than 4.29 s") {
  std::vector<std::int64_t> stamps;
  for (std::int64_t i = 0; i < 1000; ++i) stamps.push_back(1'700'000'000'000'000'001 + i * 60'000'000);
  const auto same = [&] {
    const tape::StampColumns packed = tape::pack_stamps(stamps);
    const PackedStamps view(packed.unit, packed.bases, packed.since, packed.whole);
    for (std::size_t i = 0; i < stamps.size(); ++i) CHECK(view[i] == stamps[i]);
    return packed.whole.size();
  };
  CHECK(same() == 0);
  for (std::size_t i = 70; i < stamps.size(); ++i) stamps[i] += 10'000'000'000;  // a pause inside the second block
  CHECK(same() == 64);
  for (std::size_t i = 990; i < stamps.size(); ++i) stamps[i] += 10'000'000'000;  // and inside the last one, which is shorter
  CHECK(same() == 64 + 40);
  for (std::int64_t& stamp : stamps) stamp = stamp / 1000 * 1000;  // in microseconds no pause is too long
  CHECK(same() == 0);
}

TEST_CASE("a tape answers the same whether its columns are packed or wide") {
  base::Stream random({.seed = 5});
  data::Day day = test_reference::random_day(random, {.messages = 300});
  const tape::Tape narrow = tape::Tape::compile(day, {});
  constexpr std::int64_t kFactor = 10'000'000'000;
  for (auto* column : {&day.book.lots, &day.trades.lots}) {
    for (std::int64_t& lots : *column) lots *= kFactor;
  }
  const tape::Tape wide = tape::Tape::compile(day, {});
  CHECK(wide.block().size() > narrow.block().size());
  for (std::size_t e = 0; e <= narrow.events(); ++e) {
    for (const Side side : {Side::buy, Side::sell}) {
      const auto best = side == Side::buy ? narrow.best_bid(e) : narrow.best_ask(e);
      CHECK(wide.displayed(side, best, e).lots == narrow.displayed(side, best, e).lots * kFactor);
    }
    if (e < narrow.events()) CHECK(narrow.events_until(narrow.event_ns(e)) > e);
  }
  for (std::size_t i = 0; i < narrow.trades(); ++i) CHECK(wide.trade_lots()[i] == narrow.trade_lots()[i] * kFactor);
}
