#pragma once
// The genetic algorithm: tournament selection, SBX, polynomial mutation, elitism (Deb 2001), never the same genome twice.

#include <cstdint>
#include <span>
#include <vector>

#include "optimizer/algorithm.hpp"
#include "optimizer/genome_index.hpp"
#include "sim/base/random.hpp"

namespace asgen::optimizer {

/// Generational GA. Children compete with the best `elites` parents for the places of the next population.
/// The child with serial s is bred from streams keyed by s alone. A child equal to any genome asked before is mutated
/// again; when no new genome can be found the generation is left short, and a generation of none ends the search.
class Genetic final : public Algorithm {
 public:
  /// `options` must be resolved.
  Genetic(const AlgorithmOptions& options, const GenomeSpace& space, std::uint64_t seed);

  std::vector<Candidate> ask() override;
  void tell(std::span<const Evaluation> evaluations) override;
  [[nodiscard]] bool finished() const override;
  [[nodiscard]] int generation() const override { return generation_; }
  [[nodiscard]] std::size_t planned() const override;

 private:
  void draw_population(std::size_t count);
  void breed(std::size_t count);
  [[nodiscard]] Candidate cross(std::uint64_t serial) const;
  void mutate(Candidate& child, base::Stream& stream) const;
  bool make_new(Candidate& child) const;
  bool admit(Candidate child);
  [[nodiscard]] std::size_t batch_size() const;

  AlgorithmOptions options_;
  GenomeSpace space_;
  std::uint64_t seed_;
  double mutation_probability_;
  int generation_ = 0;
  std::uint64_t next_serial_ = 0;
  bool exhausted_ = false;
  GenomeIndex seen_;
  std::vector<Candidate> pending_;
  std::vector<Individual> population_;  ///< best first
};

}  // namespace asgen::optimizer
