#pragma once
// Looks ahead for decisions at which something can happen to a maker's quotes, and tells what decisions quote.

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "sim/simulate/leg.hpp"
#include "sim/strategy/quote_lanes.hpp"

namespace asgen::simulate {

/// Decisions to look at: at ticks `first`, one stride later, ... before `end`.
struct Stretch {
  std::size_t first = 0, end = 0;
  std::array<bool, 2> quoting{true, true};  ///< buys, sells
};

/// Orders of one side at one decision, best price first: of one size but for the last one.
struct Ladder {
  base::Lots lots, last;
  std::span<const std::int32_t> prices;

  [[nodiscard]] base::Lots lots_of(std::size_t order) const { return order + 1 == prices.size() ? last : lots; }
};

/// Reads the columns of one stride; the lanes' balances decide, so they stay the same from `first_eventful` to the questions about its
/// stretch. All must outlive it.
class Lookout {
 public:
  Lookout(const Leg& leg, const tape::Reach& reach, const strategy::QuoteLanes& lanes);

  /// First decision of the stretch at which quotes could be refused or touched before the following ones arrive, or need a closer look;
  /// `end` when there is none. It may be early, never late.
  std::size_t first_eventful(const Stretch& stretch);
  /// Forgets what earlier balances gave.
  void forget() { block_size_ = 0, window_ = windows_ = kNoWindow; }
  /// Makes one decision.
  void look_at(std::size_t tick) { read(reach_.order.position(tick), 1); }
  /// Whether a maker finds something to quote with at a tick: a two-sided book, volatility, kappa.
  [[nodiscard]] bool has_signal(std::size_t tick) const;
  /// First tick from `tick` on that has a signal, or `end`.
  [[nodiscard]] std::size_t next_signal(std::size_t tick, std::size_t end) const;
  /// Whether the quotes of a decision need more than lanes: read lately, as those of an eventful one are.
  [[nodiscard]] bool is_odd(std::size_t tick) const { return !has_signal(tick) || block_.odd[reach_.order.position(tick) - block_first_] != 0; }
  /// What a decision quotes; good until the next call.
  Ladder ladder(std::size_t tick, base::Side side);
  /// The same of makers of one level.
  strategy::SingleQuote single(std::size_t tick, base::Side side);
  /// First one of the decisions from `first` to `tick` since which a side of one level has wanted what it wants at `tick`.
  std::size_t same_since(std::size_t tick, base::Side side, std::size_t first);
  [[nodiscard]] std::size_t levels() const { return prices_.size(); }

 private:
  /// A stretch as positions in the order of the phases, where its decisions are neighbours; flags that make a decision eventful.
  struct Run {
    std::size_t first, end;
    std::int32_t bits;
  };
  [[nodiscard]] std::size_t first_eventful(const Run& run);
  [[nodiscard]] std::size_t first_silent(std::size_t at, std::size_t until) const;
  [[nodiscard]] unsigned loud_blocks(const Run& run, std::size_t first);
  [[nodiscard]] unsigned loud_windows(const Run& run, std::size_t first);
  [[nodiscard]] std::size_t look_closer(const Run& run, std::size_t at, std::size_t n);
  [[nodiscard]] std::size_t look_near(const Run& run, std::size_t& at);
  /// Whether the decision at a position was read last.
  [[nodiscard]] bool has(std::size_t position) const { return position - block_first_ < block_size_; }
  void read(std::size_t first, std::size_t n);
  void read_back(std::size_t last);
  [[nodiscard]] strategy::QuoteColumns columns_from(std::size_t first) const;

  const Leg& leg_;
  const tape::Reach& reach_;
  const strategy::QuoteLanes& lanes_;
  std::size_t stride_;
  const tape::BlockRange &volatility_range_, &kappa_range_, &mid_range_;
  strategy::QuoteColumns all_;  ///< by position
  static constexpr std::size_t kNoWindow = static_cast<std::size_t>(-1);
  std::size_t window_ = kNoWindow, windows_ = kNoWindow;  ///< whose bounds, by blocks and by windows, were computed last
  strategy::QuoteBounds bounds_, coarse_bounds_;
  double usual_ = 100;  ///< decisions up to an eventful one, lately: tells what to begin with
  strategy::NearFlags near_;
  /// The decisions that were read last: from a position on.
  std::size_t block_first_ = 0, block_size_ = 0;
  strategy::QuoteColumns columns_{};
  strategy::QuoteBlock block_;
  std::vector<std::int32_t> prices_;
};

}  // namespace asgen::simulate
