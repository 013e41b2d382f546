#include "tests/reference/random_day.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

namespace asgen::test_reference {
namespace {

using base::Nanos;

constexpr std::int64_t kMillisecond = 1'000'000;
constexpr std::int64_t kOpen = 1'700'000'000 * base::kNanosPerSecond;

using Levels = std::map<std::int32_t, std::int64_t>;

/// Writes a day message by message.
class DayWriter {
 public:
  DayWriter(base::Stream& random, const RandomDayOptions& options) : random_(random), options_(options) {
    day_.info.exchange = "test";
    day_.info.symbol = "RANDOM";
    day_.info.day = "2023-11-14";
    day_.info.price_quantum = 0.01;
    day_.info.lot = 0.001;
    day_.info.depth_levels = options.style == DepthStyle::full ? 0 : options.depth_levels;
    day_.info.open = Nanos(kOpen);
  }

  data::Day write() {
    now_ = kOpen + static_cast<std::int64_t>(random_.below(300)) * kMillisecond;
    snapshot();
    for (std::size_t i = 0; i < options_.messages; ++i) {
      now_ += pause();
      if (random_.below(100) < 45) {
        trade();
      } else {
        batch();
      }
    }
    day_.info.close = Nanos(now_ + static_cast<std::int64_t>(random_.below(1500)) * kMillisecond);
    add_gaps();
    return day_;
  }

 private:
  bool chance(std::uint64_t percent) { return random_.below(100) < percent; }
  std::int64_t pause() {
    if (chance(25)) return 0;
    if (chance(10)) return static_cast<std::int64_t>(random_.below(2000)) * kMillisecond;
    // Whole hundreds of milliseconds now and then, so that events meet clock ticks.
    return chance(30) ? 100 * kMillisecond - now_ % (100 * kMillisecond) : static_cast<std::int64_t>(random_.below(200)) * kMillisecond;
  }
  std::int32_t near(std::int32_t reach) {
    return centre_ + options_.base_price + static_cast<std::int32_t>(random_.below(static_cast<std::uint64_t>(2 * reach + 1))) - reach;
  }
  std::int64_t some_lots() { return 1 + static_cast<std::int64_t>(random_.below(chance(20) ? 60 : 12)); }

  /// An exchange stamp as feeds have them: some time before the local one, now and then after it or out of order.
  std::int64_t exchange_stamp() {
    if (chance(5)) return now_ + static_cast<std::int64_t>(random_.below(400)) * kMillisecond;
    return now_ - static_cast<std::int64_t>(random_.below(chance(10) ? 900 : 120)) * kMillisecond;
  }
  /// When the order that a trade hit had joined: not known, long ago, or just before.
  std::int64_t resting_since() {
    if (chance(20)) return 0;
    return now_ - static_cast<std::int64_t>(random_.below(chance(50) ? 8000 : 600)) * kMillisecond;
  }

  void row(int side, std::int32_t price, std::int64_t lots, std::uint8_t flags) {
    if (now_ != message_) message_exchange_ = exchange_stamp();
    message_ = now_;
    day_.book.exchange_ns.push_back(message_exchange_);
    day_.book.local_ns.push_back(now_);
    day_.book.side.push_back(static_cast<std::int8_t>(side));
    day_.book.price.push_back(price);
    day_.book.lots.push_back(lots);
    day_.book.flags.push_back(flags);
  }

  void trade() {
    const int side = chance(8) ? 0 : (chance(50) ? 1 : -1);
    const auto& opposite = side > 0 ? asks_ : bids_;
    std::int32_t price = near(4);
    if (!opposite.empty() && chance(70)) price = side > 0 ? opposite.begin()->first : std::prev(opposite.end())->first;
    day_.trades.exchange_ns.push_back(exchange_stamp());
    day_.trades.resting_since_ns.push_back(resting_since());
    day_.trades.local_ns.push_back(now_);
    day_.trades.side.push_back(static_cast<std::int8_t>(side));
    day_.trades.price.push_back(price);
    day_.trades.lots.push_back(some_lots());
  }

  void change(Levels& levels, int side) {
    std::int32_t price = near(6);
    if (!levels.empty() && chance(50)) {
      auto level = levels.begin();
      std::advance(level, static_cast<std::ptrdiff_t>(random_.below(levels.size())));
      price = level->first;
    } else if (chance(75)) {
      price = centre_ + options_.base_price - side * (1 + static_cast<std::int32_t>(random_.below(6)));
    }
    if (chance(35)) {
      levels.erase(price);
      changed(side, price, 0);
    } else {
      levels[price] = some_lots();
      changed(side, price, levels[price]);
    }
  }
  void changed(int side, std::int32_t price, std::int64_t lots) {
    if (options_.style != DepthStyle::window) row(side, price, lots, 0);
  }

  void batch() {
    if (chance(4)) {
      snapshot();
      return;
    }
    if (chance(15)) centre_ += chance(50) ? 1 : -1;
    const std::size_t changes = 1 + random_.below(4);
    for (std::size_t i = 0; i < changes; ++i) {
      const bool bid = chance(50);
      change(bid ? bids_ : asks_, bid ? 1 : -1);
    }
    if (options_.style == DepthStyle::window) {
      send_window(seen_bids_, best_of(bids_, 1), 1);
      send_window(seen_asks_, best_of(asks_, -1), -1);
    }
  }

  void snapshot() {
    bids_.clear();
    asks_.clear();
    if (!chance(8)) fill_side(bids_, 1);
    if (!chance(8)) fill_side(asks_, -1);
    std::uint8_t flags = data::kSnapshot | data::kReset;
    seen_bids_ = options_.style == DepthStyle::window ? best_of(bids_, 1) : bids_;
    seen_asks_ = options_.style == DepthStyle::window ? best_of(asks_, -1) : asks_;
    for (const auto& [price, lots] : seen_bids_) row(1, price, lots, std::exchange(flags, data::kSnapshot));
    for (const auto& [price, lots] : seen_asks_) row(-1, price, lots, std::exchange(flags, data::kSnapshot));
    if ((flags & data::kReset) != 0) row(1, options_.base_price, 0, flags);
  }
  void fill_side(Levels& levels, int side) {
    for (std::int32_t i = 1; i <= 7; ++i) {
      if (chance(70)) levels[centre_ + options_.base_price - side * i] = some_lots();
    }
  }

  [[nodiscard]] Levels best_of(const Levels& levels, int side) const {
    Levels best = levels;
    while (best.size() > static_cast<std::size_t>(options_.depth_levels)) best.erase(side > 0 ? best.begin() : std::prev(best.end()));
    return best;
  }
  void send_window(Levels& seen, const Levels& window, int side) {
    for (const auto& [price, lots] : seen) {
      if (!window.contains(price)) row(side, price, 0, 0);
    }
    for (const auto& [price, lots] : window) {
      if (!seen.contains(price) || seen.at(price) != lots) row(side, price, lots, 0);
    }
    seen = window;
  }

  void add_gaps() {
    std::vector<std::int64_t> stamps;
    for (int i = 0; i < 2 * options_.gaps; ++i) {
      const auto& rows = day_.book.local_ns;
      const std::int64_t at_row = rows[random_.below(rows.size())];
      stamps.push_back(chance(50) ? at_row : at_row + static_cast<std::int64_t>(random_.below(700)) * kMillisecond);
    }
    std::sort(stamps.begin(), stamps.end());
    for (std::size_t i = 0; i + 1 < stamps.size(); i += 2) {
      if (stamps[i] >= stamps[i + 1]) continue;
      if (chance(70)) stamps[i + 1] = std::min(stamps[i + 1], stamps[i] + 1500 * kMillisecond);
      day_.gaps.push_back({Nanos(stamps[i]), Nanos(stamps[i + 1])});
    }
  }

  base::Stream& random_;
  RandomDayOptions options_;
  data::Day day_;
  std::int64_t now_ = 0, message_ = 0, message_exchange_ = 0;
  std::int32_t centre_ = 0;
  Levels bids_, asks_;            // what the venue has
  Levels seen_bids_, seen_asks_;  // what it has sent, style window
};

}  // namespace

data::Day random_day(base::Stream& random, const RandomDayOptions& options) { return DayWriter(random, options).write(); }

data::Day any_random_day(base::Stream& random) {
  RandomDayOptions options;
  options.style = static_cast<DepthStyle>(random.below(3));
  options.depth_levels = 1 + static_cast<int>(random.below(4));
  options.messages = random.below(30) == 0 ? 1500 : 40 + random.below(200);
  constexpr std::int32_t kBases[] = {0, 1000, 9'386'950, 2'000'000'000};
  options.base_price = kBases[random.below(4)];
  options.gaps = static_cast<int>(random.below(3));
  return random_day(random, options);
}

}  // namespace asgen::test_reference
