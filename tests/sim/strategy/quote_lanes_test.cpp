#include "sim/strategy/quote_lanes.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "sim/base/random.hpp"
#include "sim/strategy/lane_formula.hpp"

using namespace asgen;
using namespace asgen::strategy;

namespace {

constexpr std::size_t kTicks = kBoundLanes * kNearLanes;

/// A market of as many ticks as one call of `bounds` covers.
struct Market {
  std::vector<double> mid, inverse_mid, volatility, inverse_kappa;
  std::vector<std::int32_t> highest_bid, lowest_ask;

  explicit Market(base::Stream& random) {
    double now = random.uniform(50, 200);
    const double calm = random.uniform(0, 0.05), deep = random.uniform(0.01, 0.5);
    for (std::size_t i = 0; i < kTicks; ++i) {
      now += random.normal() * 0.02;
      mid.push_back(now);
      inverse_mid.push_back(1 / now);
      volatility.push_back(random.uniform() < 0.02 ? 0 : calm * random.uniform(0.9, 1.1));
      inverse_kappa.push_back(random.uniform() < 0.02 ? 0 : deep * random.uniform(0.9, 1.1));
      highest_bid.push_back(static_cast<std::int32_t>(now * 100));
      lowest_ask.push_back(static_cast<std::int32_t>(now * 100) + 1);
    }
  }
  [[nodiscard]] QuoteColumns from(std::size_t first) const {
    return {&mid[first], &inverse_mid[first], &volatility[first], &inverse_kappa[first], &highest_bid[first], &lowest_ask[first]};
  }
};

Venue venue() {
  Venue venue;
  venue.instrument = {0.05, 0.001, 0.0001, 0, 5, 0};
  venue.price_quantum = 0.01;
  venue.lot = 0.001;
  return venue;
}

QuoteLanes lanes_of(base::Stream& random, double levels) {
  Settings settings;
  settings.parameters.risk_factor = std::exp(random.uniform(-4, 4));
  settings.parameters.kappa_multiplier = std::exp(random.uniform(-3, 2));
  settings.parameters.order_amount = 0.1;
  settings.parameters.order_amount_shape_factor = random.uniform() < 0.5 ? 0 : random.uniform();
  settings.parameters.min_spread = random.uniform(0, 0.2);
  settings.parameters.order_levels = levels;
  settings.parameters.level_distances = random.uniform(0, 50);
  QuoteLanes lanes(settings, venue());
  lanes.set_balances(random.uniform(0, 3), random.uniform(0, 300));
  return lanes;
}

}  // namespace

TEST_CASE("the rational function lies below the logarithm, and close to it") {
  base::Stream random({.seed = 41});
  CHECK(log1p_below(0) == 0);
  for (int i = 0; i < 20000; ++i) {
    const double x = std::exp(random.uniform(-40, 600));
    CAPTURE(x);
    CHECK(log1p_below(x) <= std::log1p(x));
    CHECK(log1p_below(x) >= std::log1p(x) * (1 - 2e-3));
    CHECK(std::log1p(x) - log1p_below(x) < kLogSlack);
  }
}

TEST_CASE("quotes of few ticks and of many are the same, and so are single quotes and the first of a ladder") {
  for (std::uint32_t i = 0; i < 100; ++i) {
    base::Stream random({.seed = 42, .index = i});
    const Market market(random);
    const QuoteLanes lanes = lanes_of(random, 1);
    QuoteBlock all, few;
    lanes.quote(market.from(0), kQuoteLanes, all);
    for (const std::size_t n : {1, 4, 7, 8}) {
      lanes.quote(market.from(10), n, few);
      for (std::size_t k = 0; k < n; ++k) {
        CHECK(few.odd[k] == all.odd[10 + k]);
        if (few.odd[k] != 0) continue;
        CHECK(few.bid_price[k] == all.bid_price[10 + k]);
        CHECK(few.ask[k] == all.ask[10 + k]);
        for (const base::Side side : base::kSides) {
          std::int32_t price = 0;
          const QuoteLadder ladder = lanes.ladder(market.from(10), few, k, side, {&price, 1});
          const SingleQuote single = lanes.single(few, k, side);
          CHECK(single.lots == (ladder.orders == 0 ? base::Lots(0) : ladder.last));
          if (ladder.orders > 0) CHECK(single.price == price);
        }
      }
    }
  }
}

TEST_CASE("levels of a ladder are rounded as prices are one by one") {
  const Quantiser quantiser(venue());
  for (std::uint32_t i = 0; i < 100; ++i) {
    base::Stream random({.seed = 43, .index = i});
    const Market market(random);
    const QuoteLanes lanes = lanes_of(random, 11);
    QuoteBlock block;
    lanes.quote(market.from(0), 8, block);
    std::vector<std::int32_t> prices(11);
    for (std::size_t k = 0; k < 8; ++k) {
      if (block.odd[k] != 0) continue;
      const std::size_t buys = lanes.ladder(market.from(0), block, k, base::Side::buy, prices).orders;
      for (std::size_t level = 0; level < buys; ++level) {
        const base::Ticks price = quantiser.price_down(block.bid_price[k] - static_cast<double>(level) * block.step[k]);
        CHECK(prices[level] == std::min<std::int64_t>(price.count(), market.highest_bid[k]));
      }
      const std::size_t sells = lanes.ladder(market.from(0), block, k, base::Side::sell, prices).orders;
      for (std::size_t level = 0; level < sells; ++level) {
        const base::Ticks price = quantiser.price_up(block.ask_price[k] + static_cast<double>(level) * block.step[k]);
        CHECK(prices[level] == std::max<std::int64_t>(price.count(), market.lowest_ask[k]));
      }
    }
  }
}

TEST_CASE("bounds of blocks, and the look without a logarithm, miss no quote in reach and no tick without a signal") {
  std::size_t seen_near = 0, seen_silent = 0, seen_quiet = 0;
  for (std::uint32_t i = 0; i < 400; ++i) {
    base::Stream random({.seed = 44, .index = i});
    const Market market(random);
    const QuoteLanes lanes = lanes_of(random, 1);
    // What lies within a random distance of the mid is in reach.
    const double distance = random.uniform(0, 0.4);
    std::vector<std::int32_t> buy, sell;
    for (const double mid : market.mid) {
      buy.push_back(static_cast<std::int32_t>(std::floor((mid - distance) * 100)));
      sell.push_back(static_cast<std::int32_t>(std::ceil((mid + distance) * 100)));
    }
    std::array<std::vector<double>, 8> ranges;
    for (std::size_t b = 0; b < kBoundLanes; ++b) {
      const std::vector<double>* columns[] = {&market.mid, &market.volatility, &market.inverse_kappa};
      for (std::size_t c = 0; c < 3; ++c) {
        const auto first = columns[c]->begin() + static_cast<std::ptrdiff_t>(b * kNearLanes);
        const auto [low, high] = std::minmax_element(first, first + static_cast<std::ptrdiff_t>(kNearLanes));
        ranges[2 * c].push_back(*low);
        ranges[2 * c + 1].push_back(*high);
      }
      double buy_depth = -1e9, sell_depth = -1e9;
      for (std::size_t k = b * kNearLanes; k < (b + 1) * kNearLanes; ++k) {
        buy_depth = std::max(buy_depth, market.mid[k] - buy[k] * 0.01);
        sell_depth = std::max(sell_depth, sell[k] * 0.01 - market.mid[k]);
      }
      ranges[6].push_back(buy_depth);
      ranges[7].push_back(sell_depth);
    }
    QuoteBounds bounds;
    lanes.bounds({ranges[0].data(), ranges[1].data(), ranges[2].data(), ranges[3].data(), ranges[4].data(), ranges[5].data()},
                 {ranges[6].data(), ranges[7].data()}, bounds);
    for (std::size_t b = 0; b < kBoundLanes; ++b) {
      const std::size_t first = b * kNearLanes;
      QuoteBlock block;
      NearFlags near;
      lanes.quote(market.from(first), kNearLanes, block);
      lanes.near(market.from(first), bounds.width[b], &buy[first], &sell[first], near);
      for (const std::int32_t bits : {kNearBuy, kNearSell, kMayBeSilent, kMayBeOdd, 15}) {
        CHECK((QuoteLanes::flagged(bounds, bits) >> b & 1) == ((bounds.flags[b] & bits) != 0 ? 1u : 0u));
      }
      for (std::size_t k = 0; k < kNearLanes; ++k) {
        const bool silent = market.volatility[first + k] <= 0 || market.inverse_kappa[first + k] <= 0;
        seen_silent += silent ? 1 : 0;
        CHECK(((near[k] & kMayBeSilent) != 0) == silent);
        if (silent) CHECK((bounds.flags[b] & kMayBeSilent) != 0);
        if (silent) continue;
        if (block.odd[k] != 0) CHECK((bounds.flags[b] & kMayBeOdd) != 0);
        if (block.odd[k] != 0 || (bounds.flags[b] & kMayBeOdd) != 0) continue;
        const bool buys = block.bid[k] >= buy[first + k], sells = block.ask[k] <= sell[first + k];
        (buys || sells ? seen_near : seen_quiet) += 1;
        if (buys) CHECK((near[k] & bounds.flags[b] & kNearBuy) != 0);
        if (sells) CHECK((near[k] & bounds.flags[b] & kNearSell) != 0);
      }
    }
  }
  CHECK(seen_near > 1000);
  CHECK(seen_silent > 1000);
  CHECK(seen_quiet > 1000);
}
