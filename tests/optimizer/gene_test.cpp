#include "optimizer/gene.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "sim/base/error.hpp"

using namespace asgen::optimizer;
using asgen::base::ConfigurationError;

namespace {

/// Message of the error that these genes give, or "".
std::string complaint(const std::vector<Gene>& genes, const FixedValues& fixed = {}) {
  try {
    check_genes(genes, fixed);
  } catch (const ConfigurationError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("bounds that no value can meet are refused with place, problem and advice") {
  CHECK(complaint({{.name = "risk_factor", .min = 2, .max = 1}}) == "/genome/risk_factor: min = 2 > max = 1; exchange the bounds");
  CHECK(complaint({{.name = "risk_factor", .scale = Scale::log, .min = -1, .max = 1}}) ==
        "/genome/risk_factor/min: = -1 (must be > 0 on a log scale); use a positive bound or a linear scale");
  CHECK(complaint({{.name = "risk_factor", .scale = Scale::log, .min = 0, .max = 1}}).find("/genome/risk_factor/min: = 0") == 0);
  CHECK(
      complaint({{.name = "g", .min = 0, .max = std::numeric_limits<double>::infinity()}}).find("/genome/g/max: = inf (must be finite)") ==
      0);
}

TEST_CASE("integer grids and choices are checked") {
  CHECK(complaint({{.name = "n", .scale = Scale::integer, .min = 0.5, .max = 3}}).find("/genome/n/min: = 0.5 (must be whole") == 0);
  CHECK(complaint({{.name = "n", .scale = Scale::integer, .min = 0, .max = 3, .step = 0}}).find("/genome/n/step: = 0") == 0);
  CHECK(complaint({{.name = "c", .scale = Scale::choice}}) == "/genome/c/choices: = [] (nothing to choose from); list at least one number");
  CHECK(complaint({{.name = "c", .scale = Scale::choice, .choices = {1, 2, 1}}}).find("/genome/c/choices: holds 1 twice") == 0);
}

TEST_CASE("a condition must name a gene or a fixed key, and must not run in a circle") {
  const Gene lonely{.name = "level_distances", .canonical = 0, .active_if = Condition{"order_levels", 2}};
  CHECK(complaint({lonely}).find("/genome/level_distances/active_if/key: = \"order_levels\" (neither a gene nor a key") == 0);
  CHECK(complaint({lonely}, {{"order_levels", 3}}) == "");
  const Gene a{.name = "a", .active_if = Condition{"b", 0}}, b{.name = "b", .active_if = Condition{"a", 0}};
  CHECK(complaint({a, b}).find("circle") != std::string::npos);
  CHECK(complaint({{.name = "a", .active_if = Condition{"a", 0}}}).find("circle") != std::string::npos);
  CHECK(complaint({{.name = "a"}, {.name = "a"}}).find("/genome/a: is stated twice") == 0);
}

TEST_CASE("linear and log scales meet their ends exactly and their middle on their own scale") {
  const Gene linear{.name = "l", .min = 0.1, .max = 0.7}, log{.name = "g", .scale = Scale::log, .min = 0.1, .max = 1000};
  for (const Gene& g : {linear, log}) {
    CHECK(decode_gene(g, 0) == g.min);
    CHECK(decode_gene(g, 1) == g.max);
    CHECK(decode_gene(g, -3) == g.min);
    CHECK(decode_gene(g, 7) == g.max);
  }
  CHECK(decode_gene(linear, 0.5) == doctest::Approx(0.4));
  CHECK(decode_gene(log, 0.5) == doctest::Approx(10));
}

TEST_CASE("every integer has an equal share of the unit interval") {
  const Gene g{.name = "n", .scale = Scale::integer, .min = 10, .max = 21, .step = 5};
  CHECK(count_values(g) == 3);
  CHECK(decode_gene(g, 0) == 10);
  CHECK(decode_gene(g, 0.34) == 15);
  CHECK(decode_gene(g, 0.99) == 20);
  CHECK(decode_gene(g, 1) == 20);
  CHECK(snap_gene(g, 17) == 15);
  CHECK(snap_gene(g, 18) == 20);
  CHECK(snap_gene(g, 99) == 20);
  CHECK(snap_gene(g, -99) == 10);
}

TEST_CASE("encoding is the inverse of decoding") {
  const std::vector<Gene> genes{{.name = "l", .min = -2, .max = 5},
                                {.name = "g", .scale = Scale::log, .min = 1e-3, .max = 1e4},
                                {.name = "n", .scale = Scale::integer, .min = 3, .max = 300, .step = 3},
                                {.name = "c", .scale = Scale::choice, .choices = {5, 1, 9}}};
  for (const Gene& g : genes)
    for (int i = 0; i <= 100; ++i) {
      const double value = decode_gene(g, i / 100.0);
      CHECK(decode_gene(g, encode_gene(g, value)) == doctest::Approx(value).epsilon(1e-13));
    }
  const Gene frozen{.name = "f", .min = 4, .max = 4};
  CHECK(decode_gene(frozen, encode_gene(frozen, 4)) == 4);
}
