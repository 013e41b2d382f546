#pragma once
// Rank 0: hands units to workers and collects their results. Knows no study, no market and no clock that decides anything.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "jobs/cluster/transport.hpp"
#include "jobs/cluster/work.hpp"

namespace asgen::cluster {

struct MasterOptions {
  /// Program build; a worker that says another is refused.
  std::string build{};
  /// Predicted cost of a unit, any positive scale; empty = all alike. Longest first; results never depend on it.
  std::function<double(const WorkUnit&)> predicted_cost{};
  /// Longest wait of one next() or poll-like call.
  std::chrono::milliseconds patience{50};
  /// Workers hear from us at least this often while we are called.
  std::chrono::milliseconds ping_every{5000};
  /// A worker that has said nothing for this long is taken for lost; 0 = never.
  std::chrono::milliseconds worker_silence{120000};
  /// How long stop() waits for workers to finish the units they are in.
  std::chrono::milliseconds stop_patience{60000};
  /// Block length aimed at, s of one thread.
  double block_seconds = 0.01;
};

/// What is known of one worker, for /execution.
struct WorkerRecord {
  int rank = -1;
  std::string host;
  int threads = 0;
  std::int64_t pid = 0;
  std::uint64_t units = 0;    ///< results received
  double busy_seconds = 0;    ///< sum of the units' compute seconds
};

/// Figures since the first submit().
struct ClusterStats {
  std::uint64_t units_done = 0;
  double elapsed_seconds = 0;
  double units_per_second = 0;
  double busy_share = 0;  ///< compute seconds / (threads x elapsed), of workers that are ready
  std::vector<WorkerRecord> workers;
};

/// A state machine over a transport; all calls from one thread. Every function that talks throws ClusterError when a
/// worker reports an error, has another build, sends garbage or has been silent for too long; the text names rank and host.
class Master {
 public:
  /// `transport` is rank 0's end and outlives the master. Throws ClusterError when there is no other rank.
  Master(Transport& transport, MasterOptions options);
  /// Stops the workers if stop() was not called; never throws.
  ~Master();
  Master(const Master&) = delete;
  Master& operator=(const Master&) = delete;

  /// Sends `payload` (the study's text) to every worker and returns at once; workers prepare while we go on.
  void start(const std::string& payload);
  /// Waits until every worker is ready, or throws what the first one failed with. Optional: next() also hands units to
  /// workers as they become ready, and throws on a failed one.
  void wait_until_ready();

  /// Queues units, in any number; (serial, segment) must not be pending already. Not after halt().
  void submit(std::span<const WorkUnit> units);
  /// A finished unit, in order of arrival; waits up to `patience` for one. Empty: none yet (or none pending).
  std::optional<UnitResult> next();
  /// Talks without waiting: answers, hands out, pings. For long spells between calls of next().
  void poll();

  /// Units submitted whose results next() has not returned yet.
  [[nodiscard]] std::size_t pending() const;
  /// Units at workers.
  [[nodiscard]] std::size_t in_flight() const;

  /// Stop early: forgets queued units and recalls those that no worker has begun. Results of units under way still come
  /// through next(); pending() counts only these. submit() is refused from now on.
  void halt();
  /// Ends the workers and waits for their farewell (up to stop_patience). Results that still came in are given by next().
  void stop();

  [[nodiscard]] ClusterStats stats() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace asgen::cluster
