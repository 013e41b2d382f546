#pragma once
// The quotes that a maker's lanes give at decisions of a leg.

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "sim/simulate/leg.hpp"
#include "sim/strategy/quote_lanes.hpp"

namespace asgen::simulate {

/// Reads decisions at ticks first, first + stride, ...; the leg must have gates and the lanes their balances.
class QuoteReader {
 public:
  QuoteReader(const Leg& leg, const strategy::QuoteLanes& lanes) : leg_(leg), lanes_(lanes) {}

  /// Quotes of `n` <= kQuoteLanes decisions, good until the next call.
  const strategy::QuoteBlock& read(std::size_t first, std::size_t stride, std::size_t n);
  /// All orders of one side at decision `i` of the last block; good until the next call.
  std::span<const market::OrderRequest> ladder(std::size_t i, base::Side side);

 private:
  [[nodiscard]] strategy::QuoteColumns neighbours(std::size_t first) const;
  strategy::QuoteColumns gather(std::size_t first, std::size_t stride, std::size_t n);
  /// With a fixed kappa the lanes do not read this column, so any will do.
  [[nodiscard]] std::span<const double> inverse_kappa() const { return leg_.inverse_kappa.empty() ? leg_.volatility : leg_.inverse_kappa; }

  const Leg& leg_;
  const strategy::QuoteLanes& lanes_;
  strategy::QuoteColumns columns_{};
  strategy::QuoteBlock block_;
  /// Columns of decisions that are not neighbours, gathered so that lanes can run over them.
  std::array<double, strategy::kQuoteLanes> mid_, inverse_mid_, volatility_, inverse_kappa_;
  std::array<std::int32_t, strategy::kQuoteLanes> highest_bid_, lowest_ask_;
  std::vector<market::OrderRequest> orders_;
};

}  // namespace asgen::simulate
