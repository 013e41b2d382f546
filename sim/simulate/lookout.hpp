#pragma once
// Looks ahead for decisions at which something can happen to a maker's quotes, and tells what decisions quote.

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "sim/simulate/leg.hpp"
#include "sim/strategy/quote_lanes.hpp"

namespace asgen::simulate {

/// Decisions to look at: ticks first, first + stride, ... before `end`.
struct Stretch {
  std::size_t first = 0, stride = 1, end = 0;
  std::array<bool, 2> quoting{true, true};  ///< buys, sells
};

/// Orders of one side at one decision, best price first: of one size but for the last one.
struct Ladder {
  base::Lots lots, last;
  std::span<const std::int32_t> prices;

  [[nodiscard]] base::Lots lots_of(std::size_t order) const { return order + 1 == prices.size() ? last : lots; }
};

/// Reads the gates of one stride; the lanes' balances decide, so they stay the same from `first_eventful` to the questions about its
/// stretch. Both must outlive it.
class Lookout {
 public:
  Lookout(const Leg& leg, const tape::Reach& reach, const strategy::QuoteLanes& lanes)
      : leg_(leg), gates_(*leg.gates), reach_(reach), lanes_(lanes), stride_(static_cast<std::size_t>(reach.stride)), prices_(static_cast<std::size_t>(lanes.levels())) {}

  /// First decision of the stretch at which quotes could be refused or touched before the following ones arrive, or need a closer look;
  /// `end` or more when there is none. It may be early, never late.
  std::size_t first_eventful(const Stretch& stretch);
  /// Forgets what earlier balances gave.
  void forget() { block_size_ = 0, window_ = kNoWindow; }
  /// Makes one decision.
  void look_at(std::size_t tick) { read(tick, 1); }
  /// Whether a maker finds something to quote with at a tick: a two-sided book, volatility, kappa.
  [[nodiscard]] bool has_signal(std::size_t tick) const;
  /// First tick from `tick` on that has a signal, or `end`.
  [[nodiscard]] std::size_t next_signal(std::size_t tick, std::size_t end) const;
  /// Whether the quotes of a decision need more than lanes: read lately, as those of an eventful one are.
  [[nodiscard]] bool is_odd(std::size_t tick) const { return block_.odd[entry(tick)] != 0; }
  /// What a decision quotes, read together with up to seven before it but none before `first`; good until the next call.
  Ladder ladder(std::size_t tick, base::Side side, std::size_t first);
  /// First one of the decisions from `first` to `tick` since which a side of one level has wanted what it wants at `tick`.
  std::size_t same_since(std::size_t tick, base::Side side, std::size_t first);
  [[nodiscard]] std::size_t levels() const { return prices_.size(); }

 private:
  [[nodiscard]] bool is_silent(std::size_t block) const;
  [[nodiscard]] unsigned loud_blocks(const Stretch& stretch, std::size_t first);
  [[nodiscard]] unsigned loud_windows(const Stretch& stretch, std::size_t first) const;
  [[nodiscard]] std::size_t look_closer(const Stretch& stretch, std::size_t tick, std::size_t n);
  [[nodiscard]] std::size_t look_near(const Stretch& stretch, std::size_t& tick);
  [[nodiscard]] std::size_t entry(std::size_t tick) const { return (tick - block_first_) / stride_; }
  [[nodiscard]] bool has(std::size_t tick) const {
    return tick >= block_first_ && entry(tick) < block_size_ && block_first_ + entry(tick) * stride_ == tick;
  }
  void read(std::size_t first, std::size_t n);
  void read_back(std::size_t tick, std::size_t first);
  base::Lots lots_at(std::size_t i, base::Side side);
  [[nodiscard]] strategy::QuoteColumns neighbours(std::size_t first) const;
  strategy::QuoteColumns gather(std::size_t first, std::size_t n, std::size_t whole);
  /// With a fixed kappa the lanes do not read this column, so any will do.
  [[nodiscard]] std::span<const double> inverse_kappa() const { return leg_.inverse_kappa.empty() ? leg_.volatility : leg_.inverse_kappa; }

  const Leg& leg_;
  const tape::Gates& gates_;
  const tape::Reach& reach_;
  const strategy::QuoteLanes& lanes_;
  std::size_t stride_;
  strategy::QuoteColumns columns_{};
  static constexpr std::size_t kNoWindow = static_cast<std::size_t>(-1);
  std::size_t window_ = kNoWindow;  ///< whose bounds were computed last
  strategy::QuoteBounds bounds_;
  strategy::NearFlags near_;
  strategy::QuoteBlock block_;
  std::size_t block_first_ = 0, block_size_ = 0;
  /// Columns of decisions that are not neighbours, gathered so that lanes can run over them.
  std::array<double, strategy::kQuoteLanes> mid_, inverse_mid_, volatility_, inverse_kappa_;
  std::array<std::int32_t, strategy::kQuoteLanes> highest_bid_, lowest_ask_;
  std::vector<std::int32_t> prices_;
};

}  // namespace asgen::simulate
