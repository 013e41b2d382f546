#include <cmath>

#include "sim/base/math.hpp"
#include "sim/strategy/quote_model.hpp"

namespace asgen::strategy {
namespace {

class GlftQuotes final : public QuoteModel {
 public:
  GlftQuotes(const Parameters& parameters, double clock_s)
      : gamma_(parameters.risk_factor),
        rate_(parameters.arrival_rate),
        fixed_(parameters.volatility),
        clock_s_(clock_s),
        min_spread_(parameters.min_spread) {}

  [[nodiscard]] std::optional<QuotePrices> quote(const QuoteInput& in) const override {
    const double variance = fixed_ > 0 ? fixed_ * fixed_ : in.volatility * in.volatility / clock_s_;  // per second
    if (!(in.kappa > 0) || !(variance > 0)) return std::nullopt;
    const double log_ratio = base::log1p(gamma_ / in.kappa);
    const double half = log_ratio / gamma_;
    const double skew = std::sqrt(variance * gamma_ / (2 * in.kappa * rate_) * base::exp((1 + in.kappa / gamma_) * log_ratio));
    const double reservation = in.mid - in.inventory * skew;
    const double spread = 2 * half + skew;
    return with_min_spread({reservation, spread, reservation - spread / 2, reservation + spread / 2}, in.mid, min_spread_);
  }

 private:
  double gamma_, rate_, fixed_, clock_s_, min_spread_;
};

}  // namespace

std::unique_ptr<QuoteModel> make_glft_quotes(const Parameters& parameters, double clock_s) {
  return std::make_unique<GlftQuotes>(parameters, clock_s);
}

}  // namespace asgen::strategy
