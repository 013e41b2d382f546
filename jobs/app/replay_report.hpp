#pragma once
// What a replay says on stdout and in the log.

#include "jobs/app/table.hpp"
#include "sim/data/join_days.hpp"
#include "sim/market/instrument.hpp"
#include "sim/market/replay.hpp"

namespace asgen::app {

/// One row: orders by outcome, fills by cause, volume in base units and quote currency, fees in quote currency.
Table replay_summary(const market::Replay& replay, const tape::Tape& tape, const market::Instrument& fees);

/// Warns where days do not continue each other.
void warn_of_seams(const data::JoinedDays& days);

}  // namespace asgen::app
