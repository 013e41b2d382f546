// Section `strategy`, also alone in tuned.json.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "configs/json/reader.hpp"
#include "configs/json/sections.hpp"
#include "configs/json/strategy_json.hpp"
#include "configs/json/writer.hpp"
#include "sim/base/error.hpp"

namespace asgen::configs {
namespace {

using strategy::Behaviour;
using strategy::Pricing;

const std::array<std::string, 7> kNames = {strategy::kAvellaneda, strategy::kGlftExact, strategy::kConstantSpread, strategy::kLinearConstantSpread,
                                           strategy::kRandom, strategy::kSymmetric, strategy::kFalces2022};
const std::array<std::string, 3> kPricings = {"hummingbot", "avellaneda_stoikov", "glft"};
const std::array<std::string, 2> kBehaviours = {"faithful", "sane"};
const std::array<std::string, 2> kInventoryTargets = {"value_share", "initial"};

void bind_name(Binder& b, std::string& name) {
  auto index = static_cast<std::size_t>(std::find(kNames.begin(), kNames.end(), name) - kNames.begin());
  const Key key{"name",
          "avellaneda_market_making, glft_exact (the exact finite-horizon quotes of Gueant, Lehalle and Fernandez-Tapia, one lot), or a "
          "baseline: constant_spread, linear_constant_spread, random, symmetric, falces2022."};
  b.choice(key, index, kNames);
  name = kNames[index];
}

/// Behaviour and pricing first: they choose the defaults of what follows. Hummingbot has just one of each.
void bind_models(Binder& b, strategy::Settings& s, Target target) {
  const Key pricing{"pricing", "Where reservation price and spread come from; target hummingbot: hummingbot."};
  const Key behaviour{"behaviour", "faithful: as Hummingbot, quirks included; sane: its defects are mended; target hummingbot: faithful."};
  bind_choice(b, pricing, s.pricing, kPricings);
  bind_choice(b, behaviour, s.behaviour, kBehaviours);
  if (!b.reading()) return;
  s.mends = strategy::mends_of(s.behaviour);
  s.inventory_target = strategy::usual_target(s);
  if (target != Target::hummingbot) return;
  if (s.name != strategy::kAvellaneda)
    b.fail("name", fmt::format("= \"{}\" (Hummingbot has no such strategy)", s.name), "use avellaneda_market_making, or target asgen");
  if (s.pricing != Pricing::hummingbot)
    b.fail("pricing", "must be hummingbot (it is all that Hummingbot can run)", "leave it out, or use target asgen");
  if (s.behaviour != Behaviour::faithful)
    b.fail("behaviour", "must be faithful (it is all that Hummingbot can run)", "leave it out, or use target asgen");
}

void bind_mends(Binder& b, strategy::Mends& m) {
  b.flag({"replace_in_same_tick", "Fresh orders leave in the tick that cancels the old ones; orders that would not change stay."},
         m.replace_in_same_tick);
  b.flag({"pause_filled_side_only", "A complete fill pauses only the side that filled."}, m.pause_filled_side_only);
  b.flag({"quote_only_with_signal", "Without a usable signal nothing is quoted (else the last good prices stay in force)."},
         m.quote_only_with_signal);
  b.flag({"round_asks_up", "Ask prices round up to the tick (else down)."}, m.round_asks_up);
  b.flag({"clamp_to_book", "Prices keep one tick away from the opposite best price."}, m.clamp_to_book);
}

Range range_of(const strategy::ParameterInfo& info) {
  Range range{.lower = info.lower, .upper = info.upper};
  if (info.lower_bound == strategy::Bound::open) range.lower_bound = Bound::open;
  range.advice = range.lower_bound == Bound::open ? "use a positive number" : "use a number in that range";
  return range;
}

void bind_parameter(Binder& b, const strategy::ParameterInfo& info, double& value) {
  Key key{std::string(info.name), std::string(info.description), std::string(info.unit)};
  key.description[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(key.description[0])));
  key.description += ".";
  if (info.presence == strategy::Presence::required) key.presence = Presence::required;
  if (!info.alias.empty()) key.aliases = {std::string(info.alias)};
  if (info.number == strategy::Number::integer) {
    bind_integer(b, key, value, range_of(info));
  } else {
    b.number(key, value, range_of(info));
  }
}

/// Hummingbot's own default is true, so there silence would mean something that cannot be done yet.
void bind_order_optimization(Binder& b, Target target) {
  bool enabled = false;
  const Key key{"order_optimization_enabled",
                "Must be false: placing orders relative to the book is not supported yet. Target hummingbot: must be stated."};
  if (b.reading() && target == Target::hummingbot && !b.given(key)) {
    b.fail(key.name, "is missing (Hummingbot's default is true, which is not supported yet)", "state order_optimization_enabled: false");
  }
  b.flag(key, enabled);
  if (b.reading() && enabled) b.fail(key.name, "= true (not supported yet)", "set it to false");
}

void refuse_what_comes_later(Binder& b) {
  b.not_yet("execution_timeframe_mode",
            {{"{}", "\"infinite\""}, "only the infinite time frame is supported yet", "use {} or leave the key out"});
  b.not_yet("order_override", {{"null"}, "order overrides are not supported yet", "leave the key out"});
  b.not_yet("hanging_orders_mode",
            {{"{}", "\"ignore_hanging_orders\""}, "hanging orders are not supported yet", "use {} or leave the key out"});
  b.not_yet("order_levels_mode", {{}, "asgen writes it as two keys", "use order_levels and level_distances"});
}

void describe_common(Binder& b, strategy::Settings& s, Target target) {
  bind_name(b, s.name);
  bind_models(b, s, target);
  const Key mends{"mends", "One switch per mended defect of Hummingbot; defaults follow behaviour."};
  b.object(mends, [&s](Binder& inner) { bind_mends(inner, s.mends); });
  if (b.reading() && target == Target::hummingbot && !(s.mends == strategy::mends_of(Behaviour::faithful))) {
    b.fail("mends", "switch something on (Hummingbot mends nothing)", "leave mends out, or use target asgen");
  }
  bind_choice(b,
              {"inventory_target",
               "value_share: inventory_target_base_pct of the total value; initial: the inventory at the start. Default: value_share with "
               "pricing hummingbot of avellaneda_market_making, else initial."},
              s.inventory_target, kInventoryTargets);
  for (const strategy::ParameterInfo& info : strategy::parameter_table()) bind_parameter(b, info, s.parameters.*info.member);
  b.flag({"add_transaction_costs", "Quotes move away from the mid by the maker fee."}, s.add_transaction_costs);
  b.flag({"should_wait_order_cancel_confirmation", "New orders wait until cancels are confirmed."},
         s.should_wait_order_cancel_confirmation);
}

}  // namespace

void describe_strategy(Binder& b, strategy::Settings& settings, Target target) {
  if (b.reading() && target == Target::hummingbot) settings.behaviour = Behaviour::faithful;
  describe_common(b, settings, target);
  bind_order_optimization(b, target);
  refuse_what_comes_later(b);
}

std::string strategy_to_json(const strategy::Settings& settings, Target target) {
  strategy::Settings copy = settings;
  return write_object([&](Binder& b) { describe_strategy(b, copy, target); }).dump(2);
}

strategy::Settings strategy_from_json(const std::string& text, const std::string& where, Target target) {
  strategy::Settings settings;
  read_object(parse_json(text, where), where, "", [&](Binder& b) { describe_strategy(b, settings, target); });
  strategy::check_settings(settings, where + ": ");
  return settings;
}

}  // namespace asgen::configs
