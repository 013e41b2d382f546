#include "sim/data/inspect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>

#include "sim/data/book_state.hpp"
#include "sim/data/calendar.hpp"
#include "sim/data/day_file.hpp"

namespace asgen::data {

namespace {

/// How long the spread was how many ticks, and the mids along the way.
class SpreadClock {
 public:
  void add(const BookState& book, std::int64_t ns) {
    if (!book.two_sided()) return;
    last_mid_ = static_cast<double>(book.bids().begin()->first + book.asks().begin()->first) / 2;
    if (!seen_) first_mid_ = last_mid_;
    seen_ = true;
    time_[book.spread()] += ns;
    total_ += ns;
  }

  void fill(DaySummary& summary) const {
    const double quantum = summary.info.price_quantum;
    const double none = std::numeric_limits<double>::quiet_NaN();
    summary.mid_open = seen_ ? first_mid_ * quantum : none;
    summary.mid_close = seen_ ? last_mid_ * quantum : none;
    summary.mean_spread_ticks = summary.median_spread_ticks = summary.locked_share = summary.crossed_share = none;
    if (total_ == 0) return;
    const double all = static_cast<double>(total_);
    double weighted = 0, locked = 0, crossed = 0;
    for (const auto& [spread, ns] : time_) {
      weighted += static_cast<double>(spread) * static_cast<double>(ns);
      if (spread == 0) locked += static_cast<double>(ns);
      if (spread < 0) crossed += static_cast<double>(ns);
    }
    summary.mean_spread_ticks = weighted / all;
    summary.median_spread_ticks = median();
    summary.locked_share = locked / all;
    summary.crossed_share = crossed / all;
    summary.two_sided_share = all / std::max(1.0, (summary.info.close - summary.info.open).as_double() - summary.gap_seconds * 1e9);
  }

 private:
  [[nodiscard]] double median() const {
    std::int64_t passed = 0;
    for (const auto& [spread, ns] : time_) {
      passed += ns;
      if (2 * passed >= total_) return static_cast<double>(spread);
    }
    return 0;
  }

  std::map<std::int64_t, std::int64_t> time_;
  std::int64_t total_ = 0;
  double first_mid_ = 0, last_mid_ = 0;
  bool seen_ = false;
};

/// Length of [from, to) that lies in no gap.
std::int64_t outside_gaps(const std::vector<Gap>& gaps, std::int64_t from, std::int64_t to) {
  std::int64_t length = to - from;
  auto gap = std::partition_point(gaps.begin(), gaps.end(), [&](const Gap& g) { return g.end.count() <= from; });
  for (; gap != gaps.end() && gap->begin.count() < to; ++gap) {
    length -= std::min(to, gap->end.count()) - std::max(from, gap->begin.count());
  }
  return length;
}

void summarise_book(const Day& day, DaySummary& summary) {
  BookState state;
  SpreadClock clock;
  const BookColumns& book = day.book;
  for (std::size_t i = 0; i < book.size();) {
    const std::int64_t now = book.local_ns[i];
    for (; i < book.size() && book.local_ns[i] == now; ++i) {
      if ((book.flags[i] & kReset) != 0) state.clear();
      state.set(book.side[i], book.price[i], book.lots[i]);
    }
    ++summary.batches;
    clock.add(state, outside_gaps(day.gaps, now, i < book.size() ? book.local_ns[i] : day.info.close.count()));
  }
  clock.fill(summary);
}

}  // namespace

DaySummary summarise(const Day& day) {
  DaySummary summary;
  summary.info = day.info;
  summary.book_rows = day.book.size();
  summary.trades = day.trades.size();
  std::int64_t lots = 0;
  for (std::size_t i = 0; i < day.trades.size(); ++i) {
    summary.buys += day.trades.side[i] > 0 ? 1U : 0U;
    summary.sells += day.trades.side[i] < 0 ? 1U : 0U;
    lots += day.trades.lots[i];
  }
  summary.resting_known = !day.trades.resting_since_ns.empty();
  for (const std::int64_t since : day.trades.resting_since_ns) summary.aged_trades += since != 0 ? 1U : 0U;
  summary.volume = static_cast<double>(lots) * day.info.lot;
  summary.gaps = day.gaps.size();
  for (const Gap& gap : day.gaps) summary.gap_seconds += base::seconds(gap.end - gap.begin);
  summarise_book(day, summary);
  return summary;
}

DaySummary inspect_day(const std::string& path) { return summarise(read_day(path)); }

std::string to_text(const DaySummary& s) {
  fmt::memory_buffer out;
  const auto line = [&](const std::string& text) { fmt::format_to(std::back_inserter(out), "{}\n", text); };
  const DayInfo& i = s.info;
  line(fmt::format("{} {}  {}{}  ({})", i.exchange, i.symbol, i.day, i.session.empty() ? "" : " " + i.session, i.time_zone));
  line(fmt::format("span      {} .. {}  ({:.0f} s)", format_instant(i.open.count()), format_instant(i.close.count()), base::seconds(i.close - i.open)));
  line(fmt::format("units     price quantum {}, lot {}, {} contract of size {}", i.price_quantum, i.lot, i.contract, i.contract_size));
  line(fmt::format("depth     {}", i.depth_levels == 0 ? "full" : fmt::format("best {} a side", i.depth_levels)));
  line(fmt::format("book      {} rows in {} batches, two-sided {:.2f} % of the time", s.book_rows, s.batches, s.two_sided_share * 100));
  line(fmt::format("trades    {} ({} buys, {} sells), volume {:g}", s.trades, s.buys, s.sells, s.volume));
  if (s.resting_known) line(fmt::format("L3        {} of the trades say since when the order that was hit had rested", s.aged_trades));
  line(fmt::format("spread    mean {:.3f} ticks, median {:g} ticks; locked {:.2f} %, crossed {:.2f} % of the time", s.mean_spread_ticks,
                   s.median_spread_ticks, s.locked_share * 100, s.crossed_share * 100));
  line(fmt::format("mid       {:.10g} at the open, {:.10g} at the close", s.mid_open, s.mid_close));
  line(fmt::format("gaps      {} ({:.1f} s in all)", s.gaps, s.gap_seconds));
  line(fmt::format("origin    {}", i.origin));
  for (const std::string& source : i.sources) line("source    " + source);
  return fmt::to_string(out);
}

}  // namespace asgen::data
