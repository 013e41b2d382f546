#include "sim/tape/tape.hpp"

#include <algorithm>

#include "sim/base/contract.hpp"
#include "sim/base/file.hpp"
#include "sim/tape/layout.hpp"
#include "sim/tape/stages.hpp"

namespace asgen::tape {

using base::Side;

Tape Tape::compile(const data::Day& day, const TapeOptions& options) {
  check_day(day);
  Draft draft;
  const std::vector<Batch> batches = order_events(day, options, draft);
  replay_book(day, batches, draft);
  find_hits(draft);
  set_clock(day, draft);
  const OwnedBlock block = write_block(draft);
  return adopt(block.owner, block.bytes, "compiled tape");
}

Tape Tape::adopt(std::shared_ptr<const void> owner, std::span<const std::byte> block, const std::string& where) {
  Tape tape;
  tape.columns_ = std::make_shared<const Columns>(view_block(block, where));
  tape.owner_ = std::move(owner);
  tape.block_ = block;
  return tape;
}

Tape Tape::open(const std::string& path) {
  const OwnedBlock block = map_file(path);
  return adopt(block.owner, block.bytes, path);
}

void Tape::save(const std::string& path) const {
  base::write_atomically(path, {reinterpret_cast<const char*>(block_.data()), block_.size()});
}

std::size_t Tape::events_until(base::Nanos t, std::size_t hint) const {
  const PackedStamps times = columns_->event_ns;
  base::expects(hint <= times.size() && (hint == 0 || times[hint - 1] <= t.count()), "the hint is a lower bound");
  std::size_t step = 1;
  std::size_t low = hint;
  while (low + step <= times.size() && times[low + step - 1] <= t.count()) {
    low += step;
    step *= 2;
  }
  std::size_t high = std::min(low + step, times.size());
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    times[middle] <= t.count() ? low = middle + 1 : high = middle;
  }
  return low;
}

std::size_t Tape::ticks_until(base::Nanos t) const {
  if (ticks() == 0 || t < tick_ns(0)) return 0;
  const std::int64_t since = (t - tick_ns(0)).count() / info().clock.count();
  return std::min(static_cast<std::size_t>(since) + 1, ticks());
}

std::size_t Tape::first_touch(Side side, std::int32_t price, std::size_t from, std::size_t to) const {
  const MinTree& hits = side == Side::buy ? columns_->buy_hits : columns_->sell_hits;
  return hits.first_at_most(mirrored(side, price), from, to);
}

std::size_t Tape::first_stop(Side side, std::int32_t stop, std::size_t from) const {
  const auto events = columns_->trade_event;
  const auto first = static_cast<std::size_t>(std::lower_bound(events.begin(), events.end(), from) - events.begin());
  const MinTree& prices = side == Side::buy ? columns_->trade_highs : columns_->trade_lows;
  const std::size_t trade = prices.first_at_most(side == Side::buy ? -stop : stop, first, trades());
  return trade == trades() ? this->events() : events[trade];
}

std::size_t Tape::first_crossed_tick(Side side, std::int32_t price, std::size_t from, std::size_t to) const {
  const MinTree& hits = side == Side::buy ? columns_->buy_tick_hits : columns_->sell_tick_hits;
  return hits.first_at_most(mirrored(side, price), from, to);
}

}  // namespace asgen::tape
