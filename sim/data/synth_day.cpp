// A synthetic path as a recorder would have written it: ticks, lots, snapshot and updates.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/data/calendar.hpp"
#include "sim/data/synth.hpp"

namespace asgen::data {

namespace {

/// Best displayed prices, in ticks.
struct Touch {
  std::int32_t bid, ask;
};

/// A price in ticks; a value within 1e-9 ticks of a whole number is that number, so that a mid of 100.00 lies on its tick.
double in_ticks(double price, double tick) {
  const double ticks = price / tick;
  const double whole = std::floor(ticks + 0.5);
  return std::fabs(ticks - whole) < 1e-9 ? whole : ticks;
}

Touch touch_around(double mid, const SynthOptions& options) {
  const double ticks = in_ticks(mid, options.tick);
  const std::int32_t outward = options.half_spread_ticks - 1;
  return {static_cast<std::int32_t>(std::ceil(ticks)) - 1 - outward, static_cast<std::int32_t>(std::floor(ticks)) + 1 + outward};
}

/// Writes the displayed levels of one day, row by row.
class BookWriter {
 public:
  BookWriter(const SynthOptions& options, BookColumns& book)
      : levels_(options.book_levels), lots_(static_cast<std::int64_t>(options.level_lots)), book_(book) {}

  void snapshot(std::int64_t ns, Touch touch) {
    for (std::int32_t i = 0; i < levels_; ++i) add(ns, 1, touch.bid - i, lots_, i == 0 ? kSnapshot | kReset : kSnapshot);
    for (std::int32_t i = 0; i < levels_; ++i) add(ns, -1, touch.ask + i, lots_, kSnapshot);
    touch_ = touch;
  }

  /// Deletes before additions, so that no row in between shows a locked or crossed book.
  void move(std::int64_t ns, Touch touch) {
    if (touch.bid == touch_.bid && touch.ask == touch_.ask) return;
    slide(ns, 1, touch_.bid - levels_ + 1, touch.bid - levels_ + 1, 0);
    slide(ns, -1, touch_.ask, touch.ask, 0);
    slide(ns, 1, touch.bid - levels_ + 1, touch_.bid - levels_ + 1, lots_);
    slide(ns, -1, touch.ask, touch_.ask, lots_);
    touch_ = touch;
  }

 private:
  /// Rows for the levels of the window that begins at `window` and not of the one that begins at `other`.
  void slide(std::int64_t ns, std::int8_t side, std::int32_t window, std::int32_t other, std::int64_t lots) {
    for (std::int32_t price = window; price < window + levels_; ++price) {
      if (price < other || price >= other + levels_) add(ns, side, price, lots, 0);
    }
  }

  void add(std::int64_t ns, std::int8_t side, std::int32_t price, std::int64_t lots, int flags) {
    book_.local_ns.push_back(ns);
    book_.side.push_back(side);
    book_.price.push_back(price);
    book_.lots.push_back(lots);
    book_.flags.push_back(static_cast<std::uint8_t>(flags));
  }

  std::int32_t levels_;
  std::int64_t lots_;
  BookColumns& book_;
  Touch touch_{};
};

void write_book(const SynthOptions& options, const SynthPath& path, Day& day) {
  const std::int64_t step = base::nanos_from_seconds(options.step_s).count();
  BookWriter writer(options, day.book);
  writer.snapshot(day.info.open.count(), touch_around(path.mid[0], options));
  for (std::size_t j = 1; j < path.mid.size(); ++j) {
    writer.move(day.info.open.count() + static_cast<std::int64_t>(j) * step, touch_around(path.mid[j], options));
  }
  day.book.exchange_ns = day.book.local_ns;
}

std::int32_t print_price(double mid, const SynthPath::Order& order, double tick) {
  const double reached = in_ticks(mid + order.side * order.reach, tick);
  return static_cast<std::int32_t>(std::clamp(order.side < 0 ? std::ceil(reached) : std::floor(reached), 1.0, 2.1e9));
}

void write_trades(const SynthOptions& options, const SynthPath& path, Day& day) {
  const std::int64_t step = base::nanos_from_seconds(options.step_s).count();
  for (const auto& order : path.orders) {
    const double mid = path.mid[static_cast<std::size_t>(order.ns / step)];
    day.trades.local_ns.push_back(day.info.open.count() + order.ns);
    day.trades.side.push_back(order.side);
    day.trades.price.push_back(print_price(mid, order, options.tick));
    day.trades.lots.push_back(order.lots);
  }
  day.trades.exchange_ns = day.trades.local_ns;
}

}  // namespace

DayInfo synthetic_day_info(const SynthOptions& options, std::uint64_t seed, std::uint32_t day_index) {
  DayInfo info;
  const std::int64_t day = parse_date(options.start_day, "synth/start_day") + day_index;
  info.exchange = options.exchange;
  info.symbol = options.symbol;
  info.day = format_date(day);
  info.price_quantum = options.tick;
  info.lot = options.lot;
  info.open = base::Nanos(day * kSecondsPerDay * base::kNanosPerSecond);
  info.close = info.open + base::nanos_from_seconds(options.duration_s);
  info.origin = fmt::format("synthetic: seed {}, day {}, sigma {}, A {}, kappa {}, jumps {} x {}, Hawkes {} / {}, impact {}", seed,
                            day_index, options.sigma, options.arrival_rate, options.kappa, options.jumps_per_day, options.jump_sd,
                            options.hawkes_branching, options.hawkes_decay, options.impact);
  return info;
}

Day make_synthetic_day(const SynthOptions& options, std::uint64_t seed, std::uint32_t day_index) {
  const SynthPath path = make_synthetic_path(options, seed, day_index);
  Day day;
  day.info = synthetic_day_info(options, seed, day_index);
  write_book(options, path, day);
  write_trades(options, path, day);
  return day;
}

}  // namespace asgen::data
