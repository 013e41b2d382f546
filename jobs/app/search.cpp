#include "jobs/app/search.hpp"

#include <limits>
#include <set>

#include "jobs/app/study_genome.hpp"

namespace asgen::app {

Search::Search(const configs::Study& study, std::vector<std::uint32_t> training)
    : objective_(configs::make_objective(study, training.size())),
      training_(std::move(training)),
      algorithm_(optimizer::make_algorithm(algorithm_options(study), configs::genome_space(study), study.seed)) {}

bool Search::run(UnitPool& pool, results::Journal& journal, const std::function<void()>& on_generation) {
  const std::size_t replayed = journal.kept().generations.size();
  while (!algorithm_->finished()) {
    const std::vector<optimizer::Candidate> batch = algorithm_->ask();
    if (!pool.run(units_of(batch))) return false;
    const std::vector<optimizer::Evaluation> evaluations = settle(batch, pool);
    const int generation = algorithm_->generation();
    algorithm_->tell(evaluations);
    archive_.end_generation(generation);
    if (static_cast<std::size_t>(generation) >= replayed) {
      journal.append(results::GenerationRecord{.generation = generation, .evaluations = told_.size(), .units = pool.results().size()});
    }
    on_generation();
  }
  return true;
}

std::vector<cluster::WorkUnit> units_for(std::uint64_t serial, const std::vector<double>& values, const std::vector<std::uint32_t>& segments) {
  std::vector<cluster::WorkUnit> units;
  for (const std::uint32_t segment : segments) units.push_back({serial, segment, values});
  return units;
}

// A genome that the archive knows, or that stands twice in the batch, is simulated once.
std::vector<cluster::WorkUnit> Search::units_of(const std::vector<optimizer::Candidate>& batch) const {
  std::vector<cluster::WorkUnit> units;
  std::set<std::vector<double>> asked;
  for (const optimizer::Candidate& candidate : batch) {
    if (archive_.find(candidate.values) != nullptr || !asked.insert(candidate.values).second) continue;
    for (cluster::WorkUnit& unit : units_for(candidate.serial, candidate.values, training_)) units.push_back(std::move(unit));
  }
  return units;
}

optimizer::Record Search::record_of(const optimizer::Candidate& candidate, const UnitPool& pool) const {
  optimizer::Record record{.candidate = candidate, .evaluation = {}, .metrics = {}, .run = std::vector<std::uint8_t>(training_.size(), 1), .reason = {}};
  for (const std::uint32_t segment : training_) {
    const results::UnitRecord& unit = pool.result(candidate.serial, segment);
    if (unit.state == results::UnitState::failed && record.reason.empty()) record.reason = unit.reason;
    std::vector<double> row = unit.metrics;
    row.resize(account::kMetricCount, std::numeric_limits<double>::quiet_NaN());
    record.metrics.insert(record.metrics.end(), row.begin(), row.end());
  }
  const optimizer::Assessment assessment =
      record.reason.empty() ? optimizer::assess(objective_, {record.metrics, account::kMetricCount, record.run}, candidate.serial)
                            : optimizer::assess_failure(candidate.serial, record.reason);
  record.evaluation = assessment.evaluation;
  record.reason = assessment.reason;
  return record;
}

std::vector<optimizer::Evaluation> Search::settle(const std::vector<optimizer::Candidate>& batch, const UnitPool& pool) {
  std::vector<optimizer::Evaluation> evaluations;
  for (const optimizer::Candidate& candidate : batch) {
    const optimizer::Record* known = archive_.find(candidate.values);
    if (known != nullptr) {
      evaluations.push_back(archive_.answer(candidate).evaluation);
      told_.push_back({candidate, evaluations.back(), known->candidate.serial});
    } else {
      evaluations.push_back(archive_.add(record_of(candidate, pool)).evaluation);
      told_.push_back({candidate, evaluations.back(), std::nullopt});
    }
  }
  return evaluations;
}

}  // namespace asgen::app
