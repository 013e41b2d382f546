#pragma once
// Everything the search has learnt: one record per distinct genome, found again by its decoded values.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "optimizer/evaluation.hpp"
#include "optimizer/genome_index.hpp"

namespace asgen::optimizer {

/// One evaluated genome.
struct Record {
  Candidate candidate{};
  Evaluation evaluation{};          ///< evaluation.serial == candidate.serial
  std::vector<double> metrics{};    ///< row-major, segments x columns; NaN rows where not run
  std::vector<std::uint8_t> run{};  ///< per segment: 1 when its unit was run
  std::string reason{};             ///< why it is not ok; else empty
};

/// State of the search after a generation.
struct GenerationSummary {
  int generation = 0;
  std::size_t evaluated = 0;                       ///< new records
  std::size_t cached = 0;                          ///< candidates answered from the archive
  std::size_t ok = 0, infeasible = 0, failed = 0;  ///< of the new records (pruned count as failed)
  double best = 0;                                 ///< best fitness of the whole archive; NaN when none is ok
  std::uint64_t best_serial = 0;
  double mean = 0;  ///< fitness of the generation's ok records; NaN when there is none
  double median = 0;
};

/// Hears what happens; called in serial order, on the thread that adds.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void on_evaluated(const Record&) {}
  virtual void on_generation(const GenerationSummary&) {}
};

/// The archive. References to records stay valid while it lives, so it is neither copied nor moved.
class Archive {
 public:
  Archive() = default;
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  /// Calls `observer` from now on; not owned, must outlive the archive or its last call.
  void observe(Observer& observer) { observers_.push_back(&observer); }

  /// Record with exactly these decoded values, or nullptr. A hit is not counted: see answer().
  [[nodiscard]] const Record* find(std::span<const double> values) const;

  /// Result of `candidate` copied from the record with the same values, counted as a cache hit; `hit` false if none.
  struct Answer {
    bool hit = false;
    Evaluation evaluation;
  };
  Answer answer(const Candidate& candidate);

  /// Adds a new genome. Serials must rise and values must be new (contract, always on).
  const Record& add(Record record);

  /// Ends a generation: makes its summary, tells observers, starts the next.
  GenerationSummary end_generation(int generation);

  [[nodiscard]] const std::deque<Record>& records() const { return records_; }
  [[nodiscard]] std::size_t size() const { return records_.size(); }
  [[nodiscard]] std::size_t cache_hits() const { return cache_hits_; }
  [[nodiscard]] const std::vector<GenerationSummary>& generations() const { return generations_; }

  /// Best record that is ok, or nullptr.
  [[nodiscard]] const Record* best() const { return best_; }

  /// Up to n records that are ok, best first.
  [[nodiscard]] std::vector<const Record*> top(std::size_t n) const;

 private:
  std::deque<Record> records_;
  GenomeIndex index_;
  std::vector<GenerationSummary> generations_;
  std::vector<Observer*> observers_;
  const Record* best_ = nullptr;
  std::size_t cache_hits_ = 0;
  std::size_t generation_start_ = 0;  ///< records before the running generation
  std::size_t generation_hits_ = 0;   ///< cache hits before it
};

}  // namespace asgen::optimizer
