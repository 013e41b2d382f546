#include "sim/strategy/baselines.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "sim/base/contract.hpp"
#include "sim/base/error.hpp"
#include "sim/strategy/avellaneda.hpp"

namespace asgen::strategy {
namespace {

constexpr std::array<std::string_view, 5> kNames = {kConstantSpread, kLinearConstantSpread, kRandom, kSymmetric, kFalces2022};

/// A parameter that only some strategies use.
struct OwnKey {
  std::string_view parameter;
  std::array<std::string_view, 3> users;
};

constexpr std::array<OwnKey, 8> kOwnKeys = {{{"half_spread", {kConstantSpread, kLinearConstantSpread, kRandom}},
                                             {"inventory_skew", {kLinearConstantSpread}},
                                             {"random_seed", {kRandom}},
                                             {"position_multiplier", {kFalces2022}},
                                             {"spread_multiplier", {kFalces2022}},
                                             {"minutes_change_k", {kFalces2022}},
                                             {"first_hour", {kFalces2022}},
                                             {"last_hour", {kFalces2022}}}};

[[noreturn]] void refuse(const std::string& where, std::string_view key, const std::string& problem, const char* advice) {
  throw base::ConfigurationError(fmt::format("{}/{}", where, key), problem, advice);
}

void check_falces(const Settings& settings, const std::string& where) {
  const Parameters& p = settings.parameters;
  if (p.last_hour < p.first_hour) {
    refuse(where, "last_hour", fmt::format("= {} (before first_hour {})", p.last_hour, p.first_hour),
        "let the session end after it begins, or give both the same hour");
  }
  if (p.volatility_buffer_size < 2) refuse(where, "volatility_buffer_size", "= 1 (falces2022 needs a variance)", "use 25, say");
  if (p.order_levels != 1) refuse(where, "order_levels", fmt::format("= {} (falces2022 quotes one order a side)", p.order_levels), "use 1");
}

}  // namespace

bool is_baseline(std::string_view name) { return std::find(kNames.begin(), kNames.end(), name) != kNames.end(); }

bool is_idle_baseline_key(std::string_view parameter, std::string_view name) {
  const auto key = std::find_if(kOwnKeys.begin(), kOwnKeys.end(), [&](const OwnKey& own) { return own.parameter == parameter; });
  return key != kOwnKeys.end() && std::find(key->users.begin(), key->users.end(), name) == key->users.end();
}

void check_baselines(const Settings& settings, const std::string& where) {
  for (const OwnKey& own : kOwnKeys) {
    const ParameterInfo info = *find_parameter(own.parameter);
    const double value = settings.parameters.*info.member;
    if (value == info.default_value || !is_idle_baseline_key(own.parameter, settings.name)) continue;
    refuse(where, own.parameter, fmt::format("= {} (means nothing to {})", value, settings.name),
        "leave it out, or name a strategy that uses it");
  }
  if (settings.name == kFalces2022) check_falces(settings, where);
  if (is_baseline(settings.name) && !is_idle_baseline_key("half_spread", settings.name) && settings.parameters.half_spread <= 0) {
    refuse(where, "half_spread", fmt::format("= 0 ({} needs it)", settings.name), "state the distance of the quotes in price units");
  }
}

std::unique_ptr<Strategy> make_baseline(const Settings& settings, const Venue& venue) {
  base::expects(is_baseline(settings.name), "a baseline's name");
  if (settings.name == kFalces2022) return make_falces2022(settings, venue);
  const auto maker = [&](std::unique_ptr<QuoteModel> model) { return std::make_unique<Avellaneda>(settings, venue, std::move(model)); };
  if (settings.name == kConstantSpread) return maker(make_constant_spread_quotes(settings.parameters));
  if (settings.name == kLinearConstantSpread) return maker(make_linear_constant_spread_quotes(settings.parameters));
  if (settings.name == kRandom) return maker(make_random_quotes(settings.parameters));
  return maker(make_symmetric_quotes(settings, base::seconds(venue.clock)));
}

}  // namespace asgen::strategy
