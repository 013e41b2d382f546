#pragma once
// Makes the decisions of a maker that keeps Hummingbot's cycle: leaps over orders that come and go untouched, and makes the others with
// no more than what post-only quotes need. Every rule is that of Simulation with the maker's own code; Wakes::every_tick is the judge,
// bit for bit.

#include <array>
#include <cstddef>
#include <vector>

#include "sim/simulate/cycle_quotes.hpp"
#include "sim/simulate/cycle_window.hpp"
#include "sim/simulate/quote_play.hpp"
#include "sim/strategy/cyclic_maker.hpp"

namespace asgen::simulate {

class Simulation::CycleRun final : public ForeseenRun {
 public:
  /// The simulation stands after a decision whose requests have arrived; all its orders rest and it waits for no fill.
  CycleRun(Simulation& simulation, strategy::CyclicMaker& maker, const tape::Reach& reach);

  /// Over at a moment (a gap, funding, old orders, the end) that concerns more than quotes.
  Foreseen go_on(base::Nanos until) override;

 private:
  enum class Step { on, stop };
  /// Prices of level 0 of both sides.
  struct Best {
    std::int32_t bid, ask;
    bool operator==(const Best&) const = default;
  };
  /// How orders sent at a tick went.
  struct Life {
    enum class Kind {
      quiet,     ///< nothing came of them until they were cancelled at `end`
      eventful,  ///< they still stood after the decision at `end`, and nothing came of them until its requests arrived
      unknown,   ///< they were not looked at
    } kind;
    std::size_t end;
  };

  [[nodiscard]] std::size_t next_decision() const;
  [[nodiscard]] base::Nanos now(std::size_t tick) const { return tape_.tick_ns(tick); }
  [[nodiscard]] bool is_loud(std::size_t tick, const Best& best) const {
    const std::size_t position = reach_.order.position(tick);
    return (best.bid >= reach_.buy[position]) | (best.ask <= reach_.sell[position]);
  }
  [[nodiscard]] Best best(std::size_t entry) const { return {quotes_.block().bid[entry], quotes_.block().ask[entry]}; }
  void hand_back();
  void leap();
  struct Passed {
    std::size_t present = 0, end = 0;  ///< ticks with orders at the venue; tick of the last cancel
  };
  std::size_t pass_lives(std::size_t tick, Passed& passed) const;
  void begin_life(std::size_t tick, std::size_t stands_at);
  void stay_on();
  [[nodiscard]] bool stand_at(std::int32_t bid, std::int32_t ask) const;
  bool decide_at_a_glance(std::size_t tick);
  [[nodiscard]] Life live(std::size_t tick);
  [[nodiscard]] Life live_tick_by_tick(std::size_t tick);
  [[nodiscard]] bool same_levels(std::size_t tick, std::size_t later);
  Step step();
  void decide(std::size_t tick);
  bool wish(std::size_t tick);
  bool wish_closely(std::size_t tick);
  [[nodiscard]] bool stays() const;
  void note_balances();
  void note_decision(std::size_t tick);
  void recall();

  Simulation& simulation_;
  strategy::CyclicMaker& maker_;
  const tape::Tape& tape_;
  const tape::Reach& reach_;
  strategy::CyclicMaker::Rhythm rhythm_;
  QuotePlay play_;
  CycleQuotes quotes_;
  CycleWindow window_;
  std::size_t refresh_, lifetime_;  ///< ticks
  bool every_tick_;                 ///< it decides about one level at every tick: windows show its prices
  std::size_t limit_;               ///< no decision from this tick on
  base::Nanos due_;                 ///< of the next decision
  std::size_t decided_ = QuotePlay::kNone;  ///< tick of the last decision made here that the maker does not know of
  strategy::AccountView decided_with_{};    ///< balances
  double base_ = 0, quote_ = 0;             ///< that quotes_ are of
  std::array<std::vector<QuotePlay::Wish>, 2> wishes_;
  bool moved_ = false;
};

}  // namespace asgen::simulate
