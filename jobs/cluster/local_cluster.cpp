#include "jobs/cluster/local_cluster.hpp"

#include "jobs/cluster/in_process.hpp"

namespace asgen::cluster {
namespace {

WorkerOptions worker_options(const LocalOptions& options) {
  WorkerOptions worker;
  worker.build = options.master.build;
  worker.threads = options.threads;
  // Same process: nobody can vanish alone, and a master busy with something else is no reason to leave.
  worker.master_silence = worker.first_word = std::chrono::milliseconds::zero();
  return worker;
}

}  // namespace

LocalCluster::LocalCluster(EvaluatorFactory make_evaluator, LocalOptions options)
    : make_evaluator_(std::move(make_evaluator)), ends_(make_in_process_network(1 + options.workers)) {
  if (options.wrap_master) ends_.front() = options.wrap_master(std::move(ends_.front()));
  options.master.worker_silence = std::chrono::milliseconds::zero();
  master_ = std::make_unique<Master>(*ends_.front(), options.master);
  for (std::size_t rank = 1; rank < ends_.size(); ++rank) {
    workers_.emplace_back([this, rank, worker = worker_options(options)] {
      run_worker(*ends_[rank], make_evaluator_, worker);
    });
  }
}

}  // namespace asgen::cluster
