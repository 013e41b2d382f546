#include "sim/data/day_cutter.hpp"

#include <algorithm>
#include <utility>

#include "sim/data/book_builder.hpp"
#include "sim/data/survey.hpp"
#include "sim/data/tick_rule.hpp"

namespace asgen::data {

namespace {

/// The part of a gap that lies in a day.
Gap clipped(const Gap& gap, const DayInfo& info) { return {std::max(gap.begin, info.open), std::min(gap.end, info.close)}; }

/// Walks over the feed once, window by window.
class Cutter {
 public:
  Cutter(const std::vector<DayWindow>& windows, const CutOptions& options, DaySink& sink, ImportReport& report)
      : windows_(windows), options_(options), sink_(sink), report_(report), tick_(options.tick), lot_(options.lot),
        silences_(options.longest_silence), activity_(options.first, options.last) {}

  void take(const BookRow& row) {
    if (row.local_ns != batch_ns_) begin_batch(row.local_ns);
    changes_.clear();
    builder_.apply(row, changes_);
    store_changes();
    latest_exchange_ns_ = row.exchange_ns;
  }

  void take(const TradeRow& row) {
    pass(row.local_ns);
    activity_.see(row.local_ns);
    const std::int8_t ruled = rule_.see(row.price);
    const std::int8_t side = row.side == 0 && options_.unknown_sides == UnknownSides::tick_rule ? ruled : row.side;
    report_.unknown_sides += side == 0 ? 1U : 0U;
    report_.inferred_sides += row.side == 0 && side != 0 ? 1U : 0U;
    if (open_) store(row, side);
    report_.outside_rows += open_ ? 0U : 1U;
  }

  /// Ends the last day; returns the depth seen.
  int finish() {
    settle();
    end_day();
    report_.snapshots = builder_.resets();
    report_.unknown_deletes = builder_.unknown_deletes();
    report_.activity = activity_.report();
    report_.gaps = all_gaps();
    return survey_.finish(options_.last.count(), report_);
  }

 private:
  void begin_batch(std::int64_t now) {
    settle();
    pass(now);
    activity_.see(now);
    batch_ns_ = now;
  }

  /// What a cleared side left waiting belongs to the batch before.
  void settle() {
    changes_.clear();
    builder_.settle(changes_);
    store_changes();
  }

  void store_changes() {
    for (const BookRow& change : changes_) {
      survey_.see(builder_.state(), change.local_ns);
      if (open_) push(change);
    }
    report_.book_rows += changes_.size();
    report_.outside_rows += open_ ? 0 : changes_.size();
  }

  /// Time has come to `now`: ends and begins days.
  void pass(std::int64_t now) {
    silences_.see(now);
    while (window_ < windows_.size() && now >= windows_[window_].end) {
      end_day();
      ++window_;
    }
    if (!open_ && window_ < windows_.size() && now >= windows_[window_].begin) begin_day(windows_[window_]);
  }

  void begin_day(const DayWindow& window) {
    open_ = true;
    info_ = options_.common;
    info_.day = window.day;
    info_.open = std::max(base::Nanos(window.begin), options_.first);
    info_.close = std::min(base::Nanos(window.end), options_.last);
    made_ = {.path = "", .day = info_.day, .open = info_.open, .close = info_.close};
    sink_.begin(info_);
    if (options_.first.count() < window.begin) carry();
  }

  /// The book as it stood when the window began opens the day.
  void carry() {
    const auto add = [&](std::int8_t side, std::int64_t price, std::int64_t amount) {
      const int flags = made_.book_rows == 0 ? kSnapshot | kReset : kSnapshot;
      push({latest_exchange_ns_, info_.open.count(), price, amount, side, static_cast<std::uint8_t>(flags), RowKind::level, 0});
    };
    for (const auto& [price, amount] : builder_.state().bids()) add(1, price, amount);
    for (const auto& [price, amount] : builder_.state().asks()) add(-1, price, amount);
    made_.carried_rows = made_.book_rows;
  }

  void end_day() {
    if (!open_) return;
    open_ = false;
    std::vector<Gap> gaps;
    for (const Gap& gap : all_gaps()) {
      if (const Gap inside = clipped(gap, info_); inside.begin < inside.end) gaps.push_back(inside);
    }
    made_.gaps = gaps.size();
    sink_.end(std::exchange(book_, {}), std::exchange(trades_, {}), std::move(gaps));
    report_.days.push_back(made_);
  }

  [[nodiscard]] std::vector<Gap> all_gaps() const {
    std::vector<Gap> gaps = options_.breaks;
    for (Gap& gap : gaps) gap.end = std::min(gap.end, options_.last);
    gaps.insert(gaps.end(), silences_.gaps().begin(), silences_.gaps().end());
    return merged(std::move(gaps));
  }

  void push(const BookRow& row) {
    book_.exchange_ns.push_back(row.exchange_ns);
    book_.local_ns.push_back(row.local_ns);
    book_.side.push_back(row.side);
    book_.price.push_back(static_cast<std::int32_t>(tick_.quotient(row.price)));
    book_.lots.push_back(lot_.quotient(row.amount));
    book_.flags.push_back(row.flags);
    ++made_.book_rows;
    if (book_.size() >= sink_.piece_rows()) sink_.book(book_);
  }

  void store(const TradeRow& row, std::int8_t side) {
    trades_.exchange_ns.push_back(row.exchange_ns);
    trades_.local_ns.push_back(row.local_ns);
    trades_.side.push_back(side);
    trades_.price.push_back(static_cast<std::int32_t>(tick_.quotient(row.price)));
    trades_.lots.push_back(lot_.quotient(row.amount));
    if (options_.resting_known) trades_.resting_since_ns.push_back(row.resting_since_ns);
    ++made_.trades;
    if (trades_.size() >= sink_.piece_rows()) sink_.trades(trades_);
  }

  const std::vector<DayWindow>& windows_;
  const CutOptions& options_;
  DaySink& sink_;
  ImportReport& report_;
  ExactDivisor tick_, lot_;
  BookBuilder builder_;
  BookSurvey survey_;
  GapFinder silences_;
  Activity activity_;
  TickRule rule_;
  std::vector<BookRow> changes_;
  std::int64_t batch_ns_ = INT64_MIN, latest_exchange_ns_ = 0;
  std::size_t window_ = 0;
  bool open_ = false;  // a day is being filled
  DayInfo info_;
  DayReport made_;
  BookColumns book_;
  TradeColumns trades_;
};

}  // namespace

int cut_days(const CutRows& rows, const std::vector<DayWindow>& windows, const CutOptions& options, DaySink& sink, ImportReport& report) {
  Cutter cutter(windows, options, sink, report);
  auto book = rows.book.read();
  auto trades = rows.trades.read();
  // At equal stamps the trade comes first: the depth row that follows already shows what it took.
  while (book.peek() != nullptr || trades.peek() != nullptr) {
    if (trades.peek() != nullptr && (book.peek() == nullptr || trades.peek()->local_ns <= book.peek()->local_ns)) {
      cutter.take(*trades.peek());
      trades.pop();
    } else {
      cutter.take(*book.peek());
      book.pop();
    }
  }
  return cutter.finish();
}

}  // namespace asgen::data
