#pragma once
// MPI from start to finish as an object. No mpi.h here.

namespace asgen::cluster {

/// True when this process was started by an MPI launcher: OMPI_COMM_WORLD_SIZE or PMIX_RANK is in the environment.
bool launched_by_mpi();

/// MPI_Init_thread(FUNNELED) now, MPI_Finalize at the end of its life. While an exception unwinds Finalize is left out:
/// it would wait for ranks that wait for us, and the message would never be printed; the launcher then ends the job.
/// Throws ClusterError when MPI cannot be started or gives less than FUNNELED. One per process.
class MpiSession {
 public:
  MpiSession();
  ~MpiSession();
  MpiSession(const MpiSession&) = delete;
  MpiSession& operator=(const MpiSession&) = delete;

  [[nodiscard]] int rank() const { return rank_; }
  [[nodiscard]] int size() const { return size_; }
  /// Ranks on this node.
  [[nodiscard]] int ranks_here() const { return ranks_here_; }

 private:
  int rank_ = 0;
  int size_ = 1;
  int ranks_here_ = 1;
  int exceptions_at_start_ = 0;
};

}  // namespace asgen::cluster
