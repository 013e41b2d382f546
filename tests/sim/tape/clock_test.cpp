#include <doctest/doctest.h>

#include <cmath>

#include "sim/tape/tape.hpp"
#include "tests/reference/day_builder.hpp"

using namespace asgen;
using tape::Tape;
using test_reference::ask;
using test_reference::bid;
using test_reference::DayBuilder;

TEST_CASE("ticks are whole multiples of the clock within the day, both ends included") {
  data::Day day = DayBuilder().book(1, {bid(10, 5), ask(12, 5)}).day();
  const Tape whole = Tape::compile(day, {});
  CHECK(whole.ticks() == 61);
  CHECK(whole.tick_ns(0) == DayBuilder::at(0));
  day.info.open = DayBuilder::at(0.2);
  day.info.close = DayBuilder::at(2.9);
  const Tape part = Tape::compile(day, {base::nanos_from_seconds(0.5)});
  REQUIRE(part.ticks() == 5);
  CHECK(part.tick_ns(0) == DayBuilder::at(0.5));
  CHECK(part.tick_ns(4) == DayBuilder::at(2.5));
  CHECK(part.ticks_until(DayBuilder::at(0.4)) == 0);
  CHECK(part.ticks_until(DayBuilder::at(0.5)) == 1);
  CHECK(part.ticks_until(DayBuilder::at(1.2)) == 2);
  CHECK(part.ticks_until(DayBuilder::at(9)) == 5);
}

TEST_CASE("a tick sees the events up to its own instant") {
  const Tape tape =
      Tape::compile(DayBuilder().book(1, {bid(10, 5), ask(13, 5)}).book(2, {ask(13, 0), ask(12, 1)}).trade(2.5, 1, 12, 1).day(), {});
  CHECK(tape.tick_events()[0] == 0);
  CHECK(tape.tick_events()[1] == 1);
  CHECK(tape.tick_events()[2] == 2);
  CHECK(tape.tick_events()[3] == 3);
  CHECK(std::isnan(tape.mid()[0]));
  CHECK(tape.mid()[1] == 0.115);
  CHECK(tape.mid()[2] == 0.11);
}

TEST_CASE("ticks say whether the book is two-sided, locked, crossed, or in a gap") {
  const Tape tape = Tape::compile(
      DayBuilder().book(1, {bid(10, 5), ask(13, 5)}).book(2, {bid(13, 1)}).book(3, {bid(14, 1)}).book(4, {ask(13, 0)}).gap(5, 7).day(), {});
  CHECK(tape.tick_flags()[0] == 0);
  CHECK(tape.tick_flags()[1] == tape::kTwoSided);
  CHECK(tape.tick_flags()[2] == (tape::kTwoSided | tape::kLocked));
  CHECK(tape.tick_flags()[3] == (tape::kTwoSided | tape::kCrossed));
  CHECK(tape.tick_flags()[4] == 0);
  CHECK(tape.mid()[2] == 0.13);
  CHECK(std::isnan(tape.mid()[4]));
  CHECK(tape.tick_flags()[5] == tape::kInGap);
  CHECK(tape.tick_flags()[6] == tape::kInGap);
  CHECK(tape.tick_flags()[7] == 0);
}

TEST_CASE("a gap knows its events and ticks") {
  const Tape tape = Tape::compile(
      DayBuilder().book(1, {bid(10, 5)}).book(5, {bid(11, 5)}).book(6, {bid(12, 5)}).book(7, {bid(13, 5)}).gap(5, 7).day(), {});
  REQUIRE(tape.gaps().size() == 1);
  CHECK(tape.gaps()[0].first_event == 2);
  CHECK(tape.gaps()[0].end_event == 3);
  CHECK(tape.gaps()[0].first_tick == 5);
  CHECK(tape.gaps()[0].end_tick == 7);
}
