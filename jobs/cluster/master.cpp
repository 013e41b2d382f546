#include "jobs/cluster/master.hpp"

#include <fmt/format.h>

#include "jobs/cluster/master_state.hpp"
#include "sim/base/error.hpp"

namespace asgen::cluster {
namespace {

constexpr std::chrono::seconds kFarewell{5};

}  // namespace

Master::Master(Transport& transport, MasterOptions options)
    : state_(std::make_unique<State>(transport, std::move(options))) {}

Master::~Master() {
  if (state_->stopped()) return;
  try {
    state_->stop(State::Clock::now() + kFarewell);
  } catch (...) {  // NOLINT(bugprone-empty-catch): whoever destroys us has an error of its own to report
  }
}

void Master::start(const std::string& payload) { state_->start(payload); }

void Master::wait_until_ready() {
  state_->talk_until([&] { return state_->all_ready(); }, State::Clock::time_point::max());
}

void Master::submit(std::span<const WorkUnit> units) { state_->submit(units); }

std::optional<UnitResult> Master::next() {
  state_->talk();
  const auto nothing_to_wait_for = [&] { return state_->has_result() || state_->pending() == 0; };
  state_->talk_until(nothing_to_wait_for, State::Clock::now() + state_->options().patience);
  return state_->take_result();
}

void Master::poll() { state_->talk(); }
std::size_t Master::pending() const { return state_->pending(); }
std::size_t Master::in_flight() const { return state_->in_flight(); }
void Master::halt() { state_->halt(); }

void Master::stop() {
  const std::string busy = state_->stop(State::Clock::now() + state_->options().stop_patience);
  if (busy.empty()) return;
  throw base::ClusterError(busy, fmt::format("still busy {} s after it was told to stop",
                                             std::chrono::duration<double>(state_->options().stop_patience).count()),
                           "look for a unit that does not end");
}

ClusterStats Master::stats() const { return state_->stats(); }

}  // namespace asgen::cluster
