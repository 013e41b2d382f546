#include "sim/simulate/simulate.hpp"

#include <algorithm>
#include <optional>

#include "sim/base/contract.hpp"
#include "sim/simulate/segment_run.hpp"

namespace asgen::simulate {
namespace {

using base::Nanos;

/// Moments that cut a segment into stretches; the last one lies beyond its end.
std::vector<Nanos> stretches(const SegmentMarket& market) {
  std::vector<Nanos> ends;
  for (const tape::Tape& tape : market.tapes) {
    const auto seen = tape.tick_events();
    for (std::size_t next = kEventsAStretch; !seen.empty() && next < seen.back(); next += kEventsAStretch) {
      const Nanos end = tape.tick_ns(static_cast<std::size_t>(std::lower_bound(seen.begin(), seen.end(), next) - seen.begin()));
      if (end > market.segment.from && end < market.segment.to) ends.push_back(end);
    }
  }
  ends.push_back(Nanos::max());
  return ends;
}

}  // namespace

DayResult simulate(const SegmentMarket& market, const StrategyFactory& make, const SimulationOptions& options, Detail detail) {
  base::expects(!market.tapes.empty(), "a segment lies on at least one tape");
  SegmentRun run(market, make, options, detail);
  run.go_on(Nanos::max());
  return run.result();
}

DayResult simulate(const SegmentMarket& market, const strategy::Settings& settings, const SimulationOptions& options, Detail detail) {
  return simulate(market, strategy_factory(settings), options, detail);
}

std::vector<Attempt> simulate_together(const SegmentMarket& market, std::size_t count, const std::function<strategy::Settings(std::size_t)>& settings_of,
                                       const SimulationOptions& options) {
  base::expects(!market.tapes.empty(), "a segment lies on at least one tape");
  std::vector<Attempt> attempts(count);
  std::vector<std::optional<SegmentRun>> runs(count);
  const auto attempt = [&](std::size_t i, const auto& step) {
    if (attempts[i].error != nullptr) return;
    try {
      step(runs[i]);
    } catch (...) {
      attempts[i].error = std::current_exception();
    }
  };
  for (std::size_t i = 0; i < runs.size(); ++i) {
    attempt(i, [&](auto& run) { run.emplace(market, strategy_factory(settings_of(i)), options, Detail::metrics); });
  }
  for (const Nanos end : stretches(market)) {
    for (std::size_t i = 0; i < runs.size(); ++i) attempt(i, [&](auto& run) { run->go_on(end); });
    for (std::size_t i = 0; i < runs.size(); ++i) attempt(i, [&](auto& run) { run->settle(); });
  }
  for (std::size_t i = 0; i < runs.size(); ++i) attempt(i, [&](const auto& run) { attempts[i].day = run->result(); });
  return attempts;
}

}  // namespace asgen::simulate
