#include "sim/strategy/quote_model.hpp"

#include <algorithm>

#include "sim/base/contract.hpp"

namespace asgen::strategy {

QuotePrices with_min_spread(QuotePrices quotes, double mid, double min_spread_pct) {
  const double half = mid * (min_spread_pct / 200);
  quotes.ask = std::max(quotes.ask, mid + half);
  quotes.bid = std::min(quotes.bid, mid - half);
  return quotes;
}

std::unique_ptr<QuoteModel> make_quotes(const Settings& settings, double clock_s) {
  switch (settings.pricing) {
    case Pricing::hummingbot:
      return make_hummingbot_quotes(settings.parameters);
    case Pricing::avellaneda_stoikov:
      return make_avellaneda_stoikov_quotes(settings.parameters, clock_s);
    case Pricing::glft:
      return make_glft_quotes(settings.parameters, clock_s);
  }
  base::expects(false, "a known pricing model");
  return nullptr;
}

}  // namespace asgen::strategy
