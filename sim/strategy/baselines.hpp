#pragma once
// Simple rules to hold a tuned maker against. All but falces2022 differ from it in their prices alone: order management is shared.

#include <memory>
#include <string_view>

#include "sim/strategy/quote_model.hpp"
#include "sim/strategy/strategy.hpp"

namespace asgen::strategy {

/// True for the names that make_baseline knows.
bool is_baseline(std::string_view name);

/// True when `parameter` means nothing to the strategy `name`, because only some baselines use it. False for every shared parameter.
bool is_idle_baseline_key(std::string_view parameter, std::string_view name);

/// Throws ConfigurationError, naming `where`, when a baseline lacks what it needs, or a key that only some baselines use stands
/// elsewhere.
void check_baselines(const Settings& settings, const std::string& where);

/// The baseline that the settings name; check_settings must have passed. Precondition: is_baseline(settings.name).
std::unique_ptr<Strategy> make_baseline(const Settings& settings, const Venue& venue);

/// bid = mid - half_spread, ask = mid + half_spread.
std::unique_ptr<QuoteModel> make_constant_spread_quotes(const Parameters& parameters);

/// The same around the reservation price mid - q inventory_skew, q in order amounts: the linear policies of sim/theory.
std::unique_ptr<QuoteModel> make_linear_constant_spread_quotes(const Parameters& parameters);

/// Each side at a distance of its own, uniform in (0, 2 half_spread), drawn from the stream (random_seed, random_strategy, instant):
/// a draw depends on the instant alone, so every configuration with the same seed meets the same luck.
std::unique_ptr<QuoteModel> make_random_quotes(const Parameters& parameters);

/// The spread of the settings' pricing model around the mid, whatever the inventory (the "symmetric" strategy of Avellaneda and
/// Stoikov 2008 with pricing avellaneda_stoikov).
std::unique_ptr<QuoteModel> make_symmetric_quotes(const Settings& settings, double clock_s);

/// Avellaneda-Stoikov as Falces Marin et al. (2022) run it; see falces2022.hpp.
std::unique_ptr<Strategy> make_falces2022(const Settings& settings, const Venue& venue);

}  // namespace asgen::strategy
