// Leaving out decisions that only renew quotes which nothing touches. The judge is Wakes::every_tick: same bits.

#include <algorithm>
#include <iterator>

#include "sim/base/contract.hpp"
#include "sim/simulate/quote_reader.hpp"
#include "sim/simulate/simulation.hpp"

namespace asgen::simulate {

using base::Nanos;
using base::Side;

/// Whether this simulation may leave decisions out at all: the market was prepared for it, and nobody wants to see every order.
bool Simulation::may_skip() const {
  const market::MarketOptions& market = options_.market;
  const bool prepared = leg_.gates != nullptr && leg_.gates->options().entry_latency == market.entry_latency && !leg_.volatility.empty();
  const bool plain = market.fill == market::FillRule::shared && market.queue != market::QueueModel::l3_fifo &&
                     market.latency.kind == market::LatencyKind::constant && market.feed == tape::FeedLatency::none &&
                     books_.grid().contract == account::Contract::linear;
  return prepared && plain && keeps_ == OrderLog::none &&
         market.entry_latency + market.response_latency <= leg_.tape->info().clock;
}

/// Plays the market until what was just sent has arrived; false when an order met something, or a side that is to be quoted stands empty.
bool Simulation::settle_requests(const std::array<bool, 2>& quoting) {
  play_to(now() + options_.market.entry_latency);
  if (!waiting_.empty()) return false;
  std::array<bool, 2> any{};
  for (const strategy::LiveOrder& live : known_) {
    if (live.cancelling) continue;
    if (matcher_.order(live.id).state != market::OrderState::resting) return false;
    any[live.side == Side::buy ? 0 : 1] = true;
  }
  return (any[0] || any[1]) && (any[0] || !quoting[0]) && (any[1] || !quoting[1]);
}

StretchPlan Simulation::plan_stretch(const strategy::SteadyMaker::Rhythm& rhythm) const {
  const Nanos clock = leg_.tape->info().clock;
  StretchPlan plan;
  plan.first = leg_.tape->ticks_until(rhythm.next - Nanos(1));
  plan.stride = static_cast<std::size_t>((rhythm.period.count() + clock.count() - 1) / clock.count());
  const Nanos until = std::min(rhythm.until, next_funding_);
  plan.end = std::min(leg_.end_tick - 1, until > leg_.to ? leg_.end_tick : leg_.tape->ticks_until(until - Nanos(1)));
  plan.quoting = rhythm.quoting;
  const auto arrival = leg_.gates->arrival();
  for (const Side side : base::kSides) {
    // Orders that stay as they are: the last tick whose requests arrive before the first event that touches them.
    if (plan.quoting[side == Side::buy ? 0 : 1]) continue;
    const auto later = std::upper_bound(arrival.begin(), arrival.end(), matcher_.next_touch(side));
    plan.end = std::min(plan.end, static_cast<std::size_t>(std::max<std::ptrdiff_t>(later - arrival.begin() - 1, 0)));
  }
  return plan;
}

/// Whether nothing happens to the orders at the venue until the requests of tick `tick` arrive.
bool Simulation::stands_until(std::size_t tick) const {
  if (std::min(matcher_.next_touch(Side::buy), matcher_.next_touch(Side::sell)) < leg_.gates->arrival()[tick]) return false;
  const auto gaps = leg_.tape->gaps();
  const auto later = [](Nanos t, const tape::TapeGap& gap) { return t < gap.begin; };
  const auto gap = std::upper_bound(gaps.begin(), gaps.end(), matcher_.time(), later);
  return gap == gaps.end() || gap->begin > leg_.tape->tick_ns(tick) + options_.market.entry_latency;
}

bool Simulation::skip_quiet_decisions(strategy::SteadyMaker& maker) {
  if (!may_skip() || known_.empty() || !waiting_.empty() || now() + options_.market.entry_latency > leg_.to) return false;
  const auto rhythm = maker.rhythm(now());
  if (!rhythm || !settle_requests(rhythm->quoting)) return false;
  const StretchPlan plan = plan_stretch(*rhythm);
  const tape::Reach* reach = leg_.gates->reach(plan.stride);
  if (reach == nullptr || plan.first >= plan.end) return false;
  if (!stands_until(plan.first)) return false;
  const strategy::AccountView own = account();
  maker.lanes().set_balances(own.base, own.quote);
  const std::size_t resume = first_eventful_decision(leg_, *reach, maker.lanes(), plan);
  if (resume <= plan.first) return false;
  const std::size_t last = plan.first + (resume - 1 - plan.first) / plan.stride * plan.stride;
  stand_after({plan.first, last, plan.stride}, plan.quoting, maker, resume);
  return true;
}

/// Orders that decisions of a stretch ask for, read backwards a few at a time.
class Simulation::Wanted {
 public:
  Wanted(const Leg& leg, const strategy::QuoteLanes& lanes, const Stretch& stretch) : reader_(leg, lanes), stretch_(stretch) {}

  std::span<const market::OrderRequest> at(std::size_t tick, Side side) {
    if (tick < first_ || tick > last_) read_up_to(tick);
    return reader_.ladder((tick - first_) / stretch_.stride, side);
  }

 private:
  void read_up_to(std::size_t tick) {
    constexpr std::size_t kAtOnce = 8;
    const std::size_t n = std::min(kAtOnce, (tick - stretch_.first) / stretch_.stride + 1);
    first_ = tick - (n - 1) * stretch_.stride;
    last_ = tick;
    reader_.read(first_, stretch_.stride, n);
  }

  QuoteReader reader_;
  Stretch stretch_;
  std::size_t first_ = 1, last_ = 0;
};

/// What stands on both sides after the stretch.
Standing Simulation::standing_after(const Stretch& stretch, const std::array<bool, 2>& quoting, const strategy::QuoteLanes& lanes) const {
  Wanted wanted(leg_, lanes, stretch);
  Standing standing;
  for (const Side side : base::kSides) {
    std::vector<strategy::LiveOrder> before;
    std::copy_if(known_.begin(), known_.end(), std::back_inserter(before), [&](const auto& live) { return live.side == side; });
    if (quoting[side == Side::buy ? 0 : 1]) {
      add_standing(before, stretch, [&](std::size_t tick) { return wanted.at(tick, side); }, standing);
    } else {
      for (const strategy::LiveOrder& live : before) standing.kept.push_back(live.id);
    }
  }
  std::sort(standing.kept.begin(), standing.kept.end());
  std::stable_sort(standing.sent.begin(), standing.sent.end(), [](const SentOrder& a, const SentOrder& b) { return a.tick < b.tick; });
  return standing;
}

/// Puts the orders in force after the stretch in the place of those before it, and goes to tick `resume`.
void Simulation::stand_after(const Stretch& stretch, const std::array<bool, 2>& quoting, strategy::SteadyMaker& maker, std::size_t resume) {
  std::erase_if(known_, [](const strategy::LiveOrder& live) { return live.cancelling; });
  const Standing standing = standing_after(stretch, quoting, maker.lanes());
  std::erase_if(known_, [&](const auto& live) { return !std::binary_search(standing.kept.begin(), standing.kept.end(), live.id); });
  std::vector<market::Arrival> arrivals;
  for (const SentOrder& sent : standing.sent) {
    arrivals.push_back({sent.request, leg_.tape->tick_ns(sent.tick), leg_.gates->arrival()[sent.tick]});
  }
  const Nanos time = leg_.tape->tick_ns(resume);
  market::OrderId id = matcher_.skip_to(time, leg_.tape->tick_events()[resume], standing.kept, arrivals);
  for (const market::Arrival& sent : arrivals) {
    known_.push_back({id++, sent.request.side, sent.request.price, sent.request.quantity, sent.request.quantity, sent.submitted, false});
  }
  pay_funding_until(time);
  maker.resume(leg_.tape->tick_ns(stretch.last), known_.front().created);
  fill_reports_.clear();
  end_reports_.clear();
  tick_ = resume;
}

}  // namespace asgen::simulate
