#pragma once
// What one unit of work replays: a time range over one or more consecutive tapes.

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/account/mark_index.hpp"
#include "sim/base/units.hpp"
#include "sim/simulate/close_at_book.hpp"
#include "sim/simulate/mid_changes.hpp"
#include "sim/tape/gates.hpp"
#include "sim/tape/indicators.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::simulate {

/// What survives the change of tape inside a segment. Orders never do: they are pulled at a tape's end, because their place in
/// the next tape's queues is unknown.
enum class Carry {
  none,       ///< every tape starts afresh; results add up
  inventory,  ///< cash and inventory go on, the strategy starts afresh
  all,        ///< the strategy goes on too
};

/// How indicators start.
enum class Start {
  warm,  ///< fed from the tape's first tick
  cold,  ///< fed from `warmup` before the segment
};

/// [from, to) over consecutive tapes.
struct Segment {
  std::string name;                ///< 2026-01-06T02:00/2h
  std::vector<std::size_t> tapes;  ///< indices into the study's list of tapes, in time order
  base::Nanos from, to;            ///< trading time; clipped to each tape
  base::Nanos warmup{0};           ///< cold start: indicators are fed from this long before `from`
  Carry carry = Carry::none;
};

/// A segment with all that a simulation of it reads; immutable, shared by all genomes and threads.
struct SegmentMarket {
  Segment segment;
  std::vector<tape::Tape> tapes;
  std::vector<std::shared_ptr<const tape::Indicators>> indicators;  ///< one per tape
  std::vector<std::shared_ptr<const account::MarkIndex>> marks;     ///< one per tape
  std::vector<std::shared_ptr<const MidChanges>> mids;              ///< one per tape
  std::vector<std::shared_ptr<const tape::Gates>> gates;            ///< one per tape, or empty: ticks are then visited one by one
  std::vector<std::shared_ptr<const ClosingBook>> closing;          ///< one per tape: the book at the segment's end there
};

/// What prepare_markets computes and how.
struct PrepareOptions {
  std::vector<int> volatility_lengths;  ///< all that any genome may ask for
  std::vector<int> intensity_lengths;
  Start start = Start::warm;
  tape::Precision precision = tape::Precision::float64;
  double tick = 0;  ///< best prices are rounded down to it before they make the estimators' mids; 0: the recorded ones
  std::optional<tape::GateOptions> gates = std::nullopt;  ///< of the simulations to come; they pay when many genomes run on the same market
  int threads = 1;
  tape::IntensitySource intensity_source = {};  ///< empty: columns are computed; else of the one tape that is prepared
};

/// Markets of `segments` over `tapes`, in their order; warm indicators are computed once per tape and shared.
/// Throws ConfigurationError when a segment names a tape that is not there, or mixes price quanta, lots, contracts or clocks.
std::vector<SegmentMarket> prepare_markets(std::span<const tape::Tape> tapes, std::span<const Segment> segments,
                                           const PrepareOptions& options);

}  // namespace asgen::simulate
