#pragma once
// From per-segment metrics to the result that an algorithm is told.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "optimizer/aggregate.hpp"
#include "optimizer/evaluation.hpp"
#include "optimizer/feasibility.hpp"

namespace asgen::optimizer {

enum class Direction : std::uint8_t { maximise, minimise };

/// What is searched for: an aggregate of one metric, subject to rules.
struct Objective {
  std::size_t metric = 0;
  Direction direction = Direction::maximise;
  AggregateOptions aggregate{};
  std::vector<Constraint> constraints{};
};

/// A result and, unless it is ok, why.
struct Assessment {
  Evaluation evaluation{};
  std::string reason{};
};

/// Assesses a genome whose segments all ran. A minimised metric is negated before it is aggregated, so that tails are
/// the bad ones. A broken rule, or a metric undefined on some segment, makes it infeasible, never a number.
Assessment assess(const Objective& objective, const SegmentTable& table, std::uint64_t serial);

/// Result of a genome with a unit that failed.
Assessment assess_failure(std::uint64_t serial, const std::string& reason);

}  // namespace asgen::optimizer
