#pragma once
// A scenario's measurement as figures and as a line of a table.

#include "jobs/app/study_market.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/scenario.hpp"

namespace asgen::bench {

void print_header();

/// Adds the figures named in tests/bench/README.md and prints the line.
void report(const Scenario& scenario, const app::StudyMarket& market, const Measurement& measured, Figures& figures);

}  // namespace asgen::bench
