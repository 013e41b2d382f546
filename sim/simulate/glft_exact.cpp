// The exact finite-horizon GLFT quotes as a pricing model: what every other rule is measured against.

#include <cmath>

#include "sim/base/error.hpp"
#include "sim/simulate/simulate.hpp"
#include "sim/strategy/avellaneda.hpp"
#include "sim/theory/glft.hpp"

namespace asgen::simulate {
namespace {

class GlftExactQuotes final : public strategy::QuoteModel {
 public:
  GlftExactQuotes(const strategy::Parameters& p, double horizon_s)
      : exact_({p.volatility, p.arrival_rate, p.kappa, p.risk_factor, static_cast<int>(p.max_inventory)}, horizon_s),
        min_spread_(p.min_spread) {}

  /// Inventory counts whole order amounts, rounded; a side beyond the limit is infinite, hence not quoted.
  [[nodiscard]] std::optional<strategy::QuotePrices> quote(const strategy::QuoteInput& in) const override {
    const theory::Quotes deltas = exact_.quotes(static_cast<int>(std::lround(in.inventory)), in.time_left_s);
    const double bid = in.mid - deltas.delta_bid, ask = in.mid + deltas.delta_ask;
    const bool both = std::isfinite(bid) && std::isfinite(ask);
    return strategy::with_min_spread({both ? (bid + ask) / 2 : in.mid, both ? ask - bid : 0, bid, ask}, in.mid, min_spread_);
  }

 private:
  theory::GlftExact exact_;
  double min_spread_;
};

}  // namespace

StrategyFactory strategy_factory(const strategy::Settings& settings) {
  if (settings.name != strategy::kGlftExact) {
    return [settings](const strategy::Venue& venue, double) { return strategy::make_strategy(settings, venue); };
  }
  strategy::check_settings(settings, "/strategy");
  return [settings](const strategy::Venue& venue, double session_s) -> std::unique_ptr<strategy::Strategy> {
    return std::make_unique<strategy::Avellaneda>(settings, venue, std::make_unique<GlftExactQuotes>(settings.parameters, session_s));
  };
}

}  // namespace asgen::simulate
