#pragma once
// How long somebody has said nothing, not counting time in which this process itself did not look (stopped, or busy).

#include <algorithm>
#include <chrono>

namespace asgen::cluster {

class Silence {
 public:
  using Clock = std::chrono::steady_clock;
  /// Somebody spoke.
  void broken() { so_far_ = Clock::duration::zero(); }
  /// Time has passed; `step` longer than a second counts as one second.
  void pass(Clock::duration step) { so_far_ += std::min<Clock::duration>(step, std::chrono::seconds(1)); }
  /// True when the silence is longer than `limit`; a limit of 0 is never reached.
  [[nodiscard]] bool exceeds(Clock::duration limit) const { return limit > Clock::duration::zero() && so_far_ > limit; }

 private:
  Clock::duration so_far_{};
};

}  // namespace asgen::cluster
