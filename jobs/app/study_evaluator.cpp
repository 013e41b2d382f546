#include "jobs/app/study_evaluator.hpp"

#include <new>

#include "jobs/app/study_genome.hpp"
#include "sim/base/error.hpp"
#include "sim/base/heap.hpp"
#include "sim/simulate/simulate.hpp"

namespace asgen::app {

namespace {

// A bad day is no fault of a genome: it must not be told to the search as one.
const simulate::SegmentMarket& prepared(const StudyMarket& market, std::uint32_t segment) {
  try {
    return market.segment(segment);
  } catch (const base::Error& error) {
    throw cluster::EvaluatorFailure(error.code(), error.what());
  } catch (const std::bad_alloc&) {
    throw cluster::EvaluatorFailure(base::ExitCode::bad_configuration, "memory: exhausted while a day was prepared; use fewer or shorter days, or fewer ranks on this host");
  }
}

cluster::UnitResult unit_result(const simulate::DayResult& day) {
  cluster::UnitResult result;
  result.ok = day.state == simulate::State::ok;
  result.reason = day.reason;
  if (result.ok) result.metrics.assign(day.metrics.values.begin(), day.metrics.values.end());
  return result;
}

}  // namespace

StudyEvaluator::StudyEvaluator(std::shared_ptr<const configs::Study> study, std::shared_ptr<const StudyMarket> market)
    : study_(std::move(study)), market_(std::move(market)) {
  base::keep_freed_memory();  // one simulation leaves what the next one needs
}

cluster::UnitResult StudyEvaluator::evaluate(const cluster::WorkUnit& unit) const {
  const strategy::Settings settings = configs::apply_genes(*study_, unit.genes);
  return unit_result(simulate::simulate(prepared(*market_, unit.segment), settings, study_->simulation.options));
}

std::vector<cluster::UnitResult> StudyEvaluator::evaluate_together(std::span<const cluster::WorkUnit> units) const {
  const auto settings_of = [&](std::size_t i) { return configs::apply_genes(*study_, units[i].genes); };
  const simulate::SegmentMarket& market = prepared(*market_, units.front().segment);
  std::vector<cluster::UnitResult> results;
  for (const simulate::Attempt& attempt : simulate::simulate_together(market, units.size(), settings_of, study_->simulation.options)) {
    results.push_back(attempt.error == nullptr ? unit_result(attempt.day) : cluster::failed_result(attempt.error));
  }
  return results;
}

std::string start_payload(const std::string& path, const std::string& text) { return path + "\n" + text; }

std::shared_ptr<const cluster::Evaluator> make_evaluator(const std::string& payload, const std::string& cache) {
  const std::size_t end = payload.find('\n');
  auto study = std::make_shared<configs::Study>(configs::parse_study(payload.substr(end + 1), payload.substr(0, end)));
  configs::load_latency(*study);
  auto market = make_market(*study, load_days(*study, cache));
  return std::make_shared<StudyEvaluator>(std::move(study), std::move(market));
}

}  // namespace asgen::app
