#include "sim/theory/avellaneda_stoikov.hpp"

#include <doctest/doctest.h>

using namespace asgen::theory;

TEST_CASE("2008 quotes are centred on the reservation price") {
  const AsQuotes flat = as_quotes({.mid = 100, .inventory = 0, .risk_factor = 0.1, .volatility = 2, .time_left_s = 1, .decay = 1.5});
  CHECK(flat.reservation == 100);
  CHECK(flat.spread == doctest::Approx(1.6907704227514233).epsilon(1e-12));
  const AsQuotes held = as_quotes({.mid = 100, .inventory = 3, .risk_factor = 0.1, .volatility = 2, .time_left_s = 0.5, .decay = 1.5});
  CHECK(held.reservation == doctest::Approx(99.4).epsilon(1e-12));
  CHECK(held.bid == doctest::Approx(98.6546147886243).epsilon(1e-12));
  CHECK(held.ask == doctest::Approx(100.14538521137571).epsilon(1e-12));
}

TEST_CASE("at the end of the session inventory no longer moves the 2008 quotes") {
  const AsQuotes end = as_quotes({.mid = 100, .inventory = 5, .risk_factor = 0.01, .volatility = 2, .time_left_s = 0, .decay = 1.5});
  CHECK(end.reservation == 100);
  CHECK(end.spread == doctest::Approx(1.3289085437337158).epsilon(1e-12));
}

TEST_CASE("the half spread tends to 1/k as risk aversion vanishes") {
  CHECK(base_half_spread(0, 1.5) == 1 / 1.5);
  CHECK(base_half_spread(1e-9, 1.5) == doctest::Approx(1 / 1.5).epsilon(1e-9));
  CHECK(base_half_spread(1e-15, 1.5) == doctest::Approx(1 / 1.5).epsilon(1e-12));
}

TEST_CASE("moments of symmetric quoting, continuous and by steps") {
  const SymmetricMoments m =
      symmetric_moments({.half_spread = 0.6454, .arrival_rate = 140, .decay = 1.5, .volatility = 2, .step_s = 0.005, .steps = 200});
  CHECK(m.fill_probability == doctest::Approx(0.26586278638796806).epsilon(1e-12));
  CHECK(m.mean_continuous == doctest::Approx(68.63513693391783).epsilon(1e-12));
  CHECK(m.variance_continuous == doctest::Approx(256.98734648752503).epsilon(1e-12));
  CHECK(m.inventory_variance_continuous == doctest::Approx(106.34511455518722).epsilon(1e-12));
  CHECK(m.mean_discrete == doctest::Approx(m.mean_continuous).epsilon(1e-12));
  CHECK(m.variance_discrete == doctest::Approx(189.44469354470937).epsilon(1e-12));
  CHECK(m.inventory_variance_discrete == doctest::Approx(78.07190608079749).epsilon(1e-12));
}

TEST_CASE("adverse impact moves the risk-neutral half spread by itself") {
  CHECK(risk_neutral_optimum(140, 1.5, 0).half_spread == doctest::Approx(2.0 / 3));
  CHECK(risk_neutral_optimum(140, 1.5, 0).profit_per_second == doctest::Approx(68.6708).epsilon(1e-6));
  CHECK(risk_neutral_optimum(140, 1.5, 0.1).half_spread == doctest::Approx(0.766667).epsilon(1e-6));
  CHECK(risk_neutral_optimum(140, 1.5, 0.1).profit_per_second == doctest::Approx(59.1055).epsilon(1e-6));
  CHECK(risk_neutral_optimum(140, 1.5, 0.3).profit_per_second == doctest::Approx(43.7865).epsilon(2e-6));
}
