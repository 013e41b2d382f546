#include "sim/base/math.hpp"
#include "sim/strategy/quote_model.hpp"

namespace asgen::strategy {
namespace {

class AvellanedaStoikovQuotes final : public QuoteModel {
 public:
  AvellanedaStoikovQuotes(const Parameters& parameters, double clock_s)
      : gamma_(parameters.risk_factor), fixed_(parameters.volatility), clock_s_(clock_s), min_spread_(parameters.min_spread) {}

  [[nodiscard]] std::optional<QuotePrices> quote(const QuoteInput& in) const override {
    const double variance = fixed_ > 0 ? fixed_ * fixed_ : in.volatility * in.volatility / clock_s_;  // per second
    if (!(in.kappa > 0) || !(variance > 0)) return std::nullopt;
    const double risk = gamma_ * variance * in.time_left_s;
    const double spread = risk + 2 * base::log1p(gamma_ / in.kappa) / gamma_;
    const double reservation = in.mid - in.inventory * risk;
    return with_min_spread({reservation, spread, reservation - spread / 2, reservation + spread / 2}, in.mid, min_spread_);
  }

 private:
  double gamma_, fixed_, clock_s_, min_spread_;
};

}  // namespace

std::unique_ptr<QuoteModel> make_avellaneda_stoikov_quotes(const Parameters& parameters, double clock_s) {
  return std::make_unique<AvellanedaStoikovQuotes>(parameters, clock_s);
}

}  // namespace asgen::strategy
