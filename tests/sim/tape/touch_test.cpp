#include <doctest/doctest.h>

#include "sim/tape/tape.hpp"
#include "tests/reference/day_builder.hpp"

using namespace asgen;
using base::Side;
using tape::Tape;
using test_reference::ask;
using test_reference::bid;
using test_reference::DayBuilder;

TEST_CASE("a buy is touched by sell prints at or below it and by an ask that comes down to it") {
  const Tape tape = Tape::compile(DayBuilder()
                                      .book(1, {bid(10, 5), ask(14, 5)})  // 0
                                      .trade(2, 1, 9, 3)                  // 1: a buyer
                                      .trade(3, 0, 9, 3)                  // 2: unknown
                                      .trade(4, -1, 10, 3)                // 3
                                      .book(5, {ask(11, 1)})              // 4
                                      .book(6, {bid(10, 7)})              // 5: the ask stands
                                      .book(7, {ask(11, 0)})              // 6: the ask retreats
                                      .day(),
                                  {});
  CHECK(tape.first_touch(Side::buy, 10, 1, 7) == 3);
  CHECK(tape.first_touch(Side::buy, 9, 1, 7) == 7);
  CHECK(tape.first_touch(Side::buy, 11, 4, 7) == 4);
  CHECK(tape.first_touch(Side::buy, 11, 5, 7) == 7);
  CHECK(tape.first_touch(Side::buy, 10, 1, 3) == 3);
  CHECK(tape.first_touch(Side::sell, 9, 1, 7) == 1);
  CHECK(tape.first_touch(Side::sell, 10, 1, 7) == 7);
}

TEST_CASE("a stop is met by the first trade at its price or beyond, whoever was the aggressor") {
  const Tape tape = Tape::compile(DayBuilder()
                                      .book(1, {bid(10, 5), ask(14, 5)})  // 0
                                      .trade(2, 1, 12, 3)                 // 1
                                      .trade(3, 0, 10, 3)                 // 2
                                      .book(4, {ask(9, 1)})               // 3: no trade
                                      .trade(5, -1, 14, 3)                // 4
                                      .day(),
                                  {});
  CHECK(tape.first_stop(Side::buy, 12, 0) == 1);
  CHECK(tape.first_stop(Side::buy, 12, 2) == 4);
  CHECK(tape.first_stop(Side::buy, 15, 0) == tape.events());
  CHECK(tape.first_stop(Side::sell, 12, 0) == 1);
  CHECK(tape.first_stop(Side::sell, 11, 0) == 2);
  CHECK(tape.first_stop(Side::sell, 9, 0) == tape.events());
}

TEST_CASE("levels are listed until they hold a quantity") {
  const Tape tape = Tape::compile(DayBuilder().book(1, {ask(14, 5), ask(15, 6), ask(17, 7)}).day(), {});
  CHECK(tape.levels_for(Side::sell, 20, 5, 1).size() == 1);
  CHECK(tape.levels_for(Side::sell, 20, 6, 1).size() == 2);
  CHECK(tape.levels_for(Side::sell, 15, 99, 1).size() == 2);
  CHECK(tape.levels_for(Side::sell, 13, 99, 1).empty());
}

TEST_CASE("ticks know the best opposite price") {
  const Tape tape = Tape::compile(DayBuilder().book(1, {bid(10, 5), ask(14, 5)}).book(3.5, {ask(12, 1), bid(11, 1)}).day(), {});
  CHECK(tape.first_crossed_tick(Side::buy, 14, 0, 61) == 1);
  CHECK(tape.first_crossed_tick(Side::buy, 12, 0, 61) == 4);
  CHECK(tape.first_crossed_tick(Side::buy, 11, 0, 61) == 61);
  CHECK(tape.first_crossed_tick(Side::sell, 11, 0, 61) == 4);
}
