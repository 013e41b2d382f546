#pragma once
// The batch that an algorithm waits for: makes the order of arrival irrelevant.

#include <cstdint>
#include <span>
#include <vector>

#include "optimizer/evaluation.hpp"

namespace asgen::optimizer {

/// Joins candidates with their sanitised results, in serial order. Throws base::ContractViolation (always on) unless
/// every candidate has exactly one result and nothing else is told.
std::vector<Individual> match_results(std::span<const Candidate> batch, std::span<const Evaluation> told);

/// Sorts best first (see better).
void sort_best_first(std::vector<Individual>& individuals);

}  // namespace asgen::optimizer
