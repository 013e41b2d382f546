#pragma once
// What the master knows of one worker.

#include <compare>
#include <cstdint>
#include <set>
#include <span>
#include <string>

#include "jobs/cluster/master.hpp"
#include "jobs/cluster/payload.hpp"
#include "jobs/cluster/silence.hpp"

namespace asgen::cluster {

class Peer {
 public:
  explicit Peer(int rank) { record_.rank = rank; }

  void greet(const Hello& hello);
  void become_ready() { ready_ = true; }
  void leave() { left_ = true; }
  [[nodiscard]] bool ready() const { return ready_ && !left_ && record_.threads > 0; }
  [[nodiscard]] bool left() const { return left_; }

  void begin(std::span<const WorkUnit> units);
  /// False when the worker did not have this unit.
  [[nodiscard]] bool finish(const UnitResult& result);
  [[nodiscard]] bool give_back(const WorkUnit& unit) { return units_.erase({unit.serial, unit.segment}) > 0; }

  [[nodiscard]] std::size_t in_flight() const { return units_.size(); }
  [[nodiscard]] std::size_t threads() const { return static_cast<std::size_t>(record_.threads); }
  [[nodiscard]] double load() const { return static_cast<double>(units_.size()) / record_.threads; }
  [[nodiscard]] const WorkerRecord& record() const { return record_; }
  /// "rank 3 on node7"
  [[nodiscard]] std::string name() const;

  /// A recall has been sent and not answered yet.
  bool recalled = false;
  Silence silence;

 private:
  struct UnitId {
    std::uint64_t serial;
    std::uint32_t segment;
    auto operator<=>(const UnitId&) const = default;
  };
  WorkerRecord record_;
  std::set<UnitId> units_;
  bool ready_ = false;
  bool left_ = false;
};

}  // namespace asgen::cluster
