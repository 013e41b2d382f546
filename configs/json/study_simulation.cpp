// Sections `instrument` and `simulation`.
#include <array>

#include "configs/json/instant.hpp"
#include "configs/json/sections.hpp"
#include "sim/base/error.hpp"

namespace asgen::configs {
namespace {

const std::array<std::string, 2> kStarts = {"warm", "cold"};

/// An instant in text; an absent one is not written.
void bind_instant(Binder& b, const Key& key, std::optional<base::Nanos>& value) {
  std::string text = value ? format_instant(*value) : "";
  b.text(key, text);
  if (!b.reading() || text.empty()) return;
  value = parse_instant(text);
  if (!value) b.fail(key.name, "= \"" + text + "\" (must be an instant in UTC)", "write it like 2026-01-06T02:00:00Z");
}

}  // namespace

void describe_instrument(Binder& b, Study& study) {
  market::Instrument& o = study.simulation.options.instrument;
  const Range fee = {
      .lower = -1, .upper = 1, .lower_bound = Bound::open, .upper_bound = Bound::open, .advice = "write 0.0001 for one basis point"};
  b.number({"tick", "Price step of orders; a whole multiple of the recording's price quantum.", "quote currency", Presence::required},
           o.tick, positive());
  b.number({"lot", "Quantity step of orders; a whole multiple of the recording's lot.", "base units", Presence::required}, o.lot,
           positive());
  b.number({"maker_fee", "Fee of resting orders; negative: a rebate.", "ratio of notional"}, o.maker_fee, fee);
  b.number({"taker_fee", "Fee of taking, paid when the position is closed at the book.", "ratio of notional"}, o.taker_fee, fee);
  b.number({"min_notional", "Smallest price x quantity of an order.", "quote currency"}, o.min_notional, not_negative());
  b.number({"funding_rate_8h", "Paid by longs to shorts per 8 hours.", "ratio of notional", Presence::optional, {"funding_rate"}},
           o.funding_rate_8h, fee);
  b.text({"exchange", "Connector name for tuned.yml, e.g. binance_paper_trade; needed by target hummingbot."}, study.exchange);
  b.text({"market", "BASE-QUOTE pair for tuned.yml; needed by target hummingbot."}, study.market);
  b.not_yet("contract", {{"\"linear\""}, "only linear contracts are supported yet", "use a linear contract, or leave the key out"});
  b.not_yet("borrow_rate", {{"0", "0.0"}, "borrowing costs are not supported yet", "use 0, or leave the key out"});
}

void describe_simulation(Binder& b, SimulationSection& simulation) {
  bind_seconds(b, {"clock_s", "Period of the decision clock.", "s"}, simulation.clock, between(0.01, 3600));
  describe_market(b, simulation);
  bind_seconds(
      b,
      {"warmup_s",
       "With start cold: indicators run from this long before a segment. Purged: cut from a held-back segment that follows a training one.",
       "s"},
      simulation.slices.warmup, not_negative());
  bind_choice(b, {"start", "warm: indicators run from the day's start; cold: from warmup_s before the segment."}, simulation.start,
              kStarts);
  b.number({"slice_hours", "Length of a segment; 0: one segment per day.", "h"}, simulation.slices.hours, between(0, 24));
  bind_instant(b, {"from", "Nothing is traded before this instant, UTC, e.g. 2026-01-06T02:00:00Z."}, simulation.slices.from);
  bind_instant(b, {"to", "Nothing is traded from this instant on, UTC."}, simulation.slices.to);
  if (b.reading() && simulation.slices.from && simulation.slices.to && *simulation.slices.from >= *simulation.slices.to) {
    b.fail("to", "is not after from (nothing would be traded)", "put to after from");
  }
  b.number({"initial_base", "Inventory at the start of every segment.", "base units"}, simulation.options.initial.base, not_negative());
  b.number({"initial_quote", "Cash at the start of every segment.", "quote currency"}, simulation.options.initial.quote, not_negative());
  b.not_yet("carry", {{"\"none\""}, "segments over several days are not supported yet", "use none, or leave the key out"});
}

}  // namespace asgen::configs
