#include "optimizer/gene.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/base/contract.hpp"
#include "sim/base/error.hpp"
#include "sim/base/math.hpp"

namespace asgen::optimizer {
namespace {

std::string where(const Gene& gene, std::string_view key = {}) {
  return key.empty() ? fmt::format("/genome/{}", gene.name) : fmt::format("/genome/{}/{}", gene.name, key);
}

[[noreturn]] void refuse(const std::string& at, const std::string& problem, const std::string& advice) {
  throw base::ConfigurationError(at, problem, advice);
}

bool is_whole(double x) { return std::isfinite(x) && x == std::floor(x); }

void check_bounds(const Gene& g) {
  for (const auto& [key, bound] : {std::pair{"min", g.min}, std::pair{"max", g.max}})
    if (!std::isfinite(bound)) refuse(where(g, key), fmt::format("= {} (must be finite)", bound), "use a number");
  if (g.min > g.max) refuse(where(g), fmt::format("min = {} > max = {}", g.min, g.max), "exchange the bounds");
  if (g.scale == Scale::log && g.min <= 0)
    refuse(where(g, "min"), fmt::format("= {} (must be > 0 on a log scale)", g.min), "use a positive bound or a linear scale");
}

void check_integer(const Gene& g) {
  for (const auto& [key, bound] : {std::pair{"min", g.min}, std::pair{"max", g.max}})
    if (!is_whole(bound))
      refuse(where(g, key), fmt::format("= {} (must be whole on an integer scale)", bound), "use a whole number or a linear scale");
  if (!is_whole(g.step) || g.step < 1)
    refuse(where(g, "step"), fmt::format("= {} (must be a whole number >= 1)", g.step), "use 1 for every integer");
}

void check_choices(const Gene& g) {
  if (g.choices.empty()) refuse(where(g, "choices"), "= [] (nothing to choose from)", "list at least one number");
  std::set<double> seen;
  for (const double value : g.choices) {
    if (!std::isfinite(value)) refuse(where(g, "choices"), fmt::format("holds {} (must be finite)", value), "use numbers");
    if (!seen.insert(value).second) refuse(where(g, "choices"), fmt::format("holds {} twice", value), "list every choice once");
  }
}

void check_condition(const Gene& g, std::span<const Gene> genes, const FixedValues& fixed) {
  if (!std::isfinite(g.active_if->at_least))
    refuse(where(g, "active_if/at_least"), fmt::format("= {} (must be finite)", g.active_if->at_least), "use a number");
  if (!std::isfinite(g.canonical))
    refuse(where(g), fmt::format("canonical value = {} (must be finite)", g.canonical),
           "state the value that the gene has while it is inactive");
  const bool known = std::any_of(genes.begin(), genes.end(), [&](const Gene& other) { return other.name == g.active_if->key; });
  if (!known && fixed.count(g.active_if->key) == 0)
    refuse(where(g, "active_if/key"), fmt::format("= \"{}\" (neither a gene nor a key with a number)", g.active_if->key),
           "name a gene or a numeric strategy key");
}

/// Follows conditions from gene to gene; a walk longer than the genome is a circle.
void check_circle(const Gene& g, std::span<const Gene> genes) {
  const Gene* at = &g;
  for (std::size_t steps = 0; at->active_if; ++steps) {
    const auto next = std::find_if(genes.begin(), genes.end(), [&](const Gene& other) { return other.name == at->active_if->key; });
    if (next == genes.end()) return;
    at = &*next;
    if (at == &g || steps > genes.size())
      refuse(where(g, "active_if"), "depends on itself (a circle of conditions)", "let one of these genes be active always");
  }
}

std::size_t nearest_choice(const Gene& g, double value) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < g.choices.size(); ++i)
    if (std::fabs(g.choices[i] - value) < std::fabs(g.choices[best] - value)) best = i;
  return best;
}

/// Index of the integer or choice that is nearest to `value`.
double cell_of(const Gene& g, double value) {
  if (g.scale == Scale::choice) return static_cast<double>(nearest_choice(g, value));
  const double last = static_cast<double>(count_values(g)) - 1;
  return std::clamp(std::floor((value - g.min) / g.step + 0.5), 0.0, last);
}

double cell_value(const Gene& g, double cell) {
  return g.scale == Scale::choice ? g.choices[static_cast<std::size_t>(cell)] : g.min + cell * g.step;
}

}  // namespace

std::string_view name(Scale scale) {
  switch (scale) {
    case Scale::linear:
      return "linear";
    case Scale::log:
      return "log";
    case Scale::integer:
      return "integer";
    case Scale::choice:
      return "choice";
  }
  return "unknown";
}

void check_genes(std::span<const Gene> genes, const FixedValues& fixed) {
  std::set<std::string> names;
  for (const Gene& g : genes) {
    if (!names.insert(g.name).second) refuse(where(g), "is stated twice", "state every gene once");
    if (g.scale == Scale::choice)
      check_choices(g);
    else
      check_bounds(g);
    if (g.scale == Scale::integer) check_integer(g);
    if (g.active_if) check_condition(g, genes, fixed);
  }
  for (const Gene& g : genes) check_circle(g, genes);
}

std::size_t count_values(const Gene& g) {
  if (g.scale == Scale::choice) return g.choices.size();
  if (g.scale == Scale::integer) return static_cast<std::size_t>(std::floor((g.max - g.min) / g.step)) + 1;
  return 0;
}

double decode_gene(const Gene& g, double u) {
  base::expects(!std::isnan(u), "a coordinate is a number");
  const double x = std::clamp(u, 0.0, 1.0);
  if (const auto n = static_cast<double>(count_values(g)); n > 0) return cell_value(g, std::min(std::floor(x * n), n - 1));
  if (x == 0) return g.min;
  if (x == 1) return g.max;
  if (g.scale == Scale::linear) return std::clamp(g.min + x * (g.max - g.min), g.min, g.max);
  const double low = base::log(g.min);
  return std::clamp(base::exp(low + x * (base::log(g.max) - low)), g.min, g.max);
}

double snap_gene(const Gene& g, double value) {
  base::expects(!std::isnan(value), "a gene value is a number");
  return count_values(g) > 0 ? cell_value(g, cell_of(g, value)) : std::clamp(value, g.min, g.max);
}

double encode_gene(const Gene& g, double value) {
  const double v = snap_gene(g, value);
  if (const auto n = static_cast<double>(count_values(g)); n > 0) return (cell_of(g, v) + 0.5) / n;
  if (g.min == g.max) return 0.5;
  if (g.scale == Scale::linear) return std::clamp((v - g.min) / (g.max - g.min), 0.0, 1.0);
  const double low = base::log(g.min);
  return std::clamp((base::log(v) - low) / (base::log(g.max) - low), 0.0, 1.0);
}

}  // namespace asgen::optimizer
