#include "sim/tape/gates.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "tests/reference/random_day.hpp"

using namespace asgen;

namespace {

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

}  // namespace

TEST_CASE("the reach of a stride is that of the single ticks it spans, in the order of its phases") {
  base::Stream random({.seed = 31});
  const tape::Tape tape = tape::Tape::compile(test_reference::random_day(random, {.messages = 2000}), {});
  const tape::Gates gates(tape, {.strides = {1, 4}});
  const tape::Reach &single = *gates.reach(1), &four = *gates.reach(4);
  REQUIRE(four.buy.size() == tape.ticks());
  CHECK(single.mid.empty());
  for (std::size_t tick = 0; tick < tape.ticks(); ++tick) {
    const std::size_t at = four.order.position(tick);
    CHECK(same(four.mid[at], tape.mid()[tick]));
    CHECK(same(four.inverse_mid[at], gates.inverse_mid()[tick]));
    CHECK(four.highest_bid[at] == gates.highest_bid()[tick]);
    CHECK(four.lowest_ask[at] == gates.lowest_ask()[tick]);
    if (tick + 4 >= tape.ticks()) {
      CHECK(four.buy[at] == INT32_MIN);
      continue;
    }
    // Refused on arrival, or touched during any of the four ticks.
    CHECK(four.buy[at] <= single.buy[tick]);
    CHECK(four.sell[at] >= single.sell[tick]);
    const auto buys = single.buy.begin() + static_cast<std::ptrdiff_t>(tick), sells = single.sell.begin() + static_cast<std::ptrdiff_t>(tick);
    CHECK(four.buy[at] >= *std::min_element(buys, buys + 4));
    CHECK(four.sell[at] <= *std::max_element(sells, sells + 4));
  }
}

TEST_CASE("depths of blocks are the farthest any of their decisions reaches from its mid") {
  base::Stream random({.seed = 32});
  const tape::Tape tape = tape::Tape::compile(test_reference::random_day(random, {.messages = 2000, .gaps = 0}), {});
  for (const int stride : {1, 3}) {
    const tape::Gates gates(tape, {.strides = {stride}});
    const tape::Reach& reach = *gates.reach(static_cast<std::size_t>(stride));
    for (std::size_t tick = 0; tick < tape.ticks(); ++tick) {
      const std::size_t at = reach.order.position(tick), block = at / tape::kTicksPerBlock;
      if (reach.buy[at] == INT32_MIN || reach.sell[at] == INT32_MAX) {
        CHECK(std::isinf(reach.buy_depth[block]));
        continue;
      }
      if (std::isnan(tape.mid()[tick])) continue;
      CHECK(reach.buy_depth[block] >= tape.mid()[tick] - tape.price(reach.buy[at]));
      CHECK(reach.sell_depth[block] >= tape.price(reach.sell[at]) - tape.mid()[tick]);
      CHECK(reach.coarse_buy_depth[block / tape::kBlocksAtOnce] >= reach.buy_depth[block]);
    }
  }
}
