#include "optimizer/archive.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "sim/base/contract.hpp"

using namespace asgen::optimizer;
using asgen::base::ContractViolation;

namespace {

Record record(std::uint64_t serial, std::vector<double> values, EvaluationState state, double fitness) {
  Record r;
  r.candidate.serial = serial;
  r.candidate.values = std::move(values);
  r.evaluation = {serial, state, fitness, state == EvaluationState::infeasible ? 1.0 : 0.0};
  return r;
}

struct Listener : Observer {
  std::vector<std::uint64_t> serials;
  std::vector<GenerationSummary> generations;
  void on_evaluated(const Record& r) override { serials.push_back(r.candidate.serial); }
  void on_generation(const GenerationSummary& s) override { generations.push_back(s); }
};

}  // namespace

TEST_CASE("a genome is found again by its exact decoded values") {
  Archive archive;
  archive.add(record(0, {1, 2}, EvaluationState::ok, 5));
  REQUIRE(archive.find(std::vector<double>{1, 2}) != nullptr);
  CHECK(archive.find(std::vector<double>{1, 2})->candidate.serial == 0);
  CHECK(archive.find(std::vector<double>{1, std::nextafter(2.0, 3.0)}) == nullptr);
  CHECK(archive.cache_hits() == 0);
}

TEST_CASE("a repeated genome is answered with the known result under its own serial") {
  Archive archive;
  archive.add(record(0, {0, 2}, EvaluationState::infeasible, 0));
  const Archive::Answer known = archive.answer({.serial = 9, .values = {-0.0, 2}}),
                        unknown = archive.answer({.serial = 10, .values = {3, 2}});
  CHECK(known.hit);
  CHECK(known.evaluation.serial == 9);
  CHECK(known.evaluation.state == EvaluationState::infeasible);
  CHECK(known.evaluation.violation == 1);
  CHECK_FALSE(unknown.hit);
  CHECK(archive.cache_hits() == 1);
}

TEST_CASE("the best and the top are ok genomes only, best first, older first on ties") {
  Archive archive;
  CHECK(archive.best() == nullptr);
  archive.add(record(0, {0}, EvaluationState::failed, 99));
  CHECK(archive.best() == nullptr);
  archive.add(record(1, {1}, EvaluationState::ok, 5));
  archive.add(record(2, {2}, EvaluationState::ok, 7));
  archive.add(record(3, {3}, EvaluationState::infeasible, 99));
  archive.add(record(4, {4}, EvaluationState::ok, 7));
  archive.add(record(5, {5}, EvaluationState::ok, std::nan("")));
  CHECK(archive.best()->candidate.serial == 2);
  const auto top = archive.top(9);
  REQUIRE(top.size() == 3);
  CHECK(top[0]->candidate.serial == 2);
  CHECK(top[1]->candidate.serial == 4);
  CHECK(top[2]->candidate.serial == 1);
  CHECK(archive.top(1).size() == 1);
}

TEST_CASE("observers hear every record in serial order and a summary per generation") {
  Archive archive;
  Listener listener;
  archive.observe(listener);
  archive.add(record(0, {0}, EvaluationState::ok, 1));
  archive.add(record(1, {1}, EvaluationState::ok, 4));
  archive.add(record(2, {2}, EvaluationState::infeasible, 0));
  archive.end_generation(0);
  archive.answer({.serial = 3, .values = {1}});
  archive.add(record(4, {4}, EvaluationState::failed, 0));
  archive.end_generation(1);
  CHECK(listener.serials == std::vector<std::uint64_t>{0, 1, 2, 4});
  REQUIRE(listener.generations.size() == 2);
  const GenerationSummary &first = listener.generations[0], &second = listener.generations[1];
  CHECK(first.evaluated == 3);
  CHECK(first.ok == 2);
  CHECK(first.infeasible == 1);
  CHECK(first.mean == 2.5);
  CHECK(first.best == 4);
  CHECK(first.best_serial == 1);
  CHECK(second.evaluated == 1);
  CHECK(second.cached == 1);
  CHECK(second.failed == 1);
  CHECK(std::isnan(second.mean));
  CHECK(second.best == 4);
}

TEST_CASE("records out of order, twice, or of another serial are refused") {
  Archive archive;
  archive.add(record(3, {1}, EvaluationState::ok, 5));
  CHECK_THROWS_AS(archive.add(record(2, {2}, EvaluationState::ok, 5)), ContractViolation);
  CHECK_THROWS_AS(archive.add(record(4, {1}, EvaluationState::ok, 5)), ContractViolation);
  Record mixed = record(5, {3}, EvaluationState::ok, 5);
  mixed.evaluation.serial = 6;
  CHECK_THROWS_AS(archive.add(mixed), ContractViolation);
  CHECK(archive.size() == 1);
}
