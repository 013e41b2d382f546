#include "sim/data/import_report.hpp"

#include <fmt/format.h>

#include <iterator>

#include "sim/data/calendar.hpp"

namespace asgen::data {

namespace {

using Text = fmt::memory_buffer;

template <class... Arguments>
void line(Text& out, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  fmt::format_to(std::back_inserter(out), format, std::forward<Arguments>(arguments)...);
  out.push_back('\n');
}

std::string depth_text(int levels) { return levels == 0 ? "full" : levels == 1 ? "best quotes only" : fmt::format("best {} levels", levels); }

void write_files(const ImportReport& r, Text& out) {
  for (const FileReport& file : r.files) {
    line(out, "  {:>10} rows  {}  ({}){}{}", file.rows, file.name, file.layout,
         file.bad > 0 ? fmt::format("  ({} bad rows refused)", file.bad) : "",
         file.skipped > 0 ? fmt::format("  ({} rows of other symbols skipped)", file.skipped) : "");
    for (const BadRow& bad : file.first_bad) line(out, "         line {}, column {}: {}", bad.line, bad.column, bad.reason);
    for (const std::string& note : file.notes) line(out, "         {}", note);
  }
}

void write_latency(const char* name, const LatencyReport& l, Text& out) {
  if (l.rows == 0) return;
  line(out, "latency   {:<6} p50 {:.3f} s  p95 {:.3f} s  p99 {:.3f} s  negative {:.2f} %", name, l.p50, l.p95, l.p99, l.negative_share * 100);
}

void write_gaps(const ImportReport& r, Text& out) {
  constexpr std::size_t kShown = 5;
  double total = 0;
  for (const Gap& gap : r.gaps) total += base::seconds(gap.end - gap.begin);
  line(out, "gaps      {} ({:.1f} s in all)", r.gaps.size(), total);
  for (std::size_t i = 0; i < r.gaps.size() && i < kShown; ++i) {
    line(out, "          {}  {:.1f} s", format_instant(r.gaps[i].begin.count()), base::seconds(r.gaps[i].end - r.gaps[i].begin));
  }
  if (r.gaps.size() > kShown) line(out, "          and {} more", r.gaps.size() - kShown);
}

void write_days(const ImportReport& r, Text& out) {
  line(out, "days");
  for (const DayReport& day : r.days) {
    line(out, "  {}  {} .. {}  {} book rows ({} carried), {} trades, {} gaps{}{}", day.day, format_instant(day.open.count()),
         format_instant(day.close.count()), day.book_rows, day.carried_rows, day.trades, day.gaps, day.path.empty() ? "" : "  -> ", day.path);
  }
}

}  // namespace

std::string to_text(const ImportReport& r) {
  Text out;
  line(out, "{} {}", r.exchange, r.symbol);
  write_files(r, out);
  line(out, "span      {} .. {}  ({:.0f} s)", format_instant(r.first.count()), format_instant(r.last.count()), base::seconds(r.last - r.first));
  line(out, "units     price quantum {}, lot {}, depth: {}", r.price_quantum, r.lot, depth_text(r.depth_levels));
  line(out, "book      {} rows in {} batches, {} snapshots, {} deletes of unknown levels", r.book_rows, r.batches, r.snapshots, r.unknown_deletes);
  line(out, "trades    {} ({} without aggressor, {} sides by the tick rule){}", r.trades, r.unknown_sides, r.inferred_sides,
       r.resting_known ? ", with the age of the order that was hit" : "");
  line(out, "order     {} rows out of order, {} rows outside the session", r.unsorted_rows, r.outside_rows);
  line(out, "locked    {} batches, {:.2f} % of the time", r.locked.batches, r.locked.time_share * 100);
  line(out, "crossed   {} batches, {:.2f} % of the time", r.crossed.batches, r.crossed.time_share * 100);
  write_latency("book", r.book_latency, out);
  write_latency("trades", r.trade_latency, out);
  if (r.activity.windows > 0) {
    line(out, "activity  events per 5 s: mean {:.2f}, sd {:.2f}, min {:.0f}, max {:.0f}, skew {:.2f}", r.activity.mean, r.activity.sd,
         r.activity.min, r.activity.max, r.activity.skew);
  }
  write_gaps(r, out);
  for (const std::string& note : r.notes) line(out, "note      {}", note);
  write_days(r, out);
  return fmt::to_string(out);
}

}  // namespace asgen::data
