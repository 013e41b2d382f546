#pragma once
// The search space: algorithms move in the unit cube, everybody else sees decoded values.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "optimizer/gene.hpp"

namespace asgen::optimizer {

/// An ordered set of genes with their conditions; a value, immutable after construction.
class GenomeSpace {
 public:
  /// Throws base::ConfigurationError (see check_genes); an empty genome is an error too.
  explicit GenomeSpace(std::vector<Gene> genes, FixedValues fixed = {});

  [[nodiscard]] std::size_t size() const { return genes_.size(); }
  [[nodiscard]] const std::vector<Gene>& genes() const { return genes_; }

  /// Unit cube -> values; inactive genes take their canonical value. Coordinates outside [0, 1] are clamped.
  [[nodiscard]] std::vector<double> decode(std::span<const double> unit) const;

  /// Values -> unit cube, after snapping; decode(encode(v)) equals snap(v) up to rounding.
  [[nodiscard]] std::vector<double> encode(std::span<const double> values) const;

  /// Nearest genome of the space: values clipped to bounds and grids, inactive genes canonical.
  /// Linear and log values inside their bounds are kept bit for bit.
  [[nodiscard]] std::vector<double> snap(std::span<const double> values) const;

  /// Hash of decoded values; equal values (also -0 and 0) have equal hashes.
  [[nodiscard]] std::uint64_t hash(std::span<const double> values) const;

  /// True for each gene that its condition does not switch off.
  [[nodiscard]] std::vector<bool> active(std::span<const double> values) const;

 private:
  [[nodiscard]] bool is_active(std::size_t gene, std::span<const double> values) const;
  void settle(std::vector<double>& values) const;

  struct Switch {  ///< a resolved condition
    enum class Kind { always, fixed, gene } kind = Kind::always;
    std::size_t source = 0;  ///< index of the gene that is read
    double value = 0;        ///< of the fixed key that is read
    double at_least = 0;
  };
  std::vector<Gene> genes_;
  std::vector<Switch> switches_;
  std::vector<std::size_t> order_;  ///< genes sorted so that a condition comes after the gene it reads
};

}  // namespace asgen::optimizer
