#pragma once
// What is measured, and what it is called: SET.CLOCK.REFRESH.NxN.QUEUE.BEHAVIOUR, e.g. standx.1s.1s.1x1.risk_averse.sane.

#include <string>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/market/queue.hpp"
#include "sim/strategy/settings.hpp"

namespace asgen::bench {

struct Scenario {
  std::string set = "standx";  ///< one of known_sets()
  base::Nanos clock{base::kNanosPerSecond};
  base::Nanos refresh{base::kNanosPerSecond};
  int levels = 1;  ///< orders a side
  market::QueueModel queue = market::QueueModel::risk_averse;
  strategy::Behaviour behaviour = strategy::Behaviour::sane;
};

/// standx (a recorded day), binance (ten recorded minutes), ibm (a recorded day of L1 quotes), synth10m (a made day of ten million
/// rows), synth1h (a made hour of a hundred thousand rows).
const std::vector<std::string>& known_sets();

std::string name_of(const Scenario& scenario);

/// Throws ConfigurationError that says which part of the name is wrong.
Scenario parse_scenario(const std::string& name);

/// Every clock and refresh time with every number of levels, and every queue model, of one set.
std::vector<Scenario> scenarios_of(const std::string& set);

/// Refresh times that are measured on a clock.
std::vector<base::Nanos> refresh_times(base::Nanos clock);

}  // namespace asgen::bench
