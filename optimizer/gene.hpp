#pragma once
// One gene: a named number that the search may vary, and the rules for its values.

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace asgen::optimizer {

/// How a gene's value follows from its coordinate in [0, 1].
enum class Scale { linear, log, integer, choice };

/// "linear", "log", "integer", "choice".
std::string_view name(Scale scale);

/// A gene is active while the value of `key` (another gene, or a fixed key of the study) is >= `at_least`.
struct Condition {
  std::string key{};
  double at_least = 0;
};

/// A gene. Linear and log genes take every value in [min, max]; integer genes min, min + step, ...; choice genes
/// one of `choices`, without order.
struct Gene {
  std::string name{};
  Scale scale = Scale::linear;
  double min = 0;
  double max = 1;
  double step = 1;                ///< integer only; a whole number >= 1
  std::vector<double> choices{};  ///< choice only
  double canonical = 0;           ///< value while inactive
  std::optional<Condition> active_if{};
};

/// Values of keys that are not genes, for conditions.
using FixedValues = std::map<std::string, double>;

/// Checks all genes. Throws base::ConfigurationError with a `where` such as "/genome/risk_factor/min": min > max,
/// log with min <= 0, bounds not finite, bad step, empty or repeated choices, repeated names, a condition on an
/// unknown key or in a circle.
void check_genes(std::span<const Gene> genes, const FixedValues& fixed = {});

/// Number of distinct values of an integer or choice gene; 0 for linear and log.
std::size_t count_values(const Gene& gene);

/// Value of a gene at coordinate u; u is clamped to [0, 1]. Ends of linear and log scales are exact.
double decode_gene(const Gene& gene, double u);

/// Coordinate of a value; the value is snapped first. Integers and choices map to the middle of their cell.
double encode_gene(const Gene& gene, double value);

/// Nearest value that the gene can take.
double snap_gene(const Gene& gene, double value);

}  // namespace asgen::optimizer
