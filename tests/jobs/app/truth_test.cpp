// Theory beside simulation: the rows, and that a gate can fail.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "jobs/app/truth_parts.hpp"
#include "sim/base/error.hpp"

using namespace asgen;
using namespace asgen::app;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr TruthScale kSmall{.paths = 2000, .days = 40, .seed = 3};

void check_all(const Truth& truth) {
  for (const TruthRow& row : truth.rows)
    CHECK_MESSAGE(row.passes(), row.market << ": " << row.quantity << " = " << row.simulated.value << ", theory " << row.theory << ", z " << row.z());
}

}  // namespace

TEST_CASE("a row passes within four standard errors, exact numbers only when equal, and mere information always") {
  CHECK((TruthRow{"m", "q", 10, {13.9, 1}}.passes()));
  CHECK(!(TruthRow{"m", "q", 10, {14.1, 1}}.passes()));
  CHECK(!(TruthRow{"m", "q", 10, {5.9, 1}}.passes()));
  CHECK((TruthRow{"m", "q", 10, {10 + 1e-9, 0}}.passes()));
  CHECK(!(TruthRow{"m", "q", 10, {10 + 1e-6, 0}}.passes()));
  CHECK(!(TruthRow{"m", "q", kNone, {1, 1}}.passes()));
  const TruthRow information{"m", "q", 10, {kNone, 0}};
  CHECK(information.passes());
  CHECK(!information.is_gate());
  const Truth truth{{information, {"m", "q", 10, {20, 1}}, {"m", "q", 10, {10, 1}}}, {}};
  CHECK(truth.gates() == 2);
  CHECK(truth.failures() == 1);
}

TEST_CASE("the step rule, impact, identity and order flow agree with theory on a small scale") {
  Truth truth;
  add_step_rule(kSmall, truth);
  add_impact(kSmall, 2, truth);
  add_identity(kSmall, 2, truth);
  add_order_flow(kSmall, truth);
  CHECK(truth.gates() > 35);
  check_all(truth);
}

TEST_CASE("days through the product agree with theory, and would not with a market that is a tenth off") {
  const TruthSession session = reference_session(kSmall);
  strategy::Settings maker = reference_maker(strategy::kConstantSpread);
  maker.parameters.half_spread = 0.665;
  const auto days = play(session, {maker}, 2).front();
  const auto rows_for = [&](data::SynthOptions believed) {
    Truth truth;
    const theory::StepMoments moments =
        theory::step_moments(step_market(believed, believed.duration_s), {.quotes = theory::on_grid(theory::linear_rule(0.665, 0), believed.tick)});
    compare_days("m", moments, 0, days, 1, truth.rows);
    return truth;
  };
  check_all(rows_for(session.synth));
  data::SynthOptions wrong = session.synth;
  wrong.kappa *= 1.1;
  CHECK(rows_for(wrong).failures() > 0);
}

TEST_CASE("estimates from trades give the market back, and notice a wrong one") {
  data::SynthOptions synth;
  synth.duration_s = 7200;
  synth.arrival_rate = 0.5;
  synth.kappa = 4;
  const std::vector<data::Day> days{data::make_synthetic_day(synth, 5, 0), data::make_synthetic_day(synth, 5, 1)};
  Truth truth;
  add_estimates("m", synth, days, truth.rows);
  CHECK(truth.gates() == 3);
  check_all(truth);
  for (double data::SynthOptions::*wrong : {&data::SynthOptions::kappa, &data::SynthOptions::arrival_rate, &data::SynthOptions::sigma}) {
    data::SynthOptions believed = synth;
    believed.*wrong *= 1.3;
    Truth other;
    add_estimates("m", believed, days, other.rows);
    CHECK(other.failures() == 1);
  }
}
