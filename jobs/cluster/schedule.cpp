#include "jobs/cluster/schedule.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace asgen::cluster {
namespace {

constexpr double kMostUnitsPerThread = 2048;

}  // namespace

bool UnitQueue::later(const Entry& a, const Entry& b) {
  if (a.cost != b.cost) return a.cost < b.cost;
  return std::tie(a.unit.serial, a.unit.segment) > std::tie(b.unit.serial, b.unit.segment);
}

void UnitQueue::add(std::span<const WorkUnit> units) {
  for (const WorkUnit& unit : units) {
    const double cost = cost_ ? cost_(unit) : 0;
    heap_.push_back({std::isnan(cost) ? 0 : cost, unit});
    std::push_heap(heap_.begin(), heap_.end(), later);
  }
}

std::vector<WorkUnit> UnitQueue::take(std::size_t n) {
  std::vector<WorkUnit> units;
  units.reserve(std::min(n, heap_.size()));
  while (units.size() < n && !heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), later);
    units.push_back(std::move(heap_.back().unit));
    heap_.pop_back();
  }
  return units;
}

void BlockSizer::observe(double unit_seconds) {
  seconds_ += unit_seconds;
  units_ += 1;
}

double BlockSizer::unit_seconds() const { return units_ > 0 ? seconds_ / units_ : block_seconds_; }

std::size_t BlockSizer::block_size(const BlockDemand& demand) const {
  if (demand.queued == 0) return 0;
  const double mean = unit_seconds();
  const double per_thread = mean > 0 ? std::clamp(block_seconds_ / mean, 1.0, kMostUnitsPerThread) : kMostUnitsPerThread;
  const auto wanted = static_cast<std::size_t>(per_thread * static_cast<double>(demand.threads));
  const std::size_t fair = demand.queued * demand.threads / (2 * demand.total_threads);
  return std::clamp<std::size_t>(std::min(wanted, fair), 1, demand.queued);
}

}  // namespace asgen::cluster
