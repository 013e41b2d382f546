#pragma once
// What the market did to the orders of each tick until those of a later tick arrived: two numbers a tick that tell at one comparison a side
// whether anything could have happened to them. Belongs to one tape, entry latency and order grid; shared by all genomes.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/tape/block_range.hpp"
#include "sim/tape/coarse_mids.hpp"
#include "sim/tape/phase_order.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::tape {

struct GateOptions {
  base::Nanos entry_latency{0};      ///< request sent -> takes effect; less than the clock
  double tick = 0;                   ///< price step of orders [quote]; 0: the tape's quantum
  std::vector<int> strides{1};       ///< ticks between decisions
  bool coarse_mids = false;          ///< for makers that do as Hummingbot does
};

/// Orders sent at tick k and standing until those of tick k + stride arrive; entries in the order of the phases.
struct Reach {
  PhaseOrder order;
  std::vector<std::int32_t> buy;   ///< a buy at this price or above is refused or touched; INT32_MIN: look closer in any case
  std::vector<std::int32_t> sell;  ///< a sell at this price or below; INT32_MAX: look closer in any case
  std::vector<double> buy_depth;   ///< per block: most that mid - buy comes to [quote]; +inf: look closer
  std::vector<double> sell_depth;  ///< per block: most that sell - mid comes to
  std::vector<double> coarse_buy_depth, coarse_sell_depth;
  /// The tape's and the gates' columns of these names. Empty with a stride of 1, which has the order of the originals.
  std::vector<double> mid, inverse_mid;
  std::vector<std::int32_t> highest_bid, lowest_ask;
  BlockRange mid_range;
};

class Gates {
 public:
  Gates(const Tape& tape, const GateOptions& options);

  [[nodiscard]] const GateOptions& options() const { return options_; }
  /// Per tick: events applied when its requests take effect.
  [[nodiscard]] std::span<const std::uint32_t> arrival() const { return arrival_; }
  [[nodiscard]] std::span<const double> inverse_mid() const { return inverse_mid_; }
  /// Per tick: the best prices at which an order is one step away from the opposite best, on the order grid [quanta].
  [[nodiscard]] std::span<const std::int32_t> highest_bid() const { return highest_bid_; }
  [[nodiscard]] std::span<const std::int32_t> lowest_ask() const { return lowest_ask_; }
  /// Of the mid [quote]; NaN where some tick has none.
  [[nodiscard]] const BlockRange& mid_range() const { return mid_range_; }
  /// Empty unless the options ask for them.
  [[nodiscard]] const CoarseMids& coarse_mids() const { return coarse_mids_; }
  /// The reach of a stride of the options, or nullptr.
  [[nodiscard]] const Reach* reach(std::size_t stride) const;

 private:
  void see_ticks(const Tape& tape);
  [[nodiscard]] Reach make_reach(const Tape& tape, int stride) const;
  static void add_depths(const Tape& tape, Reach& reach);

  GateOptions options_;
  std::int64_t step_ = 1;  ///< order grid in price quanta
  std::vector<std::uint32_t> arrival_;
  std::vector<double> inverse_mid_;
  std::vector<std::int32_t> highest_bid_, lowest_ask_;
  std::vector<std::int32_t> buy_, sell_;              ///< per tick: prices that its own window touches or refuses
  std::vector<std::int32_t> refuse_buy_, refuse_sell_;  ///< per tick: prices refused on arrival
  BlockRange mid_range_;
  std::vector<Reach> reaches_;
  CoarseMids coarse_mids_;
};

}  // namespace asgen::tape
