#pragma once
// The way to the venue and back, for one matcher: when a request takes effect and when an answer is known.

#include <algorithm>
#include <cstdint>

#include "sim/market/options.hpp"

namespace asgen::market {

/// A value; counts requests and answers, and keeps both first in, first out.
class Channel {
 public:
  /// `day` keys drawn latencies.
  Channel(const MarketOptions& options, std::string_view day);

  /// A request on its way.
  struct Sent {
    base::Nanos at;  ///< when it takes effect; of a lost one, when we know of the loss
    RequestTravel::Fate fate;
  };
  /// Sends a request at `now`, not before an earlier one.
  Sent send(base::Nanos now) {
    if (kind_ == LatencyKind::constant) return {now + entry_, RequestTravel::Fate::arrives};
    return slow_send(now);
  }
  /// Sends an answer from the venue; returns when we know.
  base::Nanos answer(base::Nanos now) { return kind_ == LatencyKind::constant ? now + response_ : slow_answer(now); }
  /// No answer travels shorter.
  [[nodiscard]] base::Nanos shortest_answer() const { return shortest_answer_; }

 private:
  Sent slow_send(base::Nanos now);
  base::Nanos slow_answer(base::Nanos now);
  [[nodiscard]] base::Nanos draw(base::Nanos median, std::uint32_t way, std::uint64_t index) const;

  LatencyKind kind_;
  base::Nanos entry_, response_, shortest_answer_;
  LatencyOptions latency_;
  std::uint64_t day_;
  std::uint64_t requests_ = 0, answers_ = 0;
  base::Nanos last_arrival_ = base::Nanos::min(), last_known_ = base::Nanos::min();
};

}  // namespace asgen::market
