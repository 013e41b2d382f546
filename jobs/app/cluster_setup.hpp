#pragma once
// Which cluster a command runs on: MPI ranks when a launcher made some, else this process.

#include <functional>
#include <memory>
#include <string>

#include "jobs/cluster/local_cluster.hpp"
#include "jobs/cluster/master.hpp"
#include "jobs/cluster/mpi_session.hpp"
#include "jobs/cluster/transport.hpp"

namespace asgen::app {

/// The master of whichever cluster there is. Destroyed, it ends its workers.
class ClusterSetup {
 public:
  /// `make_evaluator` serves a worker in this process; `session` (may be null) is used when it has more than one rank.
  ClusterSetup(const cluster::MpiSession* session, cluster::EvaluatorFactory make_evaluator, const cluster::MasterOptions& options, int threads);

  /// Whether the workers share this process and what it has prepared.
  [[nodiscard]] bool is_local() const { return local_ != nullptr; }
  [[nodiscard]] cluster::Master& master() { return local_ ? local_->master() : *master_; }

 private:
  std::unique_ptr<cluster::Transport> transport_;
  std::unique_ptr<cluster::Master> master_;
  std::unique_ptr<cluster::LocalCluster> local_;
};

/// Threads of a worker: `--threads`, else OMP_NUM_THREADS, else all cores that the process may use.
int threads_or_default(int requested);

/// Serves as worker until the master says stop. The exit code of this rank: 0, also after an error that the master knows.
int serve_as_worker(const cluster::MpiSession& session, int threads, const std::string& cache);

}  // namespace asgen::app
