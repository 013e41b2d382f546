#pragma once
// What the MPI test program can play. Every rank runs the same scenario and counts its own failed checks.

#include <string>

#include "jobs/cluster/mpi_session.hpp"

namespace asgen::cluster::test {

/// Prints and counts a check that does not hold.
class Checks {
 public:
  explicit Checks(int rank) : rank_(rank) {}
  void check(bool holds, const std::string& what);
  [[nodiscard]] int failures() const { return failures_; }

 private:
  int rank_;
  int failures_ = 0;
};

/// Plays scenario `name` on this rank; an unknown name is a failed check. Collective over all ranks.
void play(const std::string& name, const MpiSession& session, Checks& checks);

}  // namespace asgen::cluster::test
