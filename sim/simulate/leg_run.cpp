#include "sim/simulate/leg_run.hpp"

namespace asgen::simulate {

using base::Nanos;

LegRun::LegRun(const Leg& leg, const SimulationOptions& options, Books books, OrderLog log, strategy::Strategy& strategy)
    : simulation_(leg, options, std::move(books), log),
      strategy_(strategy),
      every_tick_(options.wakes == Wakes::every_tick),
      steady_(every_tick_ ? nullptr : strategy.steady()),
      cyclic_(every_tick_ ? nullptr : strategy.cyclic()) {}

bool LegRun::go_on(Nanos until) {
  do {
    if (foreseen_ == nullptr) {
      if (!play()) return true;
      foreseen_ = foresee();
    }
    asked_ = false;
    if (foreseen_ != nullptr) {
      const Foreseen end = foreseen_->go_on(until);
      if (end == Foreseen::paused) return false;
      asked_ = end == Foreseen::asks;
      foreseen_ = nullptr;
    }
    wake_ = every_tick_ ? simulation_.now() : strategy_.next_wake(simulation_.now());
  } while (simulation_.now() < until);
  return false;
}

/// To the next tick that matters, and the strategy's answer; false when the leg is over.
bool LegRun::play() {
  const bool open = asked_ || simulation_.advance_to(wake_);
  for (const strategy::FillReport& report : simulation_.fill_reports()) strategy_.on_fill(report);
  for (const strategy::EndReport& report : simulation_.end_reports()) strategy_.on_end(report);
  if (!open) return false;
  actions_.cancels.clear();
  actions_.orders.clear();
  strategy_.on_tick(simulation_.observe(), simulation_.account(), actions_);
  strategy_.on_sent(simulation_.act(actions_));
  return true;
}

std::unique_ptr<ForeseenRun> LegRun::foresee() {
  if (steady_ != nullptr) return simulation_.foresee(*steady_);
  return cyclic_ != nullptr ? simulation_.foresee(*cyclic_) : nullptr;
}

}  // namespace asgen::simulate
