#include "optimizer/archive.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "optimizer/aggregate.hpp"
#include "sim/base/contract.hpp"

namespace asgen::optimizer {
namespace {

void require(bool holds, const char* what) {
  if (!holds) throw base::ContractViolation(std::string("archive: ") + what);
}

void count(const Evaluation& e, GenerationSummary& s, std::vector<double>& fitness) {
  if (e.state == EvaluationState::ok) {
    ++s.ok;
    fitness.push_back(e.fitness);
  } else {
    ++(e.state == EvaluationState::infeasible ? s.infeasible : s.failed);
  }
}

}  // namespace

const Record* Archive::find(std::span<const double> values) const {
  const auto at = index_.find(std::vector<double>(values.begin(), values.end()));
  return at == index_.end() ? nullptr : &records_[at->second];
}

Archive::Answer Archive::answer(const Candidate& candidate) {
  const Record* known = find(candidate.values);
  if (known == nullptr) return {};
  ++cache_hits_;
  Answer answer{true, known->evaluation};
  answer.evaluation.serial = candidate.serial;
  return answer;
}

const Record& Archive::add(Record record) {
  require(record.candidate.serial == record.evaluation.serial, "the result belongs to another candidate");
  require(records_.empty() || records_.back().candidate.serial < record.candidate.serial, "serials must rise");
  require(index_.emplace(record.candidate.values, records_.size()).second, "the genome is known already");
  record.evaluation = sanitise(record.evaluation);
  records_.push_back(std::move(record));
  const Record& added = records_.back();
  const bool leads = best_ == nullptr || better(added.evaluation, best_->evaluation);
  if (added.evaluation.state == EvaluationState::ok && leads) best_ = &added;
  for (Observer* observer : observers_) observer->on_evaluated(added);
  return added;
}

GenerationSummary Archive::end_generation(int generation) {
  GenerationSummary s;
  std::vector<double> fitness;
  s.generation = generation;
  s.evaluated = records_.size() - generation_start_;
  s.cached = cache_hits_ - generation_hits_;
  for (std::size_t i = generation_start_; i < records_.size(); ++i) count(records_[i].evaluation, s, fitness);
  const double none = std::numeric_limits<double>::quiet_NaN();
  s.best = best_ != nullptr ? best_->evaluation.fitness : none;
  s.best_serial = best_ != nullptr ? best_->candidate.serial : 0;
  s.mean = fitness.empty() ? none : mean(fitness);
  s.median = fitness.empty() ? none : median(fitness);
  generation_start_ = records_.size();
  generation_hits_ = cache_hits_;
  generations_.push_back(s);
  for (Observer* observer : observers_) observer->on_generation(s);
  return s;
}

std::vector<const Record*> Archive::top(std::size_t n) const {
  std::vector<const Record*> ranked;
  for (const Record& r : records_)
    if (r.evaluation.state == EvaluationState::ok) ranked.push_back(&r);
  std::sort(ranked.begin(), ranked.end(), [](const Record* a, const Record* b) { return better(a->evaluation, b->evaluation); });
  if (ranked.size() > n) ranked.resize(n);
  return ranked;
}

}  // namespace asgen::optimizer
