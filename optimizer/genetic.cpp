#include "optimizer/genetic.hpp"

#include <algorithm>
#include <utility>

#include "optimizer/batch.hpp"
#include "optimizer/operators/latin_hypercube.hpp"
#include "optimizer/operators/polynomial_mutation.hpp"
#include "optimizer/operators/sbx.hpp"
#include "optimizer/operators/tournament.hpp"
#include "sim/base/contract.hpp"

namespace asgen::optimizer {
namespace {

constexpr std::uint32_t kForcedMutations = 20;  // near the child, ever wider
constexpr std::uint32_t kRedraws = 80;          // then anywhere

std::vector<double> draw_uniform(std::size_t dimensions, base::Stream& stream) {
  std::vector<double> point(dimensions);
  for (double& x : point) x = stream.uniform();
  return point;
}

}  // namespace

Genetic::Genetic(const AlgorithmOptions& options, const GenomeSpace& space, std::uint64_t seed)
    : options_(options),
      space_(space),
      seed_(seed),
      mutation_probability_(options.genetic.mutation_probability > 0 ? options.genetic.mutation_probability
                                                                     : 1 / static_cast<double>(space.size())) {}

std::size_t Genetic::planned() const {
  const std::size_t by_generations = options_.generations > 0 ? options_.generations * options_.population : options_.evaluations;
  return options_.evaluations > 0 ? std::min(options_.evaluations, by_generations) : by_generations;
}

std::size_t Genetic::batch_size() const { return std::min(options_.population, planned() - static_cast<std::size_t>(next_serial_)); }

bool Genetic::finished() const {
  if (!pending_.empty()) return false;
  const bool generations_done = options_.generations > 0 && static_cast<std::size_t>(generation_) >= options_.generations;
  return exhausted_ || generations_done || next_serial_ >= planned();
}

std::vector<Candidate> Genetic::ask() {
  if (!pending_.empty() || finished()) return pending_;
  if (generation_ == 0)
    draw_population(batch_size());
  else
    breed(batch_size());
  exhausted_ = pending_.empty();
  return pending_;
}

void Genetic::tell(std::span<const Evaluation> evaluations) {
  std::vector<Individual> next = match_results(pending_, evaluations);
  const std::size_t elites = std::min(options_.genetic.elites, population_.size());
  next.insert(next.end(), population_.begin(), population_.begin() + static_cast<std::ptrdiff_t>(elites));
  sort_best_first(next);
  if (next.size() > options_.population) next.resize(options_.population);
  population_ = std::move(next);
  pending_.clear();
  ++generation_;
}

bool Genetic::admit(Candidate child) {
  child.serial = next_serial_;
  child.generation = generation_;
  if (!make_new(child)) return false;
  seen_.emplace(child.values, static_cast<std::size_t>(child.serial));
  pending_.push_back(std::move(child));
  ++next_serial_;
  return true;
}

void Genetic::draw_population(std::size_t count) {
  if (!options_.default_values.empty()) {
    Candidate start;
    start.values = space_.snap(options_.default_values);
    start.unit = space_.encode(start.values);
    start.origin = "default";
    admit(std::move(start));
  }
  base::Stream stream({seed_, base::Purpose::initial_population, 0});
  const std::size_t rest = count - pending_.size();
  const bool stratified = options_.genetic.initial == InitialDraw::latin_hypercube;
  std::vector<std::vector<double>> points;
  if (stratified) points = draw_latin_hypercube(rest, space_.size(), stream);
  for (std::size_t i = 0; i < rest; ++i) {
    Candidate drawn;
    drawn.unit = stratified ? points[i] : draw_uniform(space_.size(), stream);
    drawn.values = space_.decode(drawn.unit);
    drawn.origin = stratified ? "latin_hypercube" : "uniform";
    admit(std::move(drawn));
  }
}

void Genetic::breed(std::size_t count) {
  while (pending_.size() < count)
    if (!admit(cross(next_serial_))) return;
}

Candidate Genetic::cross(std::uint64_t serial) const {
  base::Stream selection({seed_, base::Purpose::selection, serial});
  base::Stream crossover({seed_, base::Purpose::crossover, serial});
  base::Stream mutation({seed_, base::Purpose::mutation, serial});
  const std::size_t entrants = options_.genetic.tournament;
  const std::size_t first = select_by_tournament(population_.size(), entrants, selection);
  const Candidate& a = population_[first].candidate;
  Candidate child;
  child.unit = a.unit;
  child.parents = {a.serial};
  child.origin = "mutation";
  if (population_.size() > 1 && crossover.uniform() < options_.genetic.crossover_probability) {
    const Candidate& b = population_[select_other_by_tournament(population_.size(), entrants, first, selection)].candidate;
    child.unit = sbx_child(a.unit, b.unit, options_.genetic.crossover_eta, crossover);
    // Choices have no order, so a value between two of them means nothing: take one parent's.
    for (std::size_t i = 0; i < child.unit.size(); ++i)
      if (space_.genes()[i].scale == Scale::choice) child.unit[i] = crossover.uniform() < 0.5 ? a.unit[i] : b.unit[i];
    child.parents.push_back(b.serial);
    child.origin = "crossover";
  }
  mutate(child, mutation);
  return child;
}

void Genetic::mutate(Candidate& child, base::Stream& stream) const {
  for (std::size_t i = 0; i < child.unit.size(); ++i) {
    if (stream.uniform() >= mutation_probability_) continue;
    const double u = stream.uniform();
    child.unit[i] = space_.genes()[i].scale == Scale::choice ? u : mutate_polynomially(child.unit[i], options_.genetic.mutation_eta, u);
  }
  child.values = space_.decode(child.unit);
}

bool Genetic::make_new(Candidate& child) const {
  const std::vector<double> original = child.unit;
  for (std::uint32_t attempt = 1; seen_.contains(child.values); ++attempt) {
    if (attempt > kForcedMutations + kRedraws) return false;
    base::Stream stream({seed_, base::Purpose::mutation, child.serial, attempt});
    const std::size_t gene = stream.below(space_.size());
    child.unit = attempt <= kForcedMutations ? original : draw_uniform(space_.size(), stream);
    child.unit[gene] = space_.genes()[gene].scale == Scale::choice
                           ? stream.uniform()
                           : mutate_polynomially(child.unit[gene], options_.genetic.mutation_eta / attempt, stream.uniform());
    child.values = space_.decode(child.unit);
    child.origin = attempt <= kForcedMutations ? "forced_mutation" : "redraw";
  }
  return true;
}

}  // namespace asgen::optimizer
