#include "jobs/app/study_market.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "jobs/app/log.hpp"
#include "jobs/app/study_genome.hpp"
#include "sim/base/contract.hpp"
#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"
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
void require_fitting_days(const configs::Study& study, const std::vector<tape::TapeInfo>& days) {
  for (const tape::TapeInfo& info : days) {
    strategy::Venue venue;
    venue.instrument = study.simulation.options.instrument;
    const account::Grid grid = simulate::grid_of(info);
    venue.price_quantum = grid.price_quantum;
    venue.lot = grid.lot;
    try {
      static_cast<void>(strategy::Quantiser(venue));
    } catch (const base::Error& error) {
      throw base::ConfigurationError(study.path, error.what(), "");
    }
  }
}

void require_contract(const configs::Study& study, const std::vector<tape::TapeInfo>& days) {
  if (study.contract == configs::ContractRule::as_recorded) return;
  const std::string wanted = study.contract == configs::ContractRule::linear ? "linear" : "inverse";
  for (const tape::TapeInfo& info : days) {
    if (info.contract == wanted) continue;
    throw base::ConfigurationError(study.path + ": /instrument/contract",
                                   fmt::format("= {} (but {} is of an {} contract)", wanted, info.day, info.contract),
                                   "import the days with --contract, or leave the key out");
  }
}

std::vector<tape::TapeInfo> infos_of(const StudyDays& days) {
  std::vector<tape::TapeInfo> infos;
  for (const StudyDay& day : days.days) infos.push_back(day.info);
  return infos;
}

MarketPlan plan(const configs::Study& study, StudyDays days, std::vector<simulate::Segment> segments, std::vector<SegmentRole> roles,
                Gating gating) {
  simulate::PrepareOptions options = indicator_needs(study);
  options.start = study.simulation.start;
  options.threads = 1;
  if (gating == Gating::off) options.gates.reset();
  return {std::move(days), std::move(segments), std::move(roles), std::move(options)};
}

}  // namespace

StudyMarket::StudyMarket(MarketPlan plan) : plan_(std::move(plan)), days_(plan_.days.days.size()) {
  for (std::size_t i = 0; i < plan_.segments.size(); ++i) {
    base::expects(plan_.segments[i].tapes.size() == 1, "slices are cut from one day each");
    const std::size_t day = plan_.segments[i].tapes.front();
    place_.emplace_back(day, days_[day].segments.size());
    days_[day].segments.push_back(i);
  }
}

std::vector<std::uint32_t> StudyMarket::with_role(SegmentRole role) const {
  std::vector<std::uint32_t> indices;
  for (std::uint32_t i = 0; i < roles().size(); ++i) {
    if (roles()[i] == role) indices.push_back(i);
  }
  return indices;
}

const simulate::SegmentMarket& StudyMarket::segment(std::size_t i) const {
  const auto [day, number] = place_.at(i);
  finish_day(day);
  return days_[day].markets[number];
}

/// Returns when the day is ready, or throws what it failed with.
void StudyMarket::finish_day(std::size_t day) const {
  for (;;) {
    State state;
    {
      const std::lock_guard lock(mutex_);
      state = days_[day].state;
      if (state == State::failed) std::rethrow_exception(days_[day].failure);
    }
    if (state == State::ready) return;
    if (state != State::being_made && try_prepare(day, base::FileClaim::Patience::none)) continue;
    if (prepare_another(day)) continue;
    if (try_prepare(day, base::FileClaim::Patience::wait)) continue;
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return days_[day].state != State::being_made; });
  }
}

/// Takes the first day after `day` that nobody has, if there is one; true when that made a day ready (or fail).
bool StudyMarket::prepare_another(std::size_t day) const {
  for (std::size_t step = 1; step < days_.size(); ++step) {
    const std::size_t other = (day + step) % days_.size();
    {
      const std::lock_guard lock(mutex_);
      if (days_[other].state != State::untouched || days_[other].segments.empty()) continue;
    }
    if (try_prepare(other, base::FileClaim::Patience::none)) return true;
  }
  return false;
}

/// False when another thread has the day, or (Patience::none) another process.
bool StudyMarket::try_prepare(std::size_t day, base::FileClaim::Patience patience) const {
  Day& mine = days_[day];
  {
    const std::lock_guard lock(mutex_);
    if (mine.state != State::untouched && mine.state != State::made_elsewhere) return false;
    mine.state = State::being_made;
  }
  const auto began = std::chrono::steady_clock::now();
  State end = State::ready;
  std::vector<simulate::SegmentMarket> markets;
  std::exception_ptr failure;
  try {
    markets = prepare(day, patience);
  } catch (const MadeElsewhere&) {
    end = State::made_elsewhere;
  } catch (...) {
    end = State::failed;
    failure = std::current_exception();
  }
  {
    const std::lock_guard lock(mutex_);
    mine.markets = std::move(markets);
    mine.failure = std::move(failure);
    mine.state = end;
    if (end == State::ready) tell(day, began);
  }
  changed_.notify_all();
  return end != State::made_elsewhere;
}

std::vector<simulate::SegmentMarket> StudyMarket::prepare(std::size_t day, base::FileClaim::Patience patience) const {
  OpenDay open = open_day(plan_.days, day, patience);
  std::vector<simulate::Segment> segments;
  for (const std::size_t i : days_[day].segments) {
    segments.push_back(plan_.segments[i]);
    segments.back().tapes = {0};
  }
  simulate::PrepareOptions options = plan_.prepare;
  options.intensity_source = std::move(open.intensity);
  std::vector<simulate::SegmentMarket> markets = simulate::prepare_markets(std::span(&open.tape, 1), segments, options);
  for (simulate::SegmentMarket& market : markets) market.segment.tapes = {day};
  return markets;
}

/// Under the mutex.
void StudyMarket::tell(std::size_t day, std::chrono::steady_clock::time_point began) const {
  const auto now = std::chrono::steady_clock::now();
  const auto seconds = [&](auto since) { return std::chrono::duration<double>(now - since).count(); };
  log_detail(fmt::format("{} is ready ({:.3f} s)", plan_.days.days[day].name, seconds(began)));
  ++ready_;
  const auto wanted = static_cast<std::size_t>(std::ranges::count_if(days_, [](const Day& d) { return !d.segments.empty(); }));
  const DayCache& cache = *plan_.days.cache;
  const auto say = seconds(born_) < kWorthALine ? log_detail : log_info;
  if (ready_ == 1 && wanted > 1) say(fmt::format("first day ready after {:.2f} s, {} more follow", seconds(born_), wanted - 1));
  if (ready_ < wanted) return;
  say(fmt::format("{} ready after {:.2f} s ({} files from the cache, {} made)", wanted == 1 ? "the day is" : fmt::format("all {} days are", wanted), seconds(born_),
                  cache.opened(), cache.made()));
}

void StudyMarket::prepare_all(int threads) const {
  base::parallel_for(days_.size(), threads, [&](std::size_t day) {
    if (!days_[day].segments.empty()) finish_day(day);
  });
}

std::shared_ptr<const StudyMarket> make_market(const configs::Study& study, StudyDays days, Gating gating) {
  const std::vector<tape::TapeInfo> infos = infos_of(days);
  require_fitting_days(study, infos);
  std::vector<simulate::Segment> segments = simulate::cut_slices(infos, study.simulation.slices);
  std::vector<SegmentRole> roles = assign_roles(study, segments);
  purge_held_back(study, segments, roles);
  require_contract(study, infos);
  return std::make_shared<const StudyMarket>(plan(study, std::move(days), std::move(segments), std::move(roles), gating));
}

std::shared_ptr<const StudyMarket> make_market_of(const configs::Study& study, StudyDays days, SegmentRole role, Gating gating) {
  const std::vector<tape::TapeInfo> infos = infos_of(days);
  std::vector<simulate::Segment> segments = simulate::cut_slices(infos, study.simulation.slices);
  require_contract(study, infos);
  std::vector<SegmentRole> roles(segments.size(), role);
  return std::make_shared<const StudyMarket>(plan(study, std::move(days), std::move(segments), std::move(roles), gating));
}

std::vector<results::SegmentRow> segment_rows(const StudyMarket& market) {
  std::vector<results::SegmentRow> rows;
  for (std::size_t i = 0; i < market.size(); ++i) {
    const simulate::Segment& segment = market.segments()[i];
    rows.push_back({segment.name, segment.from.count(), segment.to.count(), market.roles()[i]});
  }
  return rows;
}

}  // namespace asgen::app
