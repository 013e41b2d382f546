#pragma once
// Evaluators whose results are known, and helpers that run them.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "jobs/cluster/local_cluster.hpp"

namespace asgen::cluster::test {

/// metrics = {sum of genes x (segment + 1), serial}; unit 13 of any segment throws when `unlucky`.
class SumEvaluator : public Evaluator {
 public:
  explicit SumEvaluator(bool unlucky = false) : unlucky_(unlucky) {}
  UnitResult evaluate(const WorkUnit& unit) const override {
    if (unlucky_ && unit.serial == 13) throw std::runtime_error("thirteen");
    double sum = 0;
    for (const double gene : unit.genes) sum += gene * (unit.segment + 1);
    UnitResult result;
    result.ok = true;
    result.metrics = {sum, static_cast<double>(unit.serial)};
    return result;
  }

 private:
  bool unlucky_;
};

/// Sleeps for genes[0] seconds.
class SleepEvaluator : public Evaluator {
 public:
  UnitResult evaluate(const WorkUnit& unit) const override {
    std::this_thread::sleep_for(std::chrono::duration<double>(unit.genes.at(0)));
    UnitResult result;
    result.ok = true;
    return result;
  }
};

/// Sleeps likewise and counts the units that were begun.
class CountingEvaluator : public SleepEvaluator {
 public:
  explicit CountingEvaluator(std::shared_ptr<std::atomic<std::size_t>> begun) : begun_(std::move(begun)) {}
  UnitResult evaluate(const WorkUnit& unit) const override {
    ++*begun_;
    return SleepEvaluator::evaluate(unit);
  }

 private:
  std::shared_ptr<std::atomic<std::size_t>> begun_;
};

/// Unit 0 ends only when `others` units have been finished; the others end at once.
class GateEvaluator : public Evaluator {
 public:
  GateEvaluator(std::shared_ptr<std::atomic<int>> finished, int others) : finished_(std::move(finished)), others_(others) {}
  UnitResult evaluate(const WorkUnit& unit) const override {
    while (unit.serial == 0 && finished_->load() < others_) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    ++*finished_;
    UnitResult result;
    result.ok = true;
    return result;
  }

 private:
  std::shared_ptr<std::atomic<int>> finished_;
  int others_;
};

template <class E>
EvaluatorFactory make_factory() {
  return [](const std::string&) { return std::make_shared<const E>(); };
}

/// `serials` x `segments` units with genes that depend on the serial.
inline std::vector<WorkUnit> make_units(std::uint64_t serials, std::uint32_t segments) {
  std::vector<WorkUnit> units;
  for (std::uint64_t serial = 0; serial < serials; ++serial) {
    for (std::uint32_t segment = 0; segment < segments; ++segment) {
      units.push_back({serial, segment, {0.5 * static_cast<double>(serial), 1.0 / static_cast<double>(serial + 1)}});
    }
  }
  return units;
}

inline std::vector<WorkUnit> make_sleeps(std::size_t count, double seconds) {
  std::vector<WorkUnit> units;
  for (std::size_t i = 0; i < count; ++i) units.push_back({i, 0, {seconds}});
  return units;
}

using ResultMap = std::map<std::pair<std::uint64_t, std::uint32_t>, UnitResult>;

/// Everything pending, by unit. Throws when a unit comes twice.
inline ResultMap collect(Master& master) {
  ResultMap results;
  while (master.pending() > 0) {
    if (auto result = master.next()) {
      const auto key = std::pair(result->serial, result->segment);
      if (!results.emplace(key, std::move(*result)).second) throw std::logic_error("a unit came twice");
    }
  }
  return results;
}

/// What one thread without any cluster computes.
inline ResultMap compute_serially(const Evaluator& evaluator, const std::vector<WorkUnit>& units) {
  ResultMap results;
  for (const WorkUnit& unit : units) results.emplace(std::pair(unit.serial, unit.segment), evaluator.evaluate(unit));
  return results;
}

/// Equal in all that decides: state, reason, metrics bit for bit.
inline bool same_results(const ResultMap& a, const ResultMap& b) {
  return std::ranges::equal(a, b, [](const auto& x, const auto& y) {
    return x.first == y.first && x.second.ok == y.second.ok && x.second.reason == y.second.reason &&
           x.second.metrics == y.second.metrics;
  });
}

}  // namespace asgen::cluster::test
