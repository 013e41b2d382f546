#include "jobs/app/study_evaluator.hpp"

#include "jobs/app/study_genome.hpp"
#include "sim/simulate/simulate.hpp"

namespace asgen::app {

cluster::UnitResult StudyEvaluator::evaluate(const cluster::WorkUnit& unit) const {
  const strategy::Settings settings = configs::apply_genes(*study_, unit.genes);
  const simulate::DayResult day = simulate::simulate(market_->segments.at(unit.segment), settings, study_->simulation.options);
  cluster::UnitResult result;
  result.ok = day.state == simulate::State::ok;
  result.reason = day.reason;
  if (result.ok) result.metrics.assign(day.metrics.values.begin(), day.metrics.values.end());
  return result;
}

std::string start_payload(const std::string& path, const std::string& text) { return path + "\n" + text; }

std::shared_ptr<const cluster::Evaluator> make_evaluator(const std::string& payload, int threads) {
  const std::size_t end = payload.find('\n');
  auto study = std::make_shared<configs::Study>(configs::parse_study(payload.substr(end + 1), payload.substr(0, end)));
  configs::load_latency(*study);
  auto market = std::make_shared<const StudyMarket>(make_market(*study, load_days(*study, threads), threads));
  return std::make_shared<StudyEvaluator>(std::move(study), std::move(market));
}

}  // namespace asgen::app
