#include "sim/base/math.hpp"
#include "sim/strategy/quote_model.hpp"

namespace asgen::strategy {
namespace {

class HummingbotQuotes final : public QuoteModel {
 public:
  explicit HummingbotQuotes(const Parameters& parameters)
      : gamma_(parameters.risk_factor), width_(2 / parameters.risk_factor), min_spread_(parameters.min_spread) {}

  [[nodiscard]] std::optional<QuotePrices> quote(const QuoteInput& in) const override {
    if (!(in.inverse_kappa > 0) || !(in.volatility > 0)) return std::nullopt;
    const double risk = gamma_ * in.volatility * in.session_left;
    const double spread = risk + base::log1p(gamma_ * in.inverse_kappa) * width_;
    const double reservation = in.mid - in.inventory * risk;
    return with_min_spread({reservation, spread, reservation - spread / 2, reservation + spread / 2}, in.mid, min_spread_);
  }

 private:
  double gamma_, width_, min_spread_;
};

}  // namespace

std::unique_ptr<QuoteModel> make_hummingbot_quotes(const Parameters& parameters) { return std::make_unique<HummingbotQuotes>(parameters); }

}  // namespace asgen::strategy
