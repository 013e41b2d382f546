#pragma once
// Rules that a genome must keep on its segments. Metrics are columns by index: no market names here.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace asgen::optimizer {

/// Per-segment metrics of one genome: row-major, segments x columns. `run` has one flag per segment (empty = all run).
struct SegmentTable {
  std::span<const double> metrics{};
  std::size_t columns = 0;
  std::span<const std::uint8_t> run{};

  [[nodiscard]] std::size_t segments() const { return columns == 0 ? 0 : metrics.size() / columns; }
};

/// Values of one column on the segments that were run.
std::vector<double> column(const SegmentTable& table, std::size_t index);

enum class Bound : std::uint8_t { at_least, at_most };

/// `metric` must be >= or <= `limit` on at least `share` of the segments.
struct Constraint {
  std::string name{};  ///< for messages
  std::size_t metric = 0;
  Bound bound = Bound::at_least;
  double limit = 0;
  double share = 1;  ///< in (0, 1]
};

/// 0 when the rule is kept; else the mean shortfall, in units of |limit| (1 when the limit is 0), over the
/// segments that are needed, best segments first. An undefined metric counts as an infinite shortfall.
double violation(const Constraint& constraint, const SegmentTable& table);

/// Sum of all violations.
double violation(std::span<const Constraint> constraints, const SegmentTable& table);

/// Throws base::ConfigurationError (where + "/share" and so on): share outside (0, 1], a limit that is not finite.
void check_constraint(const Constraint& constraint, const std::string& where);

}  // namespace asgen::optimizer
