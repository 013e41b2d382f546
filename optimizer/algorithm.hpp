#pragma once
// A search algorithm: ask() and tell(). It never evaluates, prints, waits or knows how many workers exist, and its
// decisions read only results told, in serial order; so results do not depend on ranks, threads or arrival order.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "optimizer/evaluation.hpp"
#include "optimizer/genome_space.hpp"

namespace asgen::optimizer {

/// Ask for a batch, tell all of its results, until finished.
class Algorithm {
 public:
  virtual ~Algorithm() = default;

  /// Next batch, serials ascending; empty only when finished. Asking again before telling returns the same batch.
  virtual std::vector<Candidate> ask() = 0;

  /// Results of the whole batch asked last, in any order. Another set of serials is a contract violation (always on).
  virtual void tell(std::span<const Evaluation> evaluations) = 0;

  [[nodiscard]] virtual bool finished() const = 0;

  /// Number of batches told so far, which is also the generation of the next batch.
  [[nodiscard]] virtual int generation() const = 0;

  /// Number of candidates that it will ask for at most, over the whole run.
  [[nodiscard]] virtual std::size_t planned() const = 0;
};

/// How the first population is drawn.
enum class InitialDraw { latin_hypercube, uniform };

/// Settings of `genetic` (Deb's real-coded GA with elitism).
struct GeneticOptions {
  std::size_t tournament = 2;
  double crossover_probability = 0.9;  ///< per child
  double crossover_eta = 2;            ///< SBX distribution index
  double mutation_probability = 0;     ///< per gene; 0 = 1 / number of genes
  double mutation_eta = 20;            ///< polynomial mutation distribution index
  std::size_t elites = 0;              ///< best parents that compete with the children; 0 = half the population
  InitialDraw initial = InitialDraw::latin_hypercube;
};

/// Settings of `falces2022` (Falces Marin et al. 2022 and the authors' code).
struct FalcesOptions {
  double crossover_probability = 0.7;  ///< else mutation, not after it
  double sigma = 2;                    ///< of the first draw and of generation 0, in widths of the range
  double sigma_decay = 0.5;            ///< sigma_g = sigma exp(-decay g)
  double sigma_floor = 0.01;
  int duplicate_limit = 15;  ///< rejections of one child before the generation is left short
};

/// Which algorithm and how much. Zeros mean: the algorithm's own default (see resolve).
struct AlgorithmOptions {
  std::string name = "genetic";          ///< "genetic" or "falces2022"
  std::size_t population = 0;            ///< genetic 20, falces2022 45
  std::size_t generations = 0;           ///< genetic: as many as `evaluations` allows; falces2022 10
  std::size_t evaluations = 0;           ///< budget of candidates; 0 = none
  std::vector<double> default_values{};  ///< the default configuration, genome 0 of `genetic`; empty = none
  GeneticOptions genetic{};
  FalcesOptions falces2022{};
};

/// Names that make_algorithm knows.
std::vector<std::string> algorithm_names();

/// Fills in defaults and checks ranges. Throws base::ConfigurationError ("/optimizer/population: ...").
AlgorithmOptions resolve(AlgorithmOptions options, const GenomeSpace& space);

/// Makes an algorithm from resolved or unresolved options. Throws base::ConfigurationError as resolve does.
std::unique_ptr<Algorithm> make_algorithm(const AlgorithmOptions& options, const GenomeSpace& space, std::uint64_t seed);

}  // namespace asgen::optimizer
