#include "sim/data/join_days.hpp"

#include <fmt/format.h>

#include <utility>

#include "sim/base/contract.hpp"
#include "sim/base/error.hpp"
#include "sim/data/book_state.hpp"

namespace asgen::data {
namespace {

std::string name_of(const DayInfo& info) { return fmt::format("day {} {} {}", info.exchange, info.symbol, info.day); }

/// Refuses two days that are not of one instrument in the same units.
void check_pair(const DayInfo& a, const DayInfo& b) {
  const auto refuse = [&](const std::string& problem, const char* advice) {
    throw base::DataError(name_of(b), fmt::format("{} (it is to follow {})", problem, name_of(a)), advice);
  };
  if (a.exchange != b.exchange || a.symbol != b.symbol) refuse("is of another instrument", "join days of one instrument");
  if (a.price_quantum != b.price_quantum || a.lot != b.lot) {
    refuse(fmt::format("counts in ticks of {} and lots of {}, not of {} and {}", b.price_quantum, b.lot, a.price_quantum, a.lot),
           "import the days together, or with the same --tick and --lot");
  }
  if (a.contract != b.contract || a.contract_size != b.contract_size || a.depth_levels != b.depth_levels) {
    refuse("has another contract or depth", "import the days together, or with the same --contract and --depth");
  }
  if (b.open < a.close) refuse("opens before the day before it closes", "list each day once, in time order");
}

void apply(const BookColumns& rows, std::size_t from, std::size_t to, BookState& book) {
  for (std::size_t i = from; i < to; ++i) {
    if ((rows.flags[i] & kReset) != 0) book.clear();
    book.set(rows.side[i], rows.price[i], rows.lots[i]);
  }
}

/// Number of rows of the complete book that a day opens with: the first snapshot, as far as it has one stamp.
std::size_t opening_rows(const BookColumns& rows) {
  if (rows.size() == 0 || (rows.flags[0] & kReset) == 0) return 0;
  std::size_t end = 1;
  while (end < rows.size() && rows.local_ns[end] == rows.local_ns[0] && rows.flags[end] == kSnapshot) ++end;
  return end;
}

template <class Levels>
std::size_t differing(const Levels& a, const Levels& b) {
  std::size_t count = 0;
  for (const auto& [price, amount] : a) {
    const auto same = b.find(price);
    count += same == b.end() || same->second != amount;
  }
  for (const auto& [price, amount] : b) count += !a.contains(price);
  return count;
}

template <class Column>
void append(Column& to, const Column& from, std::size_t first = 0) {
  to.insert(to.end(), from.begin() + static_cast<std::ptrdiff_t>(first), from.end());
}

void append_book(BookColumns& to, const BookColumns& from, std::size_t first) {
  append(to.exchange_ns, from.exchange_ns, first);
  append(to.local_ns, from.local_ns, first);
  append(to.side, from.side, first);
  append(to.price, from.price, first);
  append(to.lots, from.lots, first);
  append(to.flags, from.flags, first);
}

void append_trades(TradeColumns& to, const TradeColumns& from) {
  // A day without trades does not show whether its feed knows joining times.
  if (!to.resting_since_ns.empty() || !from.resting_since_ns.empty()) {
    to.resting_since_ns.resize(to.size(), 0);
    append(to.resting_since_ns, from.resting_since_ns);
    to.resting_since_ns.resize(to.size() + from.size(), 0);
  }
  append(to.exchange_ns, from.exchange_ns);
  append(to.local_ns, from.local_ns);
  append(to.side, from.side);
  append(to.price, from.price);
  append(to.lots, from.lots);
}

void add_gap(std::vector<Gap>& gaps, const Gap& gap) {
  if (!gaps.empty() && gaps.back().end >= gap.begin) {
    gaps.back().end = gap.end;
  } else {
    gaps.push_back(gap);
  }
}

/// Adds days one by one; the book of all that came before is kept beside.
class Joiner {
 public:
  Joiner(Day first, const JoinOptions& options) : options_(options) {
    joined_.day = std::move(first);
    before_ = joined_.day.info.day;
    apply(joined_.day.book, 0, joined_.day.book.size(), carried_);
  }

  void add(const Day& next) {
    Day& day = joined_.day;
    check_pair(day.info, next.info);
    Seam seam{before_, next.info.day, next.info.open - day.info.close};
    const std::size_t opening = opening_rows(next.book);
    BookState opened = carried_;
    apply(next.book, 0, opening, opened);
    seam.differing_levels = differing(carried_.bids(), opened.bids()) + differing(carried_.asks(), opened.asks());
    if (seam.pause > options_.gap) add_gap(day.gaps, {day.info.close, next.info.open});
    for (const Gap& gap : next.gaps) add_gap(day.gaps, gap);
    append_book(day.book, next.book, seam.differing_levels == 0 ? opening : 0);
    append_trades(day.trades, next.trades);
    append(day.info.sources, next.info.sources);
    day.info.close = next.info.close;
    apply(next.book, opening, next.book.size(), opened);
    carried_ = std::move(opened);
    before_ = next.info.day;
    joined_.seams.push_back(std::move(seam));
  }

  JoinedDays take() { return std::move(joined_); }

 private:
  JoinOptions options_;
  JoinedDays joined_;
  std::string before_;  // the last day added
  BookState carried_;
};

}  // namespace

JoinedDays join_days(std::vector<Day> days, const JoinOptions& options) {
  base::expects(!days.empty(), "there is a day to begin with");
  Joiner joiner(std::move(days.front()), options);
  for (std::size_t i = 1; i < days.size(); ++i) joiner.add(std::exchange(days[i], Day{}));  // months need not lie in memory twice
  return joiner.take();
}

}  // namespace asgen::data
