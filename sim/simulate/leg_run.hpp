#pragma once
// A strategy on one tape, from start to end: play to the next tick that matters, tell, ask, act.

#include <memory>

#include "sim/simulate/simulation.hpp"
#include "sim/strategy/strategy.hpp"

namespace asgen::simulate {

class LegRun {
 public:
  /// `strategy` and the leg's market outlive it.
  LegRun(const Leg& leg, const SimulationOptions& options, Books books, OrderLog log, strategy::Strategy& strategy);

  /// Goes on to about `until`, at least by one step; true when the leg is over. Where it stops changes no result.
  bool go_on(base::Nanos until);

  [[nodiscard]] Simulation& simulation() { return simulation_; }

 private:
  bool play();
  [[nodiscard]] std::unique_ptr<ForeseenRun> foresee();

  Simulation simulation_;
  strategy::Strategy& strategy_;
  bool every_tick_;
  strategy::SteadyMaker* steady_;
  strategy::CyclicMaker* cyclic_;
  std::unique_ptr<ForeseenRun> foreseen_;  // paused
  base::Nanos wake_ = base::Nanos::min();
  bool asked_ = false;  // it stands before a decision already
  strategy::Actions actions_;
};

}  // namespace asgen::simulate
