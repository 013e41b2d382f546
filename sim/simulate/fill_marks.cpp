#include "sim/simulate/fill_marks.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

namespace asgen::simulate {
namespace {

/// Mid just before the event that filled us; a fill on a clock tick or on arrival comes after the last event up to it.
double mid_before(const tape::Tape& tape, const market::Fill& fill) {
  return MidChanges::after(tape, tape.event_ns(fill.event) < fill.time ? fill.event + 1 : fill.event);
}

/// Marks fills a batch at a time, step by step: what a step reads, the one before it has fetched for the whole batch, since most look-ups
/// miss the caches.
class Batch {
 public:
  static constexpr std::size_t kFills = 32;

  explicit Batch(const MarkedTape& market) : to_(market.to), mids_(*market.mids), tape_(*market.tape) {
    const std::int64_t clock = tape_.info().clock.count();
    whole_ = base::kNanosPerSecond % clock == 0;
    for (std::size_t h = 0; h < account::kHorizons; ++h) {
      delays_[h] = base::Nanos(account::kMarkoutHorizons_s[h] * base::kNanosPerSecond);
      ticks_[h] = static_cast<std::size_t>(delays_[h].count() / clock);
    }
  }

  void mark(std::span<const market::Fill> fills) {
    for (std::size_t i = 0; i < fills.size(); ++i) fetch(fills[i], marks_[i]);
    for (std::size_t i = 0; i < fills.size(); ++i) find_ranges(marks_[i]);
    for (std::size_t i = 0; i < fills.size(); ++i) look(fills[i], marks_[i]);
  }
  [[nodiscard]] const FillMark& operator[](std::size_t i) const { return marks_[i].found; }

 private:
  template <class T>
  using PerHorizon = std::array<T, account::kHorizons>;
  struct Mark {
    PerHorizon<std::size_t> ticks;
    PerHorizon<MidChanges::Range> ranges;
    FillMark found;
  };

  /// Where the clock divides a second, the ticks until a later time follow from those until the fill.
  void fetch(const market::Fill& fill, Mark& mark) const {
    const std::size_t ticks = tape_.ticks_until(fill.time);
    for (std::size_t h = 0; h < account::kHorizons; ++h) {
      mark.ticks[h] = whole_ && ticks > 0 ? ticks + ticks_[h] : tape_.ticks_until(fill.time + delays_[h]);
    }
    for (const std::size_t until : mark.ticks) mids_.prefetch_about(until);
    tape_.columns().event_ns.prefetch(fill.event);
    __builtin_prefetch(tape_.best_bid().data() + fill.event);
    __builtin_prefetch(tape_.best_ask().data() + fill.event);
  }
  void find_ranges(Mark& mark) const {
    for (std::size_t h = 0; h < account::kHorizons; ++h) {
      mark.ranges[h] = mids_.about(mark.ticks[h]);
      mids_.prefetch_at(mark.ranges[h]);
    }
  }
  void look(const market::Fill& fill, Mark& mark) const {
    mark.found.mid = mid_before(tape_, fill);
    for (std::size_t h = 0; h < account::kHorizons; ++h) {
      const base::Nanos at = fill.time + delays_[h];
      mark.found.later[h] = at > to_ ? std::numeric_limits<double>::quiet_NaN() : mids_.at(at, mark.ranges[h]);
    }
  }

  base::Nanos to_;
  const MidChanges& mids_;
  const tape::Tape& tape_;
  bool whole_;  // clock periods in a second
  PerHorizon<base::Nanos> delays_{};
  PerHorizon<std::size_t> ticks_{};  // of the delays
  std::array<Mark, kFills> marks_;
};

}  // namespace

void mark_fills(const MarkedTape& market, std::span<const market::Fill> fills, std::vector<FillMark>& marks) {
  Batch batch(market);
  while (!fills.empty()) {
    const auto some = fills.first(std::min(fills.size(), Batch::kFills));
    fills = fills.subspan(some.size());
    batch.mark(some);
    for (std::size_t i = 0; i < some.size(); ++i) marks.push_back(batch[i]);
  }
}

}  // namespace asgen::simulate
