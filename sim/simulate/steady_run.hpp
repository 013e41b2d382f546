#pragma once
// Plays a steady maker from fill to fill: looks ahead over decisions that nothing comes of, and makes the others with no more than
// what post-only quotes need. Times are ticks of the tape here, and every rule is that of Simulation with the maker's own code;
// Wakes::every_tick is the judge, bit for bit.

#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "sim/market/quote_venue.hpp"
#include "sim/simulate/lookout.hpp"
#include "sim/simulate/simulation.hpp"
#include "sim/simulate/wanted_quotes.hpp"

namespace asgen::simulate {

class Simulation::SteadyRun final : public ForeseenRun {
 public:
  /// The simulation stands after a decision whose requests have arrived; all its orders rest and it waits for no fill.
  SteadyRun(Simulation& simulation, strategy::SteadyMaker& maker, const tape::Reach& reach);

  /// Over at a decision that only the maker itself can make, and at a moment (a gap, funding, the end) that concerns more than quotes.
  Foreseen go_on(base::Nanos until) override;

 private:
  enum class Step { on, stop };
  /// Decisions that may be made at once: with nothing to look at before the last one.
  struct Outlook {
    bool any, eventful;
    std::size_t decision;              ///< tick of the last one
    std::array<std::size_t, 2> first;  ///< of the first one of each side
  };
  /// A side's orders whose beginnings nobody has asked for: each began at one of these decisions, made on these balances.
  struct Untraced {
    bool is_open = false;
    Decisions decisions;
    double base, quote;
  };
  /// Later than every tick, early enough to add to.
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1) / 2;

  [[nodiscard]] std::size_t first_tick_at(base::Nanos t) const;
  [[nodiscard]] bool is_open(base::Side side, std::size_t tick) const { return open_from_[base::index(side)] <= tick; }
  [[nodiscard]] bool quotes(base::Side side, std::size_t tick) const { return is_open(side, tick) && maker_.lanes().has_funds(side); }
  [[nodiscard]] bool has_orders_at(std::size_t tick) const;
  [[nodiscard]] base::Nanos arrival_time(std::size_t tick) const;
  [[nodiscard]] bool rests(base::Side side) const { return !venue_.quotes(side).empty(); }

  Step look_ahead();
  void hand_back();
  [[nodiscard]] bool is_touched_before(std::size_t until) const;
  [[nodiscard]] bool rests_closed(std::size_t tick) const;
  [[nodiscard]] Outlook look_from(std::size_t tick);
  [[nodiscard]] Stretch plan(std::size_t tick) const;
  [[nodiscard]] std::size_t next_opening(std::size_t tick) const;
  [[nodiscard]] std::size_t untouched_until(base::Side side, std::size_t first, std::size_t end) const;
  Step play_to_next_report();
  void play(std::size_t until);
  void meet(std::size_t event);
  void hear(std::size_t tick);
  Step decide(std::size_t tick);
  void expire(std::size_t tick);
  void withdraw(std::size_t tick);
  void renew(std::size_t tick, const std::array<std::size_t, 2>& first);
  void refuse(std::size_t tick);
  [[nodiscard]] market::Quote new_quote(std::int32_t price, base::Lots lots, std::size_t sent);
  void send(base::Side side, const Decisions& decisions);
  [[nodiscard]] bool send_several(base::Side side, const Decisions& decisions);
  [[nodiscard]] bool send_single(base::Side side, const Decisions& decisions);
  void trace(base::Side side);
  void weigh(double base, double quote);
  void set_timer(std::size_t tick);
  void find_oldest();

  Simulation& simulation_;
  strategy::SteadyMaker& maker_;
  const tape::Tape& tape_;
  std::span<const std::uint32_t> arrival_;
  market::QuoteVenue venue_;
  Lookout lookout_;
  double price_;                            ///< about
  std::size_t refresh_, delay_, lifetime_;  ///< ticks
  std::size_t limit_;                       ///< no decision from this tick on
  std::size_t next_;                        ///< tick of the next decision that is due by itself
  std::array<std::size_t, 2> open_from_;
  std::size_t oldest_;     ///< no order was sent before this tick
  std::size_t events_;     ///< played
  std::size_t untouched_ = 0;  ///< no event before this one touches what stands now
  base::Nanos time_;       ///< up to which the market has been played
  market::OrderId next_id_;
  std::size_t heard_ = kNone;  ///< tick at which reports made a decision due that is not made yet
  bool undecided_ = false, moved_ = false;
  std::vector<market::Fill> fresh_;
  WantedQuotes wanted_;
  std::array<Untraced, 2> untraced_;
  double base_ = NAN, quote_ = NAN;  ///< balances that the lanes have
  market::Quotes fresh_quotes_;
};

}  // namespace asgen::simulate
