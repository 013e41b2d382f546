#pragma once
// The master's inside: peers, queue, results, and the reactions to each message.

#include <deque>
#include <optional>
#include <vector>

#include "jobs/cluster/master.hpp"
#include "jobs/cluster/message.hpp"
#include "jobs/cluster/payload.hpp"
#include "jobs/cluster/peer.hpp"
#include "jobs/cluster/schedule.hpp"

namespace asgen::cluster {

class Master::State {
 public:
  using Clock = Silence::Clock;
  State(Transport& transport, MasterOptions options);

  void start(const std::string& payload);
  void submit(std::span<const WorkUnit> units);
  /// Hears, pings and hands out; true when a message came.
  bool talk();
  /// Talks until `done()` holds or `deadline` is over; returns done().
  bool talk_until(const std::function<bool()>& done, Clock::time_point deadline);
  std::optional<UnitResult> take_result();
  void halt();
  /// Sends stop and hears farewells until `deadline`; names of workers that have not left by then.
  std::string stop(Clock::time_point deadline);

  [[nodiscard]] bool has_result() const { return !results_.empty(); }
  [[nodiscard]] bool all_ready() const;
  [[nodiscard]] bool stopped() const { return stopped_; }
  [[nodiscard]] std::size_t in_flight() const;
  [[nodiscard]] std::size_t pending() const { return queue_.size() + in_flight() + results_.size(); }
  [[nodiscard]] const MasterOptions& options() const { return options_; }
  [[nodiscard]] ClusterStats stats() const;

 private:
  bool hear();
  void react(const Message& message);
  [[noreturn]] void on_failed(const Peer& peer, const Failure& failure);
  void on_hello(Peer& peer, const Hello& hello);
  void on_results(Peer& peer, std::vector<UnitResult> results);
  void on_returned(Peer& peer, std::span<const WorkUnit> units);
  void keep_time();
  void hand_out();
  void even_out();
  void recall(Peer& peer);
  Peer* hungriest();
  [[nodiscard]] std::size_t block_for(const Peer& peer) const;
  void count_ready_threads();
  void tell(const Peer& peer, Tag tag, const Bytes& payload = {});
  void tell_all(Tag tag, const Bytes& payload = {});

  Transport& transport_;
  MasterOptions options_;
  UnitQueue queue_;
  BlockSizer blocks_;
  std::vector<Peer> peers_;
  std::deque<UnitResult> results_;
  std::size_t ready_threads_ = 0;
  bool room_ = false;  // something changed since the last hand-out that may let a unit go
  std::optional<Clock::time_point> first_submit_;
  std::optional<Clock::time_point> first_ready_;  ///< loading days is no part of the rate of units
  Clock::time_point last_look_ = Clock::now();
  Clock::time_point last_ping_ = Clock::now();
  bool halted_ = false;
  bool stopped_ = false;
};

}  // namespace asgen::cluster
