#include "jobs/app/market_flags.hpp"

#include <algorithm>
#include <vector>

#include "sim/base/file.hpp"

namespace asgen::app {
namespace {

// By number of the enum each.
const std::vector<std::string> kQueues = {"front",        "risk_averse",  "back",         "log_prob_1", "log_prob_2",
                                          "power_prob_1", "power_prob_2", "power_prob_3", "l3_fifo"};
const std::vector<std::string> kFills = {"shared", "paper", "rival"};
const std::vector<std::string> kExchanges = {"no_partial", "partial"};
const std::vector<std::string> kFeeds = {"none", "recorded"};

template <class Enum>
Enum chosen(const std::vector<std::string>& names, const std::string& name) {
  return static_cast<Enum>(std::ranges::find(names, name) - names.begin());
}

base::Nanos from_ms(double ms) { return base::nanos_from_seconds(ms / 1e3); }

}  // namespace

void add_market_flags(CLI::App& command, MarketFlags& flags) {
  const CLI::Range ms(0.0, 60000.0);
  command.add_option("--queue", flags.queue, "queue ahead of an order: " + CLI::detail::join(kQueues, ", "))
      ->check(CLI::IsMember(kQueues))->capture_default_str()->type_name("MODEL");
  command.add_option("--queue-n", flags.queue_n, "exponent of the power_prob queues, > 0")->capture_default_str();
  command.add_option("--fill", flags.fill, "how prints become fills: shared, paper or rival")
      ->check(CLI::IsMember(kFills))->capture_default_str()->type_name("RULE");
  command.add_option("--exchange", flags.exchange, "with --fill rival: a print at the price fills no_partial, the whole order, or partial")
      ->check(CLI::IsMember(kExchanges))->capture_default_str()->type_name("EXCHANGE");
  CLI::Option* latency = command.add_option("--latency", flags.latency_ms, "from a request to its effect, ms")->check(ms)->capture_default_str();
  CLI::Option* response =
      command.add_option("--response-latency", flags.response_latency_ms, "from an answer until it is known, ms; default: as --latency")->check(ms);
  CLI::Option* rows = command.add_option("--latency-rows", flags.latency_rows, "measured latencies instead, CSV: req_ts,exch_ts,resp_ts in ns")
                          ->excludes(latency)->excludes(response)->type_name("FILE");
  command.add_option("--latency-offset", flags.latency_offset_ms, "added to every measured way, ms")->needs(rows);
  command.add_option("--feed-latency", flags.feed, "recorded: events happen at their exchange stamps, none: at their local ones")
      ->check(CLI::IsMember(kFeeds))->capture_default_str()->type_name("CLOCKS");
  command.add_option("--maker-fee", flags.fees.maker_fee, "ratio of value; negative: a rebate")->check(CLI::Range(-1.0, 1.0));
  command.add_option("--taker-fee", flags.fees.taker_fee, "ratio of value")->check(CLI::Range(-1.0, 1.0));
}

market::MarketOptions market_options(const MarketFlags& flags) {
  market::MarketOptions options;
  options.queue = chosen<market::QueueModel>(kQueues, flags.queue);
  options.queue_n = flags.queue_n;
  options.fill = chosen<market::FillRule>(kFills, flags.fill);
  options.exchange = chosen<market::Exchange>(kExchanges, flags.exchange);
  options.feed = chosen<tape::FeedLatency>(kFeeds, flags.feed);
  options.entry_latency = from_ms(flags.latency_ms);
  options.response_latency = from_ms(flags.response_latency_ms < 0 ? flags.latency_ms : flags.response_latency_ms);
  if (!flags.latency_rows.empty()) {
    options.latency.kind = market::LatencyKind::measured;
    options.latency.measured = std::make_shared<const market::MeasuredLatency>(
        market::parse_latency_rows(base::read_text(flags.latency_rows), flags.latency_rows), from_ms(flags.latency_offset_ms), flags.latency_rows);
  }
  market::check(options, "command line");
  return options;
}

}  // namespace asgen::app
