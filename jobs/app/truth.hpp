#pragma once
// What theory knows beside what the simulator gives: the program's proof that its simulations mean what they say.

#include <cstdint>
#include <string>
#include <vector>

#include "configs/json/study.hpp"
#include "jobs/app/table.hpp"
#include "sim/theory/estimate.hpp"

namespace asgen::app {

/// Standard errors by which a simulated number may miss theory.
inline constexpr double kTruthGate = 4;

/// One number that theory knows, beside its estimate from simulation. Without a simulated value (NaN) it only informs.
struct TruthRow {
  std::string market;
  std::string quantity;
  double theory = 0;
  theory::Estimate simulated;

  /// (simulated - theory) / standard error; with standard error 0: 0 when equal to 1e-9 relative, else infinite.
  [[nodiscard]] double z() const;
  [[nodiscard]] bool is_gate() const;
  [[nodiscard]] bool passes() const { return !is_gate() || (z() >= -kTruthGate && z() <= kTruthGate); }
};

/// All rows, with what they were made of.
struct Truth {
  std::vector<TruthRow> rows;
  std::vector<std::string> notes;  ///< paths and seeds; what theory does not know, and why

  [[nodiscard]] std::size_t gates() const;
  [[nodiscard]] std::size_t failures() const;
};

/// How much the built-in suite simulates.
struct TruthScale {
  std::int64_t paths = 20'000;  ///< of the step rule, per configuration
  std::uint32_t days = 400;     ///< synthetic days through the product's own path, per configuration
  std::uint64_t seed = 1;
};

/// The built-in suite: the 2008 step rule, quoting rules through synthetic day, tape and simulation, jumps, adverse impact, clustered
/// orders, and estimates from trades.
Truth truth_suite(const TruthScale& scale, int threads);

/// Theory for a study's synthetic market, and for its configuration where theory knows it. Throws ConfigurationError when the study's
/// days are recorded.
Truth truth_of_study(const configs::Study& study, int threads);

/// Columns market, quantity, theory, simulated, SE, z.
Table truth_table(const Truth& truth);

}  // namespace asgen::app
