#include "jobs/app/study_market.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "jobs/app/study_genome.hpp"
#include "sim/base/error.hpp"
#include "sim/simulate/books.hpp"
#include "sim/simulate/slices.hpp"
#include "sim/strategy/quantiser.hpp"

namespace asgen::app {
namespace {

using results::SegmentRole;

bool is_held_back(const configs::ValidationSection& validation, const simulate::Segment& segment, std::size_t index, std::size_t count) {
  if (!validation.held_back_segments.empty()) return std::ranges::find(validation.held_back_segments, segment.name) != validation.held_back_segments.end();
  return index + validation.held_back >= count;
}

void require_known_names(const configs::Study& study, const std::vector<simulate::Segment>& segments) {
  for (const std::string& name : study.validation.held_back_segments) {
    if (std::ranges::any_of(segments, [&](const auto& s) { return s.name == name; })) continue;
    throw base::ConfigurationError(study.path + ": /validation/held_back_segments", "names \"" + name + "\", which is no segment of this study",
                                   "the segments are listed by: asgen simulate STUDY");
  }
}

std::vector<SegmentRole> assign_roles(const configs::Study& study, const std::vector<simulate::Segment>& segments) {
  require_known_names(study, segments);
  std::vector<SegmentRole> roles;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    roles.push_back(is_held_back(study.validation, segments[i], i, segments.size()) ? SegmentRole::held_back : SegmentRole::train);
  }
  if (std::ranges::find(roles, SegmentRole::train) == roles.end()) {
    throw base::ConfigurationError(study.path + ": /validation", fmt::format("holds back all {} segments (nothing is left to train on)", segments.size()),
                                   "hold back fewer, or cut shorter slices");
  }
  return roles;
}

void purge_held_back(const configs::Study& study, std::vector<simulate::Segment>& segments, const std::vector<SegmentRole>& roles) {
  std::vector<simulate::Segment> training, held_back;
  for (std::size_t i = 0; i < segments.size(); ++i) (roles[i] == SegmentRole::train ? training : held_back).push_back(segments[i]);
  simulate::purge(held_back, training, study.simulation.slices.warmup);
  std::size_t next = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (roles[i] == SegmentRole::held_back) segments[i] = held_back[next++];
  }
}

/// Tick and lot must fit every day: said once here, not by each genome that fails.
void require_fitting_days(const configs::Study& study, const StudyDays& days) {
  for (const tape::Tape& tape : days.tapes) {
    strategy::Venue venue;
    venue.instrument = study.simulation.options.instrument;
    const account::Grid grid = simulate::grid_of(tape.info());
    venue.price_quantum = grid.price_quantum;
    venue.lot = grid.lot;
    try {
      static_cast<void>(strategy::Quantiser(venue));
    } catch (const base::Error& error) {
      throw base::ConfigurationError(study.path, error.what(), "");
    }
  }
}

void require_contract(const configs::Study& study, const StudyDays& days) {
  if (study.contract == configs::ContractRule::as_recorded) return;
  const std::string wanted = study.contract == configs::ContractRule::linear ? "linear" : "inverse";
  for (const tape::Tape& tape : days.tapes) {
    if (tape.info().contract == wanted) continue;
    throw base::ConfigurationError(study.path + ": /instrument/contract",
                                   fmt::format("= {} (but {} is of an {} contract)", wanted, tape.info().day, tape.info().contract),
                                   "import the days with --contract, or leave the key out");
  }
}

StudyMarket prepare(const configs::Study& study, const StudyDays& days, const std::vector<simulate::Segment>& segments,
                    std::vector<SegmentRole> roles, int threads) {
  require_contract(study, days);
  simulate::PrepareOptions options = indicator_needs(study);
  options.start = study.simulation.start;
  options.threads = threads;
  return {simulate::prepare_markets(days.tapes, segments, options), std::move(roles)};
}

}  // namespace

std::vector<std::uint32_t> StudyMarket::with_role(SegmentRole role) const {
  std::vector<std::uint32_t> indices;
  for (std::uint32_t i = 0; i < roles.size(); ++i) {
    if (roles[i] == role) indices.push_back(i);
  }
  return indices;
}

StudyMarket make_market(const configs::Study& study, const StudyDays& days, int threads) {
  require_fitting_days(study, days);
  std::vector<simulate::Segment> segments = simulate::cut_slices(days.tapes, study.simulation.slices);
  std::vector<SegmentRole> roles = assign_roles(study, segments);
  purge_held_back(study, segments, roles);
  return prepare(study, days, segments, std::move(roles), threads);
}

StudyMarket make_market_of(const configs::Study& study, const StudyDays& days, SegmentRole role, int threads) {
  const std::vector<simulate::Segment> segments = simulate::cut_slices(days.tapes, study.simulation.slices);
  return prepare(study, days, segments, std::vector<SegmentRole>(segments.size(), role), threads);
}

std::vector<results::SegmentRow> segment_rows(const StudyMarket& market) {
  std::vector<results::SegmentRow> rows;
  for (std::size_t i = 0; i < market.segments.size(); ++i) {
    const simulate::Segment& segment = market.segments[i].segment;
    rows.push_back({segment.name, segment.from.count(), segment.to.count(), market.roles[i]});
  }
  return rows;
}

}  // namespace asgen::app
