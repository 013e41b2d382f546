#pragma once
// Every other rank: the calling thread talks, one compute thread owns the team that evaluates units.

#include <chrono>
#include <string>

#include "jobs/cluster/transport.hpp"
#include "jobs/cluster/work.hpp"

namespace asgen::cluster {

struct WorkerOptions {
  /// Program build, compared by the master.
  std::string build{};
  /// Threads of the team; 0 = all cores this process may use.
  int threads = 0;
  /// Leave with a ClusterError when the master has said nothing for this long; 0 = never. Time in which this process
  /// was stopped does not count.
  std::chrono::milliseconds master_silence{60000};
  /// The same before the master's first word (it may be reading its own days).
  std::chrono::milliseconds first_word{600000};
};

/// Why a worker ended without an exception.
enum class WorkerEnd {
  stopped,  ///< the master said so
  failed,   ///< it had reported an error (bad start, other build, garbled message); the master knows the reason
};

/// Serves rank 0 until it says stop. Main thread of the process under MPI. Throws ClusterError when the master is silent
/// for too long, so that no orphan runs for ever.
WorkerEnd run_worker(Transport& transport, const EvaluatorFactory& make_evaluator, const WorkerOptions& options);

}  // namespace asgen::cluster
