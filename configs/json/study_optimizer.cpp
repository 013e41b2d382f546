// Section `optimizer`.
#include <array>

#include "configs/json/sections.hpp"

namespace asgen::configs {
namespace {

const std::array<std::string, 2> kAlgorithms = {"genetic", "falces2022"};
const std::array<std::string, 2> kInitialDraws = {"latin_hypercube", "uniform"};

void describe_genetic(Binder& b, optimizer::GeneticOptions& o) {
  bind_integer(b, {"tournament", "Candidates in a tournament.", "candidates"}, o.tournament, between(1, 1000));
  b.number({"crossover_probability", "Simulated binary crossover, per child."}, o.crossover_probability, between(0, 1));
  b.number({"crossover_eta", "Distribution index of the crossover; larger: children closer to their parents."}, o.crossover_eta,
           not_negative());
  b.number({"mutation_probability", "Polynomial mutation, per gene; 0: 1 / number of genes."}, o.mutation_probability, between(0, 1));
  b.number({"mutation_eta", "Distribution index of the mutation; larger: smaller steps."}, o.mutation_eta, not_negative());
  bind_integer(b, {"elites", "Best parents that compete with the children; 0: half the population.", "candidates"}, o.elites,
               between(0, 100000));
  bind_choice(b, {"initial", "How the first population is drawn."}, o.initial, kInitialDraws);
}

void describe_falces(Binder& b, optimizer::FalcesOptions& o) {
  b.number({"crossover_probability", "Blend of two parents; else mutation of one."}, o.crossover_probability, between(0, 1));
  b.number({"sigma", "Gaussian mutation of the first generation, in widths of the range."}, o.sigma, positive());
  b.number({"sigma_decay", "Sigma of generation g is sigma exp(-sigma_decay g)."}, o.sigma_decay, not_negative());
  b.number({"sigma_floor", "Smallest sigma.", "widths of the range"}, o.sigma_floor, not_negative());
  bind_integer(b, {"duplicate_limit", "Rejections of a child that exists already before the generation is left short."}, o.duplicate_limit,
               between(0, 1000000));
}

}  // namespace

void describe_optimizer(Binder& b, Study& study) {
  optimizer::AlgorithmOptions& o = study.optimizer;
  const std::array<Binder::Body, 2> bodies = {[&o](Binder& inner) { describe_genetic(inner, o.genetic); },
                                              [&o](Binder& inner) { describe_falces(inner, o.falces2022); }};
  std::size_t index = o.name == "falces2022" ? 1 : 0;
  Key key{
      "algorithm",
      "genetic: tournament selection, simulated binary crossover, polynomial mutation, elitism; falces2022: the published AS-Gen search."};
  key.later = {"cmaes", "de", "jde", "sade", "nsga2", "random"};
  bind_integer(b, {"seed", "Seed of the search; the same seed gives the same bits at any number of ranks and threads."}, study.seed,
               between(0, 9e15));
  bind_integer(b, {"population", "Candidates per generation; 0: the algorithm's own (40, falces2022 45).", "candidates"}, o.population,
               between(0, 1000000));
  bind_integer(b, {"generations", "Generations; 0: as many as evaluations allow (falces2022: 10).", "generations"}, o.generations,
               between(0, 1000000));
  bind_integer(
      b, {"evaluations", "Budget of candidates; 0: no limit but generations, and 1000 for genetic when neither is stated.", "candidates"},
      o.evaluations, between(0, 1e9));
  b.variants(key, index, kAlgorithms, bodies);
  o.name = kAlgorithms[index];
}

}  // namespace asgen::configs
