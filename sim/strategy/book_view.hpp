#pragma once
// The displayed book at a clock tick, asked level by level: nothing is copied.

#include <cstddef>
#include <optional>

#include "sim/base/units.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::strategy {

/// Cheap to copy; the tape must outlive it. An empty view shows no level.
class BookView {
 public:
  BookView() = default;
  BookView(const tape::Tape& tape, std::size_t after_events) : tape_(&tape), events_(after_events) {}

  /// Price of the level, from the best on, at which the displayed quantity adds up to `lots` (0: the best price); nothing when
  /// less is displayed.
  [[nodiscard]] std::optional<base::Ticks> price_reaching(base::Side book_side, base::Lots lots) const {
    if (tape_ == nullptr) return std::nullopt;
    const std::optional<std::int32_t> price = tape_->price_reaching(book_side, lots.count(), events_);
    if (!price) return std::nullopt;
    return base::Ticks(*price);
  }

 private:
  const tape::Tape* tape_ = nullptr;
  std::size_t events_ = 0;
};

}  // namespace asgen::strategy
