#pragma once
// Pricing: from the market's state and the own inventory to the two best quotes.

#include <memory>
#include <optional>

#include "sim/base/units.hpp"
#include "sim/strategy/settings.hpp"

namespace asgen::strategy {

/// What prices depend on.
struct QuoteInput {
  double mid = 0;
  double inventory = 0;   ///< q in the model's own unit: share of the total inventory (hummingbot), else order amounts
  double volatility = 0;  ///< price units per clock tick
  double kappa = 0;       ///< 1/price; the one in force, fixed or estimated
  double inverse_kappa = 0;  ///< price; 0 while kappa is not positive
  double time_left_s = 0;
  double session_left = 1;  ///< Hummingbot's tau: share of a finite session that is left; 1 when it has no end
  base::Nanos now{};        ///< instant of the decision
};

/// Prices before rounding [quote currency].
struct QuotePrices {
  double reservation = 0;
  double spread = 0;  ///< full optimal spread, before min_spread
  double bid = 0, ask = 0;
};

/// Which of the market's estimates a model reads.
enum class Signals { volatility_and_kappa, none };

/// One pricing model.
class QuoteModel {
 public:
  virtual ~QuoteModel() = default;
  [[nodiscard]] virtual Signals signals() const { return Signals::volatility_and_kappa; }
  /// Prices, or nothing when there is no usable signal (no volatility, kappa not positive). They may be <= 0, cross the book or
  /// each other, or be infinite: infinite means that the side is not quoted.
  [[nodiscard]] virtual std::optional<QuotePrices> quote(const QuoteInput& input) const = 0;
};

/// Pushes the prices apart to `min_spread` percent of the mid: ask >= mid + m/2, bid <= mid - m/2 (hummingbot.md 5.1).
QuotePrices with_min_spread(QuotePrices quotes, double mid, double min_spread_pct);

/// Hummingbot's linear model (hummingbot.md 5.1): r = mid - q gamma sigma tau, S = gamma sigma tau + 2 ln(1 + gamma/kappa)/gamma.
std::unique_ptr<QuoteModel> make_hummingbot_quotes(const Parameters& parameters);

/// Avellaneda and Stoikov (2008), eqs 3.17-3.18: r = s - q gamma sigma^2 (T-t), S = gamma sigma^2 (T-t) + 2 ln(1 + gamma/k)/gamma;
/// sigma per sqrt(s), fixed or from the estimate, which is per sqrt of a clock tick of `clock_s`.
std::unique_ptr<QuoteModel> make_avellaneda_stoikov_quotes(const Parameters& parameters, double clock_s);

/// Gueant, Lehalle and Fernandez-Tapia (2013), asymptotic closed form: delta = ln(1 + gamma/k)/gamma + (1 +- 2q)/2 c with
/// c = sqrt(sigma^2 gamma/(2 k A) (1 + gamma/k)^(1 + k/gamma)).
std::unique_ptr<QuoteModel> make_glft_quotes(const Parameters& parameters, double clock_s);

/// The model that the settings name.
std::unique_ptr<QuoteModel> make_quotes(const Settings& settings, double clock_s);

}  // namespace asgen::strategy
