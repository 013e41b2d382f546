#pragma once
// What the program prints about simulations and runs.

#include <string>
#include <vector>

#include "configs/json/study.hpp"
#include "jobs/app/table.hpp"
#include "results/run_file.hpp"

namespace asgen::app {

/// "maximises mean_cvar(w = 0.5, alpha = 0.75) of pnl_close_at_book over 8 segments".
std::string describe_objective(const configs::Study& study, std::size_t segments);

/// "mean_cvar(w = 0.5, alpha = 0.75)".
std::string describe(const optimizer::AggregateOptions& aggregate);

/// A finished or running search: genes, winner against default on every segment, aggregates; to stdout.
void print_run(const results::RunSnapshot& snapshot, bool json);

}  // namespace asgen::app
