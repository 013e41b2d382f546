// Section `strategy`, also alone in tuned.json.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "configs/json/instant.hpp"
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
const std::array<std::string, 2> kSides = {"buy", "sell"};

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
  b.flag({"double_precision", "Mids and volatility keep the precision of a double (else of a float)."}, m.double_precision);
  b.flag({"optimize_at_best",
          "Order optimisation looks at the best prices (else behind as much displayed quantity as the last own order has, and the tick fails "
          "where less is displayed)."},
         m.optimize_at_best);
  b.flag({"cancel_at_session_end", "Orders leave when the execution time frame ends (else when their refresh is due)."},
         m.cancel_at_session_end);
  b.flag({"sessions_past_midnight", "A daily time frame whose end is before its start lasts past midnight (else it never trades)."},
         m.sessions_past_midnight);
  b.flag({"renew_hanging_orders", "A hanging order that reaches max_order_age is sent anew (else it is lost where cancels take no time)."},
         m.renew_hanging_orders);
  b.flag({"pair_by_round", "Only orders that stand together form pairs of hanging orders (else older pairs may get new sells)."},
         m.pair_by_round);
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

/// A time of a local clock as text.
void bind_clock(Binder& b, const Key& key, std::int64_t& seconds, std::optional<std::int64_t> (*parse)(const std::string&),
                std::string (*format)(std::int64_t)) {
  std::string text = format(seconds);
  b.text(key, text);
  if (!b.reading()) return;
  const auto parsed = parse(text);
  if (!parsed) b.fail(key.name, "= \"" + text + "\" (must be a time of the form of " + format(0) + ")", "write all digits");
  seconds = *parsed;
}

void bind_timeframe(Binder& b, strategy::ExecutionTimeframe& frame) {
  const auto dates = [&frame](Binder& inner) {
    bind_clock(inner, {"start_datetime", "First local time, \"2026-01-01 09:30:00\".", "", Presence::required}, frame.start_s,
               parse_local_time, format_local_time);
    bind_clock(inner, {"end_datetime", "Local time from which on nothing is traded.", "", Presence::required}, frame.end_s,
               parse_local_time, format_local_time);
  };
  const auto times = [&frame](Binder& inner) {
    bind_clock(inner, {"start_time", "First local time of every day, \"09:30:00\".", "", Presence::required}, frame.start_s,
               parse_time_of_day, format_time_of_day);
    bind_clock(inner, {"end_time", "Local time from which on nothing is traded.", "", Presence::required}, frame.end_s, parse_time_of_day,
               format_time_of_day);
  };
  const std::array<Binder::Mode, 3> modes = {
      Binder::Mode{.name = "infinite"},
      Binder::Mode{"from_date_to_date", {"start_datetime", "end_datetime"}, Binder::Mode::Name::needs_keys, dates},
      Binder::Mode{"daily_between_times", {"start_time", "end_time"}, Binder::Mode::Name::needs_keys, times}};
  auto index = static_cast<std::size_t>(frame.kind);
  b.modes({"execution_timeframe_mode",
           "When to trade, in the local time of instrument/time_zone: infinite (also {}), {start_datetime, end_datetime} or {start_time, "
           "end_time} of every day."},
          index, modes);
  frame.kind = static_cast<strategy::Timeframe>(index);
}

/// Hummingbot's spelling of two keys: what it states must not be stated twice.
void bind_levels_mode(Binder& b, strategy::Parameters& p) {
  const auto levels = [&p](Binder& inner) {
    p.order_levels = 2;
    p.level_distances = 0;
    bind_integer(inner, {"order_levels", "Orders a side."}, p.order_levels, between(2, 100));
    inner.number({"level_distances", "Distance between neighbouring levels.", "% of half spread"}, p.level_distances, not_negative());
  };
  const auto single = [&p](Binder&) { p.order_levels = 1; };
  const std::array<Binder::Mode, 2> modes = {
      Binder::Mode{"single_order_level", {}, Binder::Mode::Name::suffices, single},
      Binder::Mode{"multi_order_level", {"order_levels", "level_distances"}, Binder::Mode::Name::suffices, levels}};
  Key key{"order_levels_mode", "Hummingbot's way to state order_levels and level_distances: {} or {order_levels, level_distances}."};
  key.written = Written::never;
  for (const char* flat : {"order_levels", "level_distances"}) {
    if (b.reading() && b.given(key) && b.given({flat, ""})) b.fail(flat, "stands beside order_levels_mode", "keep one of the two");
  }
  std::size_t index = 0;
  b.modes(key, index, modes);
}

void bind_hanging_mode(Binder& b, strategy::Settings& s) {
  bool nested = false;
  const Key share{"hanging_orders_cancel_pct", "A hanging order farther from the mid is cancelled.", "% of mid"};
  const auto track = [&](Binder& inner) {
    nested = inner.given(share);
    bind_parameter(inner, *strategy::find_parameter(share.name), s.parameters.hanging_orders_cancel_pct);
  };
  const std::array<Binder::Mode, 2> modes = {Binder::Mode{.name = "ignore_hanging_orders"},
                                             Binder::Mode{"track_hanging_orders", {share.name}, Binder::Mode::Name::suffices, track}};
  auto index = static_cast<std::size_t>(s.hanging_orders);
  b.modes({"hanging_orders_mode",
           "What becomes of the other order of a pair when one was filled: ignore_hanging_orders (also {}), or track_hanging_orders (also "
           "{hanging_orders_cancel_pct}): it stays outside the refresh cycle."},
          index, modes);
  s.hanging_orders = static_cast<strategy::HangingOrders>(index);
  if (b.reading() && nested && b.given(share)) b.fail(share.name, "is stated twice", "keep one of the two");
}

void bind_override(Binder& b, std::vector<strategy::OverriddenOrder>& orders) {
  std::vector<Binder::Triple> triples;
  for (const auto& o : orders) triples.push_back({o.name, std::size_t{o.side == base::Side::buy ? 0U : 1U}, o.percent, o.amount});
  const Range any{.why = ", percent of the mid", .advice = "use a number"};
  b.triples({"order_override",
             "Orders to place instead of levels: {\"name\": [\"buy\" or \"sell\", percent from the mid, amount]}; null: none."},
            triples, {kSides, any, positive(), "[side, percent, amount]"});
  orders.clear();
  for (const auto& t : triples) orders.push_back({t.name, t.word == 0 ? base::Side::buy : base::Side::sell, t.first, t.second});
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
  bind_levels_mode(b, s.parameters);
  bind_timeframe(b, s.execution_timeframe);
  bind_hanging_mode(b, s);
  bind_override(b, s.order_override);
  b.flag({"order_optimization_enabled",
          "Inner prices move out to one tick better than the book's best. Default: false; target hummingbot: true, as there."},
         s.order_optimization_enabled);
  b.flag({"add_transaction_costs", "Quotes move away from the mid by the maker fee."}, s.add_transaction_costs);
  b.flag({"should_wait_order_cancel_confirmation", "New orders wait until cancels are confirmed."},
         s.should_wait_order_cancel_confirmation);
}

}  // namespace

void describe_strategy(Binder& b, strategy::Settings& settings, Target target) {
  if (b.reading() && target == Target::hummingbot) {
    settings.behaviour = Behaviour::faithful;
    settings.order_optimization_enabled = true;
  }
  describe_common(b, settings, target);
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
