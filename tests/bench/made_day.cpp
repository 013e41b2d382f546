#include "tests/bench/made_day.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "sim/base/math.hpp"
#include "sim/base/random.hpp"

namespace asgen::bench {
namespace {

constexpr std::int64_t kMidnight = 1'767'657'600'000'000'000;  // 2026-01-06
constexpr std::size_t kDepth = 25;
constexpr std::int32_t kStartBid = 20'000;  // 2,000.0
constexpr double kRowsPerMessage = 4.31;     // trades included: what the rules below come to
constexpr double kTradeShare = 0.35;         // messages that follow a trade
constexpr double kSweepShare = 0.0012;       // trades that go through many levels
constexpr double kSweptLevels = 8;           // mean
constexpr double kDeepest = 4;               // mean distance of a changed level from the best

/// One side's levels from the best on, one a tick.
struct Ladder {
  std::int8_t sign;
  std::int32_t best;
  std::array<std::int64_t, kDepth> lots;

  [[nodiscard]] std::int32_t price(std::size_t level) const { return best - sign * static_cast<std::int32_t>(level); }
};

class Maker {
 public:
  explicit Maker(const MadeDayOptions& options)
      : options_(options), draw_({options.seed}), bid_{1, kStartBid, {}}, ask_{-1, kStartBid + 1, {}} {
    day_.info.exchange = "made";
    day_.info.symbol = "DAY";
    day_.info.day = "2026-01-06";
    day_.info.price_quantum = 0.1;
    day_.info.lot = 0.0001;
    day_.info.depth_levels = static_cast<int>(kDepth);
    day_.info.open = base::Nanos(kMidnight);
    day_.info.close = day_.info.open + base::nanos_from_seconds(options.duration_s);
    day_.info.origin = "made by tests/bench";
    messages_ = static_cast<double>(options.rows) / kRowsPerMessage;
  }

  data::Day make() {
    now_ = kMidnight + 1'000'000;
    snapshot();
    for (pass_time(); now_ < day_.info.close.count(); pass_time()) {
      if (draw_.uniform() < kTradeShare) trade(draw_.below(2) == 0 ? bid_ : ask_);
      if (draw_.uniform() < moves_share()) move(draw_.below(2) == 0 ? 1 : -1);
      change_levels();
    }
    return std::move(day_);
  }

 private:
  /// Exponential gaps; one message in five opens a burst of fast ones, and the day's ends are twice as busy as its middle.
  void pass_time() {
    if (burst_ == 0 && draw_.below(5) == 0) burst_ = 1 + static_cast<int>(draw_.below(8));
    const double share = static_cast<double>(now_ - kMidnight) * 1e-9 / options_.duration_s;
    const double mean_s = options_.duration_s / messages_ * 2.005 * (burst_ > 0 ? 0.05 : 1.0) / (0.75 + 3 * (share - 0.5) * (share - 0.5));
    burst_ -= burst_ > 0 ? 1 : 0;
    now_ += 1000 * (1 + static_cast<std::int64_t>(1e6 * draw_.exponential(1 / mean_s)));
  }

  /// Share of messages that move the mid by a tick, on top of what trades move.
  [[nodiscard]] double moves_share() const {
    const double per_message = options_.sigma_ticks * options_.sigma_ticks * options_.duration_s / messages_;
    return std::clamp(per_message, 0.0, 0.9);
  }

  std::int64_t some_lots() { return 1 + static_cast<std::int64_t>(2000 * base::exp(1.2 * draw_.normal())); }

  void row(const Ladder& side, std::int32_t price, std::int64_t lots, int flags = 0) {
    day_.book.local_ns.push_back(now_);
    day_.book.exchange_ns.push_back(now_ - 5'000'000);
    day_.book.side.push_back(side.sign);
    day_.book.price.push_back(price);
    day_.book.lots.push_back(lots);
    day_.book.flags.push_back(static_cast<std::uint8_t>(flags));
  }

  void snapshot() {
    for (Ladder* side : {&bid_, &ask_}) {
      for (std::size_t i = 0; i < kDepth; ++i) {
        side->lots[i] = some_lots();
        row(*side, side->price(i), side->lots[i], data::kSnapshot | (side == &bid_ && i == 0 ? data::kReset : 0));
      }
    }
  }

  /// An order that takes from `side`: prints level by level; the levels it emptied go with the message that follows.
  void trade(Ladder& side) {
    std::int64_t wanted = 1 + static_cast<std::int64_t>(300 * base::exp(1.6 * draw_.normal()));
    if (draw_.uniform() < kSweepShare) wanted = swept_lots(side);
    std::size_t emptied = 0;
    while (wanted > 0 && emptied + 1 < kDepth) {
      const std::int64_t lots = std::min(wanted, side.lots[emptied]);
      print(side, side.price(emptied), lots);
      wanted -= lots;
      side.lots[emptied] -= lots;
      if (side.lots[emptied] > 0) break;
      ++emptied;
    }
    for (std::size_t i = 0; i < emptied; ++i) move(-side.sign);
    if (emptied == 0) row(side, side.price(0), side.lots[0]);
  }

  std::int64_t swept_lots(const Ladder& side) {
    const auto levels = std::min(static_cast<std::size_t>(draw_.exponential(1 / kSweptLevels)), kDepth - 1);
    return std::accumulate(side.lots.begin(), side.lots.begin() + static_cast<std::ptrdiff_t>(levels), side.lots[levels] / 2);
  }

  void print(const Ladder& side, std::int32_t price, std::int64_t lots) {
    day_.trades.local_ns.push_back(now_);
    day_.trades.exchange_ns.push_back(now_ - 5'000'000);
    day_.trades.side.push_back(static_cast<std::int8_t>(-side.sign));
    day_.trades.price.push_back(price);
    day_.trades.lots.push_back(lots);
  }

  /// Both sides a tick up or down: one loses its best, the other gets a new one; the window follows.
  void move(std::int32_t step) {
    Ladder& loses = step > 0 ? ask_ : bid_;
    Ladder& gains = step > 0 ? bid_ : ask_;
    row(loses, loses.price(0), 0);
    std::shift_left(loses.lots.begin(), loses.lots.end(), 1);
    loses.best += step;
    loses.lots.back() = some_lots();
    row(loses, loses.price(kDepth - 1), loses.lots.back());
    row(gains, gains.price(kDepth - 1), 0);
    std::shift_right(gains.lots.begin(), gains.lots.end(), 1);
    gains.best += step;
    gains.lots.front() = some_lots();
    row(gains, gains.price(0), gains.lots.front());
  }

  void change_levels() {
    const std::size_t count = 1 + draw_.below(4);
    for (std::size_t i = 0; i < count; ++i) {
      Ladder& side = draw_.below(2) == 0 ? bid_ : ask_;
      const auto level = std::min(static_cast<std::size_t>(draw_.exponential(1 / kDeepest)), kDepth - 1);
      side.lots[level] = some_lots();
      row(side, side.price(level), side.lots[level]);
    }
  }

  MadeDayOptions options_;
  base::Stream draw_;
  Ladder bid_, ask_;
  data::Day day_;
  double messages_ = 0;
  std::int64_t now_ = 0;
  int burst_ = 0;
};

}  // namespace

data::Day make_day(const MadeDayOptions& options) { return Maker(options).make(); }

}  // namespace asgen::bench
