#pragma once
// The published AS-Gen search (Falces Marin, Diaz Pardo de Vera and Lopez Gonzalo 2022; operators as in the authors' code).

#include <cstdint>
#include <span>
#include <vector>

#include "optimizer/algorithm.hpp"
#include "optimizer/operators/gaussian_mutation.hpp"

namespace asgen::optimizer {

/// Cumulative population: every individual told so far can be a parent, in proportion to score + |worst score|.
/// A child is a one-alpha blend of two parents (probability 0.7) or else a Gaussian mutation of one. All genes are reals
/// on a linear scale, whatever their scale in the study; choices are reals over their index. A child equal to one of its
/// own generation is rejected; repeats of older genomes are asked again (the archive answers them).
/// Where we differ: individuals that are not ok are never parents (there, failures score 0).
class Falces2022 final : public Algorithm {
 public:
  /// `options` must be resolved.
  Falces2022(const AlgorithmOptions& options, const GenomeSpace& space, std::uint64_t seed);

  std::vector<Candidate> ask() override;
  void tell(std::span<const Evaluation> evaluations) override;
  [[nodiscard]] bool finished() const override;
  [[nodiscard]] int generation() const override { return generation_; }
  [[nodiscard]] std::size_t planned() const override;

 private:
  /// A parent: its raw coordinates (before rounding), serial and score.
  struct Parent {
    std::vector<double> raw;
    std::uint64_t serial = 0;
  };
  struct Draft {
    std::vector<double> raw;
    std::vector<std::uint64_t> parents;
    const char* origin = "";
  };

  [[nodiscard]] Draft draft(std::uint64_t serial, std::uint32_t attempt) const;
  [[nodiscard]] Draft draft_blend(base::Stream& selection, base::Stream& crossover) const;
  [[nodiscard]] Draft draft_mutation(base::Stream& selection, base::Stream& mutation) const;
  [[nodiscard]] std::vector<double> decode(std::span<const double> raw) const;

  AlgorithmOptions options_;
  GenomeSpace space_;
  std::uint64_t seed_;
  std::vector<Range> ranges_;
  int generation_ = 0;
  std::uint64_t next_serial_ = 0;
  std::vector<Candidate> pending_;
  std::vector<std::vector<double>> pending_raw_;
  std::vector<Parent> parents_;  ///< every individual that is ok, in serial order
  std::vector<double> scores_;   ///< their fitness
  std::vector<double> weights_;  ///< roulette weights of the generation being bred
};

}  // namespace asgen::optimizer
