#pragma once
// Hummingbot's trading intensity estimator (hummingbot.md 4): where trades happen, seen from the mid of the tick before.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/tape/dogbox.hpp"

namespace asgen::tape {

/// A public trade: price in quote currency, amount in base units; the side is ignored.
struct PublicTrade {
  base::Nanos time;
  double price, amount;
};

class TradingIntensity {
 public:
  /// @param length number of ticks with trades that are kept; @param clock period of the ticks
  TradingIntensity(std::size_t length, base::Nanos clock) : length_(length), clock_(clock) {}

  /// Notes a mid without a tick: trades after `now` find it.
  void see_quote(base::Nanos now, double mid) { quotes_.push_back({now, mid}); }
  /// Changes the number of ticks with trades that are kept; acts at the next tick (hummingbot.md 4.5).
  void resize(std::size_t length) { length_ = length; }

  /// One tick: takes the trades that arrived since the last one, and fits while full.
  void on_tick(base::Nanos now, double mid, std::span<const PublicTrade> arrived);

  [[nodiscard]] bool is_full() const { return samples_.size() == length_; }
  [[nodiscard]] double alpha() const { return alpha_; }
  [[nodiscard]] double kappa() const { return kappa_; }
  /// Distances (descending) and total amounts of the last fit's data.
  [[nodiscard]] std::span<const double> distances() const { return x_; }
  [[nodiscard]] std::span<const double> amounts() const { return y_; }
  [[nodiscard]] std::size_t quotes_kept() const { return quotes_.size(); }
  [[nodiscard]] std::size_t ticks_sampled() const { return samples_.size(); }

 private:
  struct Quote {
    base::Nanos time;
    double mid;
  };
  struct Sample {
    double distance, amount;
  };
  struct Part {
    std::int64_t key;
    double amount;
  };

  bool take_trades(std::span<const PublicTrade> arrived);
  void add(std::int64_t key, const Sample& sample);
  void drop_oldest();
  void fit();
  void gather();

  std::size_t length_;
  base::Nanos clock_;
  double alpha_ = 0, kappa_ = 0;
  std::vector<Quote> quotes_;                                   ///< oldest first
  std::map<std::int64_t, std::vector<Sample>> samples_;         ///< by key: quote time + clock
  std::map<double, std::vector<Part>, std::greater<>> levels_;  ///< the same by exactly equal distance, keys ascending
  std::size_t not_a_number_ = 0;                                ///< samples without a distance
  std::vector<double> x_, y_;
  bool changed_ = true;   ///< data changed since the last fit
  bool settled_ = false;  ///< the last fit ended where it began
  ExponentialFitter fitter_;
};

}  // namespace asgen::tape
