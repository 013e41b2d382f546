#pragma once
// Who was the aggressor, where the feed does not say.

#include <cstdint>

namespace asgen::data {

/// The tick rule (Lee and Ready 1991): a trade above the last different price was bought, below it sold.
class TickRule {
 public:
  /// Sees every trade, in time order; returns +1, -1, or 0 while no price has changed yet.
  std::int8_t see(std::int64_t price) {
    if (last_ != 0 && price != last_) direction_ = price > last_ ? std::int8_t{1} : std::int8_t{-1};
    last_ = price;
    return direction_;
  }

 private:
  std::int64_t last_ = 0;
  std::int8_t direction_ = 0;
};

}  // namespace asgen::data
