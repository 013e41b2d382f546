#include <doctest/doctest.h>

#include "sim/base/error.hpp"
#include "sim/data/join_days.hpp"

using namespace asgen;
using base::Nanos;
using data::Day;

namespace {

struct Level {
  std::int8_t side;
  std::int32_t price;
  std::int64_t lots;
};

/// A day of 100 ns that opens at `open` with a complete book.
Day day_at(std::int64_t open, const char* name, const std::vector<Level>& book) {
  Day day;
  day.info.exchange = "test";
  day.info.symbol = "AB";
  day.info.day = name;
  day.info.price_quantum = 0.01;
  day.info.lot = 1;
  day.info.open = Nanos(open);
  day.info.close = Nanos(open + 100);
  day.info.sources = {name};
  for (const Level& level : book) {
    const int flags = day.book.size() == 0 ? data::kSnapshot | data::kReset : data::kSnapshot;
    day.book.exchange_ns.push_back(open);
    day.book.local_ns.push_back(open);
    day.book.side.push_back(level.side);
    day.book.price.push_back(level.price);
    day.book.lots.push_back(level.lots);
    day.book.flags.push_back(static_cast<std::uint8_t>(flags));
  }
  return day;
}

void update(Day& day, std::int64_t time, const Level& level) {
  day.book.exchange_ns.push_back(time);
  day.book.local_ns.push_back(time);
  day.book.side.push_back(level.side);
  day.book.price.push_back(level.price);
  day.book.lots.push_back(level.lots);
  day.book.flags.push_back(0);
}

void trade(Day& day, std::int64_t time, std::int64_t resting_since = 0) {
  day.trades.exchange_ns.push_back(time);
  day.trades.local_ns.push_back(time);
  day.trades.side.push_back(1);
  day.trades.price.push_back(12);
  day.trades.lots.push_back(1);
  if (resting_since > 0) day.trades.resting_since_ns.push_back(resting_since);
}

/// Bid 10 x 5 and ask 12 x 6; the bid has 4 lots when the day ends.
Day first_day() {
  Day day = day_at(1000, "2026-01-05", {{1, 10, 5}, {-1, 12, 6}});
  update(day, 1050, {1, 10, 4});
  trade(day, 1060);
  return day;
}

bool is_refused(const Day& first, const Day& second, const std::string& text) {
  try {
    data::join_days({first, second});
  } catch (const base::DataError& error) {
    CAPTURE(error.what());
    CHECK(std::string(error.what()).find(text) != std::string::npos);
    return true;
  }
  return false;
}

}  // namespace

TEST_CASE("an opening book that equals the carried one is left out") {
  Day second = day_at(1100, "2026-01-06", {{1, 10, 4}, {-1, 12, 6}});
  update(second, 1100, {1, 9, 3});
  trade(second, 1120);
  const data::JoinedDays joined = data::join_days({first_day(), second});
  CHECK(joined.day.book.local_ns == std::vector<std::int64_t>{1000, 1000, 1050, 1100});
  CHECK(joined.day.book.price == std::vector<std::int32_t>{10, 12, 10, 9});
  CHECK(joined.day.book.flags == std::vector<std::uint8_t>{3, 1, 0, 0});
  CHECK(joined.day.trades.local_ns == std::vector<std::int64_t>{1060, 1120});
  CHECK(joined.day.info.day == "2026-01-05");
  CHECK(joined.day.info.open == Nanos(1000));
  CHECK(joined.day.info.close == Nanos(1200));
  CHECK(joined.day.info.sources == std::vector<std::string>{"2026-01-05", "2026-01-06"});
  REQUIRE(joined.seams.size() == 1);
  CHECK(joined.seams[0].before == "2026-01-05");
  CHECK(joined.seams[0].after == "2026-01-06");
  CHECK(joined.seams[0].differing_levels == 0);
  CHECK(joined.seams[0].pause == Nanos(0));
}

TEST_CASE("an opening book that differs stays, and its differing levels are counted") {
  // 10 has another amount, 9 is new, 12 is gone, 13 is new
  const Day second = day_at(1100, "2026-01-06", {{1, 10, 5}, {1, 9, 1}, {-1, 13, 6}});
  const data::JoinedDays joined = data::join_days({first_day(), second});
  CHECK(joined.seams[0].differing_levels == 4);
  CHECK(joined.day.book.size() == 6);
  CHECK(joined.day.book.flags[3] == (data::kSnapshot | data::kReset));
}

TEST_CASE("the carried book is that of all days before") {
  Day second = day_at(1100, "2026-01-06", {{1, 10, 4}, {-1, 12, 6}});
  update(second, 1150, {-1, 12, 0});
  update(second, 1150, {-1, 13, 2});
  const Day third = day_at(1200, "2026-01-07", {{1, 10, 4}, {-1, 13, 2}});
  const data::JoinedDays joined = data::join_days({first_day(), second, third});
  REQUIRE(joined.seams.size() == 2);
  CHECK(joined.seams[1].before == "2026-01-06");
  CHECK(joined.seams[1].differing_levels == 0);
  CHECK(joined.day.book.size() == 5);
}

TEST_CASE("a long pause is a gap, and gaps that meet are one") {
  Day first = first_day();
  first.gaps.push_back({Nanos(1080), Nanos(1100)});
  Day second = day_at(1130, "2026-01-06", {{1, 10, 4}, {-1, 12, 6}});
  second.gaps.push_back({Nanos(1130), Nanos(1140)});
  second.gaps.push_back({Nanos(1150), Nanos(1160)});
  const data::JoinedDays joined = data::join_days({first, second}, {.gap = Nanos(29)});
  CHECK(joined.seams[0].pause == Nanos(30));
  CHECK(joined.day.gaps == std::vector<data::Gap>{{Nanos(1080), Nanos(1140)}, {Nanos(1150), Nanos(1160)}});
  const data::JoinedDays short_pause = data::join_days({first, second}, {.gap = Nanos(30)});
  CHECK(short_pause.day.gaps.size() == 3);
}

TEST_CASE("joining times are kept, and unknown on days without any") {
  Day second = day_at(1100, "2026-01-06", {{1, 10, 4}, {-1, 12, 6}});
  trade(second, 1120, 1110);
  const Day third = day_at(1200, "2026-01-07", {{1, 10, 4}, {-1, 12, 6}});
  CHECK(data::join_days({first_day(), second, third}).day.trades.resting_since_ns == std::vector<std::int64_t>{0, 1110});
  CHECK(data::join_days({first_day(), third}).day.trades.resting_since_ns.empty());
}

TEST_CASE("days that do not belong together are refused") {
  const Day good = day_at(1100, "2026-01-06", {{1, 10, 4}, {-1, 12, 6}});
  const auto changed = [&](auto change) {
    Day day = good;
    change(day.info);
    return day;
  };
  CHECK_FALSE(is_refused(first_day(), good, ""));
  CHECK(is_refused(good, first_day(), "opens before"));
  CHECK(is_refused(good, good, "opens before"));
  CHECK(is_refused(first_day(), changed([](auto& info) { info.symbol = "CD"; }), "another instrument"));
  CHECK(is_refused(first_day(), changed([](auto& info) { info.lot = 2; }), "lots of 2"));
  CHECK(is_refused(first_day(), changed([](auto& info) { info.price_quantum = 0.02; }), "ticks of 0.02"));
  CHECK(is_refused(first_day(), changed([](auto& info) { info.depth_levels = 5; }), "depth"));
}
