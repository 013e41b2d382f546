#include "jobs/app/unit_pool.hpp"

#include <vector>

#include "jobs/cluster/signals.hpp"
#include "sim/base/contract.hpp"

namespace asgen::app {

UnitPool::UnitPool(cluster::Master& master, results::Journal& journal, std::function<void()> on_progress)
    : master_(master), journal_(journal), on_progress_(std::move(on_progress)) {
  for (const results::UnitRecord& unit : journal.kept().units) results_.insert_or_assign({unit.serial, unit.segment}, unit);
}

bool UnitPool::run(std::span<const cluster::WorkUnit> units) {
  std::vector<cluster::WorkUnit> missing;
  for (const cluster::WorkUnit& unit : units) {
    if (!results_.contains({unit.serial, unit.segment})) missing.push_back(unit);
  }
  master_.submit(missing);
  bool halted = false;
  while (master_.pending() > 0) {
    if (!halted && cluster::stop_requested()) {
      master_.halt();
      halted = true;
    }
    if (auto result = master_.next()) store(std::move(*result));
    on_progress_();
  }
  if (halted || cluster::stop_requested()) {
    journal_.sync();
    return false;
  }
  return true;
}

const results::UnitRecord& UnitPool::result(std::uint64_t serial, std::uint32_t segment) const {
  const auto found = results_.find({serial, segment});
  base::expects(found != results_.end(), "the unit has been run");
  return found->second;
}

void UnitPool::store(cluster::UnitResult&& result) {
  results::UnitRecord record{.serial = result.serial,
                             .segment = result.segment,
                             .state = result.ok ? results::UnitState::ok : results::UnitState::failed,
                             .reason = std::move(result.reason),
                             .metrics = std::move(result.metrics),
                             .seconds = result.seconds,
                             .rank = result.rank};
  journal_.append(record);
  results_.insert_or_assign({record.serial, record.segment}, std::move(record));
  ++simulated_;
}

}  // namespace asgen::app
