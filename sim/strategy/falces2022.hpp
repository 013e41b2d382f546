#pragma once
// Avellaneda-Stoikov as the authors of AS-Gen and Alpha-AS run it (Falces Marin, Diaz Pardo de Vera and Lopez Gonzalo 2022; their
// published framework as of November 2021). It differs from the paper of 2008 in every input: sigma^2 is the sample variance of the last
// mid prices (levels, not moves), T - t a share of the session in hour-and-minute arithmetic, k a ratio of quote counts, q a
// multiple of the position, and the half spread is multiplied. Shared order management; with order_refresh_time at one clock
// period and no filled_order_delay it quotes anew on every tick, as theirs on every book update.

#include <array>
#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

#include "sim/strategy/strategy.hpp"

namespace asgen::strategy {

/// Aldridge's k = lambda / ((lambda - lambda_lag) / lambda_lag) of events counted by the minute. May be negative.
/// Nothing while minutes are missing, or when it is 0 or not finite.
std::optional<double> aldridge_decay(const std::deque<double>& per_minute, std::size_t lag_minutes);

/// T - t as a share of the session: (last 100 - HHMM) / (last 100 - first 100), at least 0; 1 when first = last. UTC.
double falces_time_left(base::Nanos now, double first_hour, double last_hour);

/// What the variant remembers of the market, one entry per decision tick.
class FalcesSignals {
 public:
  explicit FalcesSignals(const Parameters& parameters);

  void see(const MarketView& market);

  [[nodiscard]] base::Nanos now() const { return now_; }
  /// Sample variance of the last mid prices; nothing until the window is full.
  [[nodiscard]] std::optional<double> variance() const;
  /// Decay of the bid side, the ask side, and both together: fixed, or counted. Nothing unless all three are usable.
  struct Decays {
    double bid = 0, ask = 0;
  };
  [[nodiscard]] std::optional<Decays> decays() const;

 private:
  enum Count : std::size_t { kAll, kBid, kAsk, kCounts };
  void count(const MarketView& market);
  void close_minute();

  double fixed_decay_;
  std::size_t window_, lag_minutes_;
  base::Nanos now_{};
  std::vector<double> mids_;  ///< ring
  std::size_t next_ = 0;
  std::array<std::deque<double>, kCounts> per_minute_;
  std::array<double, kCounts> counts_{};
  std::optional<base::Nanos> minute_;  ///< when the current one began
  std::optional<std::array<base::Ticks, 2>> last_best_;
};

}  // namespace asgen::strategy
