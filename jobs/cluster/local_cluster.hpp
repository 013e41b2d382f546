#pragma once
// A master and its workers inside this process, over the in-process network: the same path as under MPI.

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "jobs/cluster/master.hpp"
#include "jobs/cluster/worker.hpp"

namespace asgen::cluster {

struct LocalOptions {
  int workers = 1;
  int threads = 0;  ///< per worker; 0 = all cores this process may use
  MasterOptions master{};
  /// Wraps the master's transport (tests: reordering, garbling); empty = none.
  std::function<std::unique_ptr<Transport>(std::unique_ptr<Transport>)> wrap_master{};
};

/// Owns network, worker threads and master. Destruction stops the workers and joins them, also while unwinding.
class LocalCluster {
 public:
  LocalCluster(EvaluatorFactory make_evaluator, LocalOptions options);
  LocalCluster(const LocalCluster&) = delete;
  LocalCluster& operator=(const LocalCluster&) = delete;

  [[nodiscard]] Master& master() { return *master_; }

 private:
  EvaluatorFactory make_evaluator_;
  std::vector<std::unique_ptr<Transport>> ends_;
  std::vector<std::jthread> workers_;
  std::unique_ptr<Master> master_;  // after workers_: it must go first, so that they can be joined
};

}  // namespace asgen::cluster
