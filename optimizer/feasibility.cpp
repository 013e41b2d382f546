#include "optimizer/feasibility.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/contract.hpp"
#include "sim/base/error.hpp"

namespace asgen::optimizer {
namespace {

double shortfall(const Constraint& c, double value) {
  if (std::isnan(value)) return std::numeric_limits<double>::infinity();
  const double unit = c.limit == 0 ? 1 : std::fabs(c.limit);
  const double missing = c.bound == Bound::at_least ? c.limit - value : value - c.limit;
  return std::max(0.0, missing) / unit;
}

}  // namespace

std::vector<double> column(const SegmentTable& table, std::size_t index) {
  base::expects(index < table.columns && table.metrics.size() % table.columns == 0, "a column of a whole table");
  base::expects(table.run.empty() || table.run.size() == table.segments(), "one flag per segment");
  std::vector<double> values;
  for (std::size_t s = 0; s < table.segments(); ++s)
    if (table.run.empty() || table.run[s] != 0) values.push_back(table.metrics[s * table.columns + index]);
  return values;
}

double violation(const Constraint& c, const SegmentTable& table) {
  std::vector<double> missing = column(table, c.metric);
  if (missing.empty()) return 0;
  for (double& value : missing) value = shortfall(c, value);
  std::sort(missing.begin(), missing.end());
  const double needed =
      std::clamp(std::ceil(c.share * static_cast<double>(missing.size()) - 1e-9), 1.0, static_cast<double>(missing.size()));
  double total = 0;
  for (std::size_t s = 0; s < static_cast<std::size_t>(needed); ++s) total += missing[s];
  return total / needed;
}

double violation(std::span<const Constraint> constraints, const SegmentTable& table) {
  double total = 0;
  for (const Constraint& c : constraints) total += violation(c, table);
  return total;
}

void check_constraint(const Constraint& c, const std::string& where) {
  if (!(c.share > 0 && c.share <= 1))
    throw base::ConfigurationError(where + "/share", fmt::format("= {} (must be > 0 and <= 1)", c.share), "use 1 for every segment");
  if (!std::isfinite(c.limit)) throw base::ConfigurationError(where, fmt::format("limit = {} (must be finite)", c.limit), "use a number");
}

}  // namespace asgen::optimizer
