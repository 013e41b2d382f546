// Section `simulation`: how the market answers orders.
#include <array>
#include <memory>

#include "configs/json/sections.hpp"
#include "sim/base/error.hpp"
#include "sim/base/file.hpp"
#include "sim/base/hash.hpp"

namespace asgen::configs {
namespace {

using base::Nanos;

const std::array<std::string, 9> kQueues = {"front",        "risk_averse",  "back",         "log_prob_1", "log_prob_2",
                                            "power_prob_1", "power_prob_2", "power_prob_3", "l3_fifo"};
const std::array<std::string, 3> kFills = {"shared", "paper", "rival"};
const std::array<std::string, 2> kExchanges = {"no_partial", "partial"};
const std::array<std::string, 3> kLatencies = {"constant", "measured", "drawn"};
const std::array<std::string, 2> kFeedLatencies = {"none", "recorded"};

Range latency_range() {
  return {.lower = 0, .upper = 60000, .upper_bound = Bound::open, .advice = "use 0 or a positive number below one minute"};
}

void bind_milliseconds(Binder& b, const Key& key, Nanos& value, const Range& range) {
  double ms = value.as_double() / 1e6;
  b.number(key, ms, range);
  value = base::nanos_from_seconds(ms / 1e3);
}

void bind_latency_ms(Binder& b, const std::string& description, market::MarketOptions& market) {
  static const std::array<std::string, 2> kNames = {"entry", "response"};
  double entry_ms = market.entry_latency.as_double() / 1e6, response_ms = market.response_latency.as_double() / 1e6;
  const std::array<double*, 2> values = {&entry_ms, &response_ms};
  b.number_or_object({"latency_ms", description, "ms"}, latency_range(), kNames, values);
  market.entry_latency = base::nanos_from_seconds(entry_ms / 1e3);
  market.response_latency = base::nanos_from_seconds(response_ms / 1e3);
}

template <class Enum>
void bind_variants(Binder& b, const Key& key, Enum& value, std::span<const std::string> names, std::span<const Binder::Body> bodies) {
  auto index = static_cast<std::size_t>(value);
  b.variants(key, index, names, bodies);
  value = static_cast<Enum>(index);
}

void describe_queue(Binder& b, market::MarketOptions& market) {
  const Binder::Body none = [](Binder&) {};
  const Binder::Body power = [&market](Binder& inner) {
    inner.number({"queue_n", "Exponent n of the power_prob queues; greater: more of a cancelled quantity stood behind us."}, market.queue_n,
                 positive());
  };
  const std::array<Binder::Body, 9> bodies = {none, none, none, none, none, power, power, power, none};
  bind_variants(b,
                {"queue",
                 "Place in the queue at our price: front, risk_averse (behind what is displayed on arrival), back (fills only when traded "
                 "through), log_prob_1, log_prob_2, power_prob_1, power_prob_2, power_prob_3 (cancelled quantity is ahead or behind by "
                 "chance, as in hftbacktest), l3_fifo (exact; needs an L3 feed)."},
                market.queue, kQueues, bodies);
}

void describe_fill(Binder& b, market::MarketOptions& market) {
  const Binder::Body none = [](Binder&) {};
  const Binder::Body rival = [&market](Binder& inner) {
    bind_choice(inner,
                {"exchange",
                 "no_partial: a print past our queue fills the whole order, a taker gets any size at the best price; partial: what went past, "
                 "and takers walk the book."},
                market.exchange, kExchanges);
  };
  const std::array<Binder::Body, 3> bodies = {none, none, rival};
  bind_variants(b,
                {"fill",
                 "How prints become fills: shared (volume is shared by own orders in price-time order), paper (Hummingbot's paper exchange), "
                 "rival (hftbacktest: every own order meets every print alone, row by row, no gaps)."},
                market.fill, kFills, bodies);
}

void describe_latency(Binder& b, SimulationSection& simulation) {
  market::MarketOptions& market = simulation.options.market;
  market::DrawnLatency& drawn = market.latency.drawn;
  const Binder::Body constant = [&market](Binder& inner) {
    bind_latency_ms(inner, "Time from a request to its effect (entry) and from a fill until the strategy knows (response); drawn: medians.",
                    market);
  };
  const Binder::Body measured = [&simulation](Binder& inner) {
    inner.text({"latency_file", "CSV with header req_ts,exch_ts,resp_ts [ns], relative to the study; exch_ts <= 0: lost.", "",
                Presence::required},
               simulation.latency_file);
    bind_milliseconds(inner, {"latency_offset_ms", "Added to each measured way, there and back.", "ms"}, simulation.latency_offset,
                      between(-60000, 60000));
  };
  const Binder::Body random = [&](Binder& inner) {
    constant(inner);
    bind_milliseconds(inner, {"latency_minimum_ms", "No way takes less.", "ms"}, drawn.minimum, latency_range());
    inner.number({"latency_sigma", "Standard deviation of the logarithm of what a way takes beyond the minimum."}, drawn.sigma, between(0, 5));
    bind_integer(inner, {"latency_seed", "Seed of the draws; every genome meets the same luck."}, drawn.seed,
                 {.lower = 0, .upper = 9e15, .advice = "use a whole number from 0"});
  };
  const std::array<Binder::Body, 3> bodies = {constant, measured, random};
  bind_variants(b, {"latency", "constant, measured (interpolated from a file), or drawn (shifted log-normal)."}, market.latency.kind,
                kLatencies, bodies);
  if (b.reading() && market.latency.kind == market::LatencyKind::measured) market.entry_latency = market.response_latency = Nanos(0);
}

}  // namespace

void describe_market(Binder& b, SimulationSection& simulation) {
  market::MarketOptions& market = simulation.options.market;
  describe_queue(b, market);
  describe_fill(b, market);
  describe_latency(b, simulation);
  bind_choice(b,
              {"feed_latency",
               "none: the strategy sees an event when it happens, at its local stamp; recorded: it happens at its exchange stamp and is seen "
               "at its local one."},
              market.feed, kFeedLatencies);
  if (!b.reading() || market.fill != market::FillRule::paper) return;
  if (market.latency.kind != market::LatencyKind::constant) {
    b.fail("latency", "is not constant (the fill rule paper knows no latency)", "leave latency out, or use fill shared");
  }
  if (market.entry_latency.count() != 0 || market.response_latency.count() != 0) {
    b.fail("latency_ms", "is not 0 (the fill rule paper knows no latency)", "use latency_ms 0, or fill shared");
  }
  if (market.feed == tape::FeedLatency::recorded) {
    b.fail("feed_latency", "is not none (the fill rule paper knows no latency)", "use feed_latency none, or fill shared");
  }
}

void load_latency(Study& study) {
  market::LatencyOptions& latency = study.simulation.options.market.latency;
  if (latency.kind != market::LatencyKind::measured || latency.measured) return;
  const std::string path = resolve_path(study, study.simulation.latency_file);
  const std::string text = base::read_text(path);
  latency.measured = std::make_shared<market::MeasuredLatency>(market::parse_latency_rows(text, path), study.simulation.latency_offset, path);
}

std::uint64_t latency_fingerprint(const Study& study) {
  const auto& measured = study.simulation.options.market.latency.measured;
  if (!measured) return 0;
  return base::hash_bytes(std::as_bytes(measured->rows()));
}

}  // namespace asgen::configs
