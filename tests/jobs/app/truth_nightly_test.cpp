// The built-in suite at ten times its scale, with another seed: standard errors a third of the usual ones.
#include <doctest/doctest.h>

#include "jobs/app/truth.hpp"

TEST_CASE("simulation agrees with theory at ten times the usual scale") {
  const asgen::app::Truth truth = asgen::app::truth_suite({.paths = 200'000, .days = 4000, .seed = 2}, 2);
  for (const asgen::app::TruthRow& row : truth.rows)
    CHECK_MESSAGE(row.passes(), row.market << ": " << row.quantity << " = " << row.simulated.value << ", theory " << row.theory << ", z " << row.z());
}
