#include "sim/market/replay.hpp"

#include <algorithm>

#include "sim/base/contract.hpp"

namespace asgen::market {
namespace {

using base::Nanos;

/// One thing to send; at one instant in order of `kind`, then of the list.
struct Step {
  enum class Kind { cancel, submit, cancel_at_once };
  Nanos time;
  Kind kind;
  std::size_t listed;
};

std::vector<Step> steps_of(std::span<const ListedOrder> orders, Nanos close) {
  std::vector<Step> steps;
  for (std::size_t i = 0; i < orders.size(); ++i) {
    const ListedOrder& order = orders[i];
    steps.push_back({order.submitted, Step::Kind::submit, i});
    const bool at_once = order.cancelled == order.submitted;
    if (order.cancelled <= close) steps.push_back({order.cancelled, at_once ? Step::Kind::cancel_at_once : Step::Kind::cancel, i});
  }
  const auto earlier = [](const Step& a, const Step& b) { return a.time != b.time ? a.time < b.time : a.kind < b.kind; };
  std::stable_sort(steps.begin(), steps.end(), earlier);
  return steps;
}

/// The matcher's ids count orders as they are sent, the list's indices as they are listed.
class ListPlayer {
 public:
  ListPlayer(const tape::Tape& tape, std::span<const ListedOrder> orders, const MarketOptions& options)
      : orders_(orders), matcher_(tape, options, 0), ids_(orders.size()) {}

  Replay play() {
    const Nanos close = matcher_.tape().info().close;
    for (const Step& step : steps_of(orders_, close)) {
      matcher_.advance_to(step.time, fills_);
      if (step.kind == Step::Kind::submit) {
        submit(step.listed);
      } else {
        matcher_.cancel(ids_[step.listed], step.time);
      }
    }
    matcher_.advance_to(close, fills_);
    return result();
  }

 private:
  void submit(std::size_t listed) {
    const OrderRequest& request = orders_[listed].request;
    for (GroupId group = groups_; group < request.group; ++group) groups_ = matcher_.new_group();
    ids_[listed] = matcher_.submit(request, orders_[listed].submitted);
    listed_.push_back(listed);
  }

  [[nodiscard]] Replay result() const {
    Replay replay;
    for (const OrderId id : ids_) replay.orders.push_back({matcher_.order(id), outcome_of(matcher_.order(id)), ahead_of(id)});
    for (const Fill& fill : fills_) replay.fills.push_back({fill, listed_[fill.order - 1], trigger_of(matcher_.tape(), fill)});
    return replay;
  }

  [[nodiscard]] std::optional<double> ahead_of(OrderId id) const {
    if (!matcher_.order(id).has_rested) return std::nullopt;
    const Ahead ahead = matcher_.ahead_at_arrival(id);
    return ahead.state == AheadState::known ? std::optional(ahead.lots) : std::nullopt;
  }

  /// The matcher refuses for four reasons; the list's owner wants to know whether the price was at fault.
  [[nodiscard]] Outcome outcome_of(const Order& order) const {
    switch (order.state) {
      case OrderState::filled: return Outcome::filled;
      case OrderState::cancelled: return Outcome::cancelled;
      case OrderState::expired: return Outcome::expired;
      case OrderState::refused: return would_have_taken(order) ? Outcome::expired : Outcome::rejected;
      default: return Outcome::open;
    }
  }
  [[nodiscard]] bool would_have_taken(const Order& order) const {
    if (order.arrives == Nanos::max() || order.type != OrderType::post_only) return false;
    const tape::Tape& tape = matcher_.tape();
    const auto holds = [&](const tape::TapeGap& gap) { return gap.begin <= order.arrives && order.arrives < gap.end; };
    if (std::ranges::any_of(tape.gaps(), holds)) return false;
    return order.side == base::Side::buy ? order.price >= base::Ticks(tape.best_ask(order.arrived_after))
                                         : order.price <= base::Ticks(tape.best_bid(order.arrived_after));
  }

  std::span<const ListedOrder> orders_;
  Matcher matcher_;
  GroupId groups_ = 0;
  std::vector<OrderId> ids_;          // by list index
  std::vector<std::size_t> listed_;   // by id - 1
  std::vector<Fill> fills_;
};

}  // namespace

Replay replay(const tape::Tape& tape, std::span<const ListedOrder> orders, const MarketOptions& options) {
  const auto lies_inside = [&](const ListedOrder& order) {
    return order.submitted >= tape.info().open && order.submitted <= tape.info().close && order.cancelled >= order.submitted;
  };
  base::expects(std::ranges::all_of(orders, lies_inside), "orders are sent while the recording runs");
  return ListPlayer(tape, orders, options).play();
}

}  // namespace asgen::market
