#include "sim/account/markout.hpp"

#include <cmath>

#include "sim/account/numeric.hpp"

namespace asgen::account {

void ExecutionQuality::add(const MarkedFill& fill) {
  const double scale = 1e4 * base::sign(fill.side) / fill.mid;
  ++fills_;
  weight_ += fill.quantity;
  capture_ += fill.quantity * (scale * (fill.mid - fill.price));
  for (std::size_t h = 0; h < kHorizons; ++h) {
    if (std::isnan(fill.later[h])) continue;
    later_[h].weight += fill.quantity;
    later_[h].markout += fill.quantity * (scale * (fill.later[h] - fill.price));
    later_[h].adverse -= fill.quantity * (scale * (fill.later[h] - fill.mid));
    ++later_[h].n;
  }
}

void ExecutionQuality::add(const ExecutionQuality& other) {
  fills_ += other.fills_;
  weight_ += other.weight_;
  capture_ += other.capture_;
  for (std::size_t h = 0; h < kHorizons; ++h) {
    later_[h].weight += other.later_[h].weight;
    later_[h].markout += other.later_[h].markout;
    later_[h].adverse += other.later_[h].adverse;
    later_[h].n += other.later_[h].n;
  }
}

Value ExecutionQuality::spread_capture_bps() const { return ratio(capture_, weight_, Status::too_few); }

Markout ExecutionQuality::at(std::size_t horizon) const {
  const Sums& s = later_[horizon];
  return {ratio(s.markout, s.weight, Status::too_few), ratio(s.adverse, s.weight, Status::too_few), s.n};
}

}  // namespace asgen::account
