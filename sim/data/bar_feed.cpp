#include "sim/data/bar_feed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/data/bar_rows.hpp"
#include "sim/data/line_reader.hpp"

namespace asgen::data {

namespace {

constexpr std::int64_t kUsualLength = 60 * base::kNanosPerSecond;

/// Plays bars into the feed.
class BarPlayer {
 public:
  BarPlayer(const std::vector<Bar>& bars, const FeedRules& rules, RawFeed& feed) : feed_(feed), length_(bar_length(bars)) {
    Quantum price, volume;
    for (const Bar& bar : bars) {
      for (const std::int64_t value : {bar.open, bar.high, bar.low, bar.close}) price.add(value);
      volume.add(bar.volume);
    }
    tick_ = rules.tick ? rules.tick->divisor() : std::max<std::int64_t>(1, price.value());
    lot_ = rules.lot ? rules.lot->divisor() : std::max<std::int64_t>(1, volume.value());
  }

  void play(const Bar& bar) {
    const bool rose = bar.close >= bar.open;
    const std::array<std::int64_t, 4> path{bar.open, rose ? bar.low : bar.high, rose ? bar.high : bar.low, bar.close};
    const std::int64_t quarter = bar.volume / lot_ / 4 * lot_;
    for (std::size_t i = 0; i < path.size(); ++i) {
      const std::int64_t amount = i + 1 < path.size() ? quarter : bar.volume - 3 * quarter;
      arrive(bar.begin_ns + static_cast<std::int64_t>(i) * (length_ / 4), path[i], amount);
    }
  }

  [[nodiscard]] std::int64_t length() const { return length_; }

 private:
  /// The shortest step from bar to bar: longer ones miss some.
  static std::int64_t bar_length(const std::vector<Bar>& bars) {
    std::int64_t shortest = INT64_MAX;
    for (std::size_t i = 1; i < bars.size(); ++i) {
      if (const std::int64_t step = bars[i].begin_ns - bars[i - 1].begin_ns; step > 0) shortest = std::min(shortest, step);
    }
    return shortest == INT64_MAX ? kUsualLength : shortest;
  }

  void arrive(std::int64_t now, std::int64_t price, std::int64_t amount) {
    if (last_ != 0 && price != last_) bought_ = price > last_;
    last_ = price;
    const std::int64_t shown = std::max(amount, lot_), bid = bought_ ? price - tick_ : price, ask = bought_ ? price : price + tick_;
    feed_.add_quote({now, now, bid, bid > 0 ? shown : 0, 1, 0, RowKind::best, 0});
    feed_.add_quote({now, now, ask, shown, -1, 0, RowKind::best, 0});
    if (amount == 0) return;
    const std::int64_t then = now + length_ / 8;
    feed_.add_trade({then, then, price, amount, 0, static_cast<std::int8_t>(bought_ ? 1 : -1)});
  }

  RawFeed& feed_;
  std::int64_t length_, tick_ = 1, lot_ = 1, last_ = 0;
  bool bought_ = true;
};

}  // namespace

FileReport read_bars(const std::string& path, const FeedRules& rules, RawFeed& feed) {
  LineReader lines(path);
  std::string_view line;
  if (!lines.next(line)) line = "";
  BarRows rows(line, path, rules);
  RowLog log(path, "bars");
  std::vector<Bar> bars;
  while (lines.next(line)) {
    if (line.empty()) continue;
    Bar bar;
    if (!rows.read(line, bar)) {
      log.refused(lines.number(), rows.fault().column, rows.fault().reason);
    } else if (!bars.empty() && bar.begin_ns <= bars.back().begin_ns) {
      log.refused(lines.number(), "time", "is not later than the bar before");
    } else {
      bars.push_back(bar);
      log.taken(bar.begin_ns);
    }
  }
  const std::string name = std::filesystem::path(path).filename().string();
  if (feed.symbol.empty()) feed.symbol = rules.symbol.empty() ? name.substr(0, name.find_first_of("_.")) : rules.symbol;
  if (feed.exchange.empty()) feed.exchange = "bars";
  BarPlayer player(bars, rules, feed);
  for (const Bar& bar : bars) player.play(bar);
  feed.usual_silence = std::max(feed.usual_silence, player.length());
  log.note(fmt::format("bars of {:g} s: APPROXIMATE. Within a bar the price goes open, low, high, close (open, high, low, close when it fell); the spread is "
                       "one tick, a quarter of the volume trades at each; depth and queues mean nothing", static_cast<double>(player.length()) * 1e-9));
  return log.finish(rules.max_bad);
}

}  // namespace asgen::data
