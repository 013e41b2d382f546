#pragma once
// Plays the market for post-only quotes in a simulation's stead: takes its resting orders over, books their fills, hands all back.
// Times are ticks of the tape here.

#include <cstddef>
#include <vector>

#include "sim/market/quote_venue.hpp"
#include "sim/simulate/simulation.hpp"

namespace asgen::simulate {

class Simulation::QuotePlay {
 public:
  /// Later than every tick, early enough to add to.
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1) / 2;

  /// The simulation stands after a decision whose requests have arrived; all its orders rest and it waits for no fill.
  explicit QuotePlay(Simulation& simulation);

  [[nodiscard]] const market::QuoteVenue& venue() const { return venue_; }
  [[nodiscard]] const market::Quotes& quotes(base::Side side) const { return venue_.quotes(side); }
  /// Whether any order is listed: it rests, or it is over and nobody has heard of that.
  [[nodiscard]] bool lists_any() const { return !quotes(base::Side::buy).empty() || !quotes(base::Side::sell).empty(); }
  /// First tick at or after an instant; it may lie beyond the tape.
  [[nodiscard]] std::size_t first_tick_at(base::Nanos t) const;
  /// Tick at which the oldest listed order was sent, or kNone.
  [[nodiscard]] std::size_t find_oldest() const;
  /// Tick at which the next fill under way is known, or kNone.
  [[nodiscard]] std::size_t next_report() const;

  /// Plays up to tick `stop`, or to an earlier one at which a fill becomes known; returns which.
  std::size_t play_to_tick(std::size_t stop);
  /// Last one of the ticks first, ..., last before which nothing touches a resting order; less than `first` when there is none.
  [[nodiscard]] std::size_t untouched_until(std::size_t first, std::size_t last) const;
  /// Plays up to when the requests of `tick` arrive.
  void play_to_arrival(std::size_t tick);
  /// Takes complete fills known at `tick` off the list; true when there are any.
  bool hear(std::size_t tick);
  /// All orders leave, when the requests of `tick` arrive.
  void cancel_all(std::size_t tick);
  /// An order to send.
  struct Wish {
    std::int32_t price;
    base::Lots lots;
  };
  /// Orders come, best first, when the requests of `tick` arrive.
  void send(base::Side side, std::size_t tick, const std::vector<Wish>& wishes);
  /// Those that were sent at `tick` and would take are refused.
  void refuse(std::size_t tick);
  /// To `tick`, before which, and before whose requests arrive, nothing touches an order.
  void pass_to_arrival(std::size_t tick);
  /// Passes time over in which orders of both sides came and went untouched for `present` in all; the requests of `tick` have arrived.
  void pass_over(std::size_t tick, base::Nanos present);
  /// Back to the simulation.
  void hand_back();

 private:
  [[nodiscard]] base::Nanos arrival_time(std::size_t tick) const;
  [[nodiscard]] bool is_too_small(const Wish& wish) const;
  void meet(std::size_t event);

  Simulation& simulation_;
  const tape::Tape& tape_;
  std::span<const std::uint32_t> arrival_;
  market::QuoteVenue venue_;
  std::size_t events_;  ///< played
  base::Nanos time_;    ///< up to which the market has been played
  market::OrderId next_id_;
  std::vector<market::Fill> fresh_;
  market::Quotes exchanged_;
};

}  // namespace asgen::simulate
