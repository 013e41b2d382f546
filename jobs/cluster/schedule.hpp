#pragma once
// Which unit goes next, and how many go together.

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "jobs/cluster/work.hpp"

namespace asgen::cluster {

/// Predicted cost of a unit, any scale.
using CostModel = std::function<double(const WorkUnit&)>;

/// Units waiting, longest predicted cost first; ties by serial, then segment.
class UnitQueue {
 public:
  /// Empty model: all units cost the same.
  explicit UnitQueue(CostModel cost) : cost_(std::move(cost)) {}
  void add(std::span<const WorkUnit> units);
  /// Removes the first min(n, size()) units.
  std::vector<WorkUnit> take(std::size_t n);
  void clear() { heap_.clear(); }
  [[nodiscard]] std::size_t size() const { return heap_.size(); }

 private:
  struct Entry {
    double cost;
    WorkUnit unit;
  };
  static bool later(const Entry& a, const Entry& b);
  CostModel cost_;
  std::vector<Entry> heap_;
};

/// What a block's length depends on.
struct BlockDemand {
  std::size_t queued = 0;         ///< units waiting at the master
  std::size_t threads = 1;        ///< of the worker that asks
  std::size_t total_threads = 1;  ///< of all workers
};

/// Sizes blocks from the durations seen so far: at least a unit a thread, more while units are short (so that messages
/// do not outnumber work), and never more than half a fair share of what is left (so that nobody starves at the end).
class BlockSizer {
 public:
  /// @param block_seconds length aimed at, s of one thread
  explicit BlockSizer(double block_seconds) : block_seconds_(block_seconds) {}
  void observe(double unit_seconds);
  /// Mean duration of the units seen, s; `block_seconds` before the first.
  [[nodiscard]] double unit_seconds() const;
  /// Units in the next block: between 1 and `queued`; 0 when nothing is queued.
  [[nodiscard]] std::size_t block_size(const BlockDemand& demand) const;

 private:
  double block_seconds_;
  double seconds_ = 0;
  double units_ = 0;
};

}  // namespace asgen::cluster
