#pragma once
// Cuts days into segments and keeps training and held-back ones apart.

#include <optional>
#include <span>
#include <vector>

#include "sim/simulate/segment.hpp"

namespace asgen::simulate {

/// How a list of tapes is cut.
struct SliceOptions {
  double hours = 0;                                ///< length of a slice; 0 = one segment per tape
  std::optional<base::Nanos> from = std::nullopt;  ///< nothing before this instant
  std::optional<base::Nanos> to = std::nullopt;    ///< nothing from this instant on
  base::Nanos warmup{0};                           ///< see Segment::warmup
};

/// Segments in time order, one tape each. Slices begin at the tape's opening hour (UTC, rounded down) plus whole multiples of their
/// length; first and last are clipped to the tape and left out when shorter than half a slice. A segment is named after its begin
/// in UTC and its length. Throws ConfigurationError when hours is negative or not finite, or nothing is left.
std::vector<Segment> cut_slices(std::span<const tape::TapeInfo> tapes, const SliceOptions& options);
std::vector<Segment> cut_slices(std::span<const tape::Tape> tapes, const SliceOptions& options);

/// Cuts `warmup` from the begin of every held-back segment that follows a training one on the same tape without a pause, so that the
/// market state that a training segment ended in is not scored again. Throws ConfigurationError when nothing is left of one.
void purge(std::span<Segment> held_back, std::span<const Segment> training, base::Nanos warmup);

}  // namespace asgen::simulate
