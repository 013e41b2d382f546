#pragma once
// How the market answers orders, as flags of a subcommand.

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "sim/market/instrument.hpp"
#include "sim/market/options.hpp"

namespace asgen::app {

/// Flags as given.
struct MarketFlags {
  std::string queue = "risk_averse", fill = "shared", exchange = "no_partial", feed = "none", latency_rows;
  double queue_n = 3, latency_ms = 0, response_latency_ms = -1, latency_offset_ms = 0;  ///< response < 0: as the latency
  market::Instrument fees;
};

/// Declares --queue, --queue-n, --fill, --exchange, --latency, --response-latency, --latency-rows, --latency-offset, --feed-latency,
/// --maker-fee and --taker-fee.
void add_market_flags(CLI::App& command, MarketFlags& flags);

/// The flags' meaning. Throws ConfigurationError on a combination that no market has, or a missing file of rows, DataError on a bad one.
market::MarketOptions market_options(const MarketFlags& flags);

}  // namespace asgen::app
