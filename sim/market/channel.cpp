#include "sim/market/channel.hpp"

#include "sim/base/contract.hpp"
#include "sim/base/hash.hpp"
#include "sim/base/math.hpp"
#include "sim/base/random.hpp"

namespace asgen::market {

using base::Nanos;

namespace {

// Sub-streams of Purpose::order_latency.
constexpr std::uint32_t kThere = 0, kBack = 1;

}  // namespace

Channel::Channel(const MarketOptions& options, std::string_view day)
    : kind_(options.latency.kind),
      entry_(options.entry_latency),
      response_(options.response_latency),
      shortest_answer_(response_),
      latency_(options.latency),
      day_(base::hash_text(day)) {
  base::expects(kind_ != LatencyKind::measured || latency_.measured != nullptr, "measured latency has its rows");
  if (kind_ == LatencyKind::measured) shortest_answer_ = latency_.measured->shortest_response();
  if (kind_ == LatencyKind::drawn) shortest_answer_ = std::min(latency_.drawn.minimum, response_);
}

Channel::Sent Channel::slow_send(Nanos now) {
  const RequestTravel travel = kind_ == LatencyKind::measured
                                   ? latency_.measured->request(now)
                                   : RequestTravel{draw(entry_, kThere, requests_), RequestTravel::Fate::arrives};
  ++requests_;
  // The notice of a loss takes its place among the answers.
  if (travel.fate == RequestTravel::Fate::lost) {
    last_known_ = std::max(last_known_, now + travel.duration);
    return {last_known_, travel.fate};
  }
  last_arrival_ = std::max(last_arrival_, now + travel.duration);
  return {last_arrival_, travel.fate};
}

Nanos Channel::slow_answer(Nanos now) {
  const Nanos duration = kind_ == LatencyKind::measured ? latency_.measured->response(now) : draw(response_, kBack, answers_);
  ++answers_;
  last_known_ = std::max(last_known_, now + duration);
  return last_known_;
}

Nanos Channel::draw(Nanos median, std::uint32_t way, std::uint64_t index) const {
  // One stream per way and draw, so that a value depends on its number only.
  base::Stream stream({latency_.drawn.seed, base::Purpose::order_latency, day_ + index, way});
  const double factor = base::exp(latency_.drawn.sigma * stream.normal());
  const double extra = std::max((median - latency_.drawn.minimum).as_double(), 0.0) * factor;
  constexpr double kLongest = 60e9;  // a minute: beyond it a request is a different story
  return std::min(latency_.drawn.minimum, median) + Nanos(static_cast<std::int64_t>(std::min(extra, kLongest)));
}

}  // namespace asgen::market
