#pragma once
// The stages that turn a day into a draft, in order. Each fills the columns named in its comment.

#include "sim/data/day.hpp"
#include "sim/tape/draft.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::tape {

/// Throws DataError when the day breaks what the later stages rely on; names the day and the row.
void check_day(const data::Day& day);

/// A batch's rows are [first_row, end_row) of the day's book; none for a reset of grain row.
struct Batch {
  std::uint32_t event, first_row, end_row;
};
/// info, event_ns, seen_ns, resets, trade columns; returns the batches in event order.
std::vector<Batch> order_events(const data::Day& day, const TapeOptions& options, Draft& draft);

/// Level prices, timelines, windows, best prices and the trades at each level; by batches or by rows as the grain says.
void replay_book(const data::Day& day, const std::vector<Batch>& batches, Draft& draft);

/// buy_hits, sell_hits.
void find_hits(Draft& draft);

/// Ticks with their events, mids, flags and hits, and the gaps.
void set_clock(const data::Day& day, Draft& draft);

}  // namespace asgen::tape
