#include "optimizer/falces2022.hpp"

#include <algorithm>
#include <utility>

#include "optimizer/batch.hpp"
#include "optimizer/operators/blend.hpp"
#include "optimizer/operators/roulette.hpp"
#include "sim/base/contract.hpp"

namespace asgen::optimizer {

Falces2022::Falces2022(const AlgorithmOptions& options, const GenomeSpace& space, std::uint64_t seed)
    : options_(options), space_(space), seed_(seed) {
  for (const Gene& g : space_.genes())
    ranges_.push_back(g.scale == Scale::choice ? Range{0, static_cast<double>(g.choices.size()) - 1} : Range{g.min, g.max});
}

std::size_t Falces2022::planned() const {
  const std::size_t whole = options_.generations * options_.population;
  return options_.evaluations > 0 ? std::min(options_.evaluations, whole) : whole;
}

bool Falces2022::finished() const {
  return pending_.empty() && (static_cast<std::size_t>(generation_) >= options_.generations || next_serial_ >= planned());
}

std::vector<double> Falces2022::decode(std::span<const double> raw) const {
  std::vector<double> values(raw.begin(), raw.end());
  for (std::size_t i = 0; i < values.size(); ++i)
    if (const Gene& g = space_.genes()[i]; g.scale == Scale::choice) values[i] = g.choices[static_cast<std::size_t>(raw[i] + 0.5)];
  return space_.snap(values);
}

std::vector<Candidate> Falces2022::ask() {
  if (!pending_.empty() || finished()) return pending_;
  weights_ = scores_.empty() ? std::vector<double>{} : roulette_weights(scores_);
  const std::size_t count = std::min(options_.population, planned() - static_cast<std::size_t>(next_serial_));
  int rejected = 0;  // in a row, of the child that is due
  while (pending_.size() < count && rejected <= options_.falces2022.duplicate_limit) {
    Draft child = draft(next_serial_, static_cast<std::uint32_t>(rejected));
    std::vector<double> values = decode(child.raw);
    const bool repeated = std::any_of(pending_.begin(), pending_.end(), [&](const Candidate& c) { return c.values == values; });
    if (repeated) {
      ++rejected;
      continue;
    }
    rejected = 0;
    std::vector<double> unit = space_.encode(values);
    pending_.push_back({next_serial_++, std::move(unit), std::move(values), generation_, std::move(child.parents), child.origin});
    pending_raw_.push_back(std::move(child.raw));
  }
  return pending_;
}

void Falces2022::tell(std::span<const Evaluation> evaluations) {
  const std::vector<Individual> told = match_results(pending_, evaluations);
  for (std::size_t i = 0; i < told.size(); ++i) {
    if (told[i].evaluation.state != EvaluationState::ok) continue;
    parents_.push_back({std::move(pending_raw_[i]), told[i].candidate.serial});
    scores_.push_back(told[i].evaluation.fitness);
  }
  pending_.clear();
  pending_raw_.clear();
  ++generation_;
}

Falces2022::Draft Falces2022::draft(std::uint64_t serial, std::uint32_t attempt) const {
  const FalcesOptions& o = options_.falces2022;
  base::Stream selection({seed_, base::Purpose::selection, serial, attempt});
  base::Stream crossover({seed_, base::Purpose::crossover, serial, attempt});
  if (parents_.empty()) {
    base::Stream initial({seed_, base::Purpose::initial_population, serial, attempt});
    return {draw_falces_individual(ranges_, o.sigma, initial), {}, "falces_draw"};
  }
  if (crossover.uniform() < o.crossover_probability && parents_.size() >= 2) return draft_blend(selection, crossover);
  base::Stream mutation({seed_, base::Purpose::mutation, serial, attempt});
  return draft_mutation(selection, mutation);
}

Falces2022::Draft Falces2022::draft_blend(base::Stream& selection, base::Stream& crossover) const {
  const std::size_t first = spin_roulette(weights_, selection);
  const std::size_t second = spin_roulette_again(weights_, first, selection);
  const Parent &a = parents_[first], &b = parents_[second];
  Draft child{blend(a.raw, b.raw, crossover), {a.serial, b.serial}, "blend"};
  for (int redraws = 0; (child.raw == a.raw || child.raw == b.raw) && redraws < options_.falces2022.duplicate_limit; ++redraws)
    child.raw = blend(a.raw, b.raw, crossover);
  return child;
}

Falces2022::Draft Falces2022::draft_mutation(base::Stream& selection, base::Stream& mutation) const {
  const FalcesOptions& o = options_.falces2022;
  const Parent& parent = parents_[spin_roulette(weights_, selection)];
  const double sigma = decayed_sigma(o.sigma, o.sigma_decay, o.sigma_floor, generation_);
  return {mutate_gaussian(parent.raw, ranges_, sigma, mutation), {parent.serial}, "gaussian_mutation"};
}

}  // namespace asgen::optimizer
