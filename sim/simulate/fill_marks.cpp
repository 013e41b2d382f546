#include "sim/simulate/fill_marks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>

namespace asgen::simulate {
namespace {

/// Mid just before the event that filled us; a fill on a clock tick or on arrival comes after the last event up to it.
double mid_before(const tape::Tape& tape, const market::Fill& fill) {
  return MidChanges::after(tape, tape.event_ns(fill.event) < fill.time ? fill.event + 1 : fill.event);
}

/// Marks fills a batch at a time, step by step: the look-ups of a batch do not wait for one another, and most of them miss the caches.
class Batch {
 public:
  static constexpr std::size_t kFills = 16;

  explicit Batch(const LegFills& leg) : leg_(leg), tape_(*leg.tape) {
    const std::int64_t clock = tape_.info().clock.count();
    for (std::size_t h = 0; h < account::kHorizons; ++h) {
      delays_[h] = base::Nanos(account::kMarkoutHorizons_s[h] * base::kNanosPerSecond);
      ticks_[h] = base::kNanosPerSecond % clock == 0 ? static_cast<std::size_t>(delays_[h].count() / clock) : 0;
    }
  }

  void mark(std::span<const market::Fill> fills) {
    for (std::size_t i = 0; i < fills.size(); ++i) find_ranges(fills[i].time, ranges_[i]);
    for (std::size_t i = 0; i < fills.size(); ++i) mids_[i] = mid_before(tape_, fills[i]);
    for (std::size_t i = 0; i < fills.size(); ++i) {
      for (std::size_t h = 0; h < account::kHorizons; ++h) {
        const base::Nanos at = fills[i].time + delays_[h];
        later_[i][h] = at > leg_.to ? std::numeric_limits<double>::quiet_NaN() : leg_.mids->at(at, ranges_[i][h]);
      }
    }
  }
  [[nodiscard]] double mid(std::size_t i) const { return mids_[i]; }
  [[nodiscard]] const std::array<double, account::kHorizons>& later(std::size_t i) const { return later_[i]; }

 private:
  template <class T>
  using PerHorizon = std::array<T, account::kHorizons>;

  /// Where the clock divides a second, the ticks until a later time follow from those until the fill.
  void find_ranges(base::Nanos t, PerHorizon<MidChanges::Range>& ranges) const {
    const std::size_t ticks = tape_.ticks_until(t);
    for (std::size_t h = 0; h < account::kHorizons; ++h) {
      ranges[h] = leg_.mids->about(ticks > 0 && ticks_[h] > 0 ? ticks + ticks_[h] : tape_.ticks_until(t + delays_[h]));
    }
  }

  const LegFills& leg_;
  const tape::Tape& tape_;
  PerHorizon<base::Nanos> delays_{};
  PerHorizon<std::size_t> ticks_{};  // of the delays; 0 when no whole number
  std::array<PerHorizon<MidChanges::Range>, kFills> ranges_{};
  std::array<double, kFills> mids_{};
  std::array<PerHorizon<double>, kFills> later_{};
};

}  // namespace

void add_qualities(const LegFills& leg, const Books& books, double limit, FillQualities& qualities) {
  Batch batch(leg);
  base::Lots inventory = leg.inventory;
  std::span<const market::Fill> left = std::span(books.fills()).subspan(leg.first, leg.end - leg.first);
  while (!left.empty()) {
    const auto fills = left.first(std::min(left.size(), Batch::kFills));
    left = left.subspan(fills.size());
    batch.mark(fills);
    for (std::size_t i = 0; i < fills.size(); ++i) {
      const market::Fill& fill = fills[i];
      const bool outside = std::fabs(books.quantity(inventory)) > limit;
      inventory += base::Lots(base::sign(fill.side) * fill.quantity.count());
      if (std::isnan(batch.mid(i))) continue;
      (outside ? qualities.outside : qualities.inside)
          .add({fill.side, 2 * fill.price.as_double(), books.quantity(fill.quantity), batch.mid(i), batch.later(i)});
    }
  }
}

}  // namespace asgen::simulate
