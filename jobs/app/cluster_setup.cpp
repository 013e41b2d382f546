#include "jobs/app/cluster_setup.hpp"

#include <cstdlib>

#include "jobs/app/study_evaluator.hpp"
#include "jobs/app/version.hpp"
#include "jobs/cluster/mpi_transport.hpp"
#include "jobs/cluster/signals.hpp"
#include "jobs/cluster/worker.hpp"
#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"

namespace asgen::app {

ClusterSetup::ClusterSetup(const cluster::MpiSession* session, cluster::EvaluatorFactory make_evaluator, const cluster::MasterOptions& options,
                           int threads) {
  if (session != nullptr && session->size() > 1) {
    transport_ = cluster::make_mpi_transport(*session);
    master_ = std::make_unique<cluster::Master>(*transport_, options);
  } else {
    local_ = std::make_unique<cluster::LocalCluster>(std::move(make_evaluator), cluster::LocalOptions{.workers = 1, .threads = threads, .master = options, .wrap_master = {}});
  }
}

int threads_or_default(int requested) {
  if (requested > 0) return requested;
  const char* text = std::getenv("OMP_NUM_THREADS");
  const int from_environment = text == nullptr ? 0 : std::atoi(text);
  return from_environment > 0 ? from_environment : base::available_cores();
}

int serve_as_worker(const cluster::MpiSession& session, int threads, const std::string& cache) {
  const cluster::SignalWatch watch;
  const auto transport = cluster::make_mpi_transport(session);
  const auto factory = [&cache](const std::string& payload) { return make_evaluator(payload, cache); };
  // A worker that failed has told the master, whose exit code counts; ours would make the launcher kill it before it has printed why.
  cluster::run_worker(*transport, factory, {.build = version(), .threads = threads});
  return 0;
}

}  // namespace asgen::app
