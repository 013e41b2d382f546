#include "jobs/app/truth.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace asgen::app {

double TruthRow::z() const {
  const double miss = simulated.value - theory;
  if (simulated.standard_error > 0) return miss / simulated.standard_error;
  return std::fabs(miss) <= 1e-9 * std::max(1.0, std::fabs(theory)) ? 0 : std::copysign(std::numeric_limits<double>::infinity(), miss);
}

bool TruthRow::is_gate() const { return !std::isnan(simulated.value); }

std::size_t Truth::gates() const { return static_cast<std::size_t>(std::ranges::count_if(rows, &TruthRow::is_gate)); }

std::size_t Truth::failures() const {
  return static_cast<std::size_t>(std::ranges::count_if(rows, [](const TruthRow& row) { return !row.passes(); }));
}

Table truth_table(const Truth& truth) {
  Table table{{"market", "quantity", "theory", "simulated", "SE", "z"}, {}};
  for (const TruthRow& row : truth.rows) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    const bool gate = row.is_gate();
    table.rows.push_back({row.market, row.quantity, row.theory, row.simulated.value, gate ? row.simulated.standard_error : none,
        gate ? row.z() : none});
  }
  return table;
}

}  // namespace asgen::app
