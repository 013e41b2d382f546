#include "sim/account/equity_path.hpp"

#include <algorithm>
#include <cmath>

namespace asgen::account {
namespace {

/// Whether `next` goes on where `run` ends, with nothing changed.
bool continues(const EquityRun& run, const EquityRun& next) {
  if (run.marks != next.marks || run.ticks.to != next.ticks.from || !(run.holdings == next.holdings)) return false;
  return run.marks != nullptr || run.mark == next.mark || (std::isnan(run.mark) && std::isnan(next.mark));
}

}  // namespace

void EquityPath::add(const MarkIndex& marks, const TickRange& ticks, const Holdings& holdings) {
  if (ticks.from >= ticks.to) return;
  // Ticks before the tape's first price are worth what the last tape's end was worth.
  const std::size_t priced = std::clamp(marks.first(), ticks.from, ticks.to);
  if (priced > ticks.from) append({nullptr, last_mark(), {ticks.from, priced}, holdings});
  if (priced == ticks.to) return;
  append({&marks, 0, {priced, ticks.to}, holdings});
  priced_ = &marks;
  last_tick_ = ticks.to - 1;
}

void EquityPath::append(const EquityRun& run) {
  if (keep_ == Keep::every_tick) keep(run);
  if (continues(open_, run)) {
    open_.ticks.to = run.ticks.to;
    return;
  }
  sums_.add(open_);
  open_ = run;
}

void EquityPath::keep(const EquityRun& run) {
  for (std::size_t tick = run.ticks.from; tick < run.ticks.to; ++tick) {
    const double mark = run.marks == nullptr ? run.mark : (*run.marks)[tick];
    equity_.push_back(sums_.equity_at(run.holdings, mark));
    inventory_.push_back(run.holdings.position);
    marks_.push_back(mark);
  }
}

void EquityPath::close_run() {
  sums_.add(open_);
  open_ = {};
}

void EquityPath::open_tape() {
  close_run();
  sums_.open_tape();
}

void EquityPath::rebase() {
  close_run();
  sums_.rebase();
}

PathSums EquityPath::sums() const {
  PathSums sums = sums_;
  sums.add(open_);
  return sums;
}

}  // namespace asgen::account
