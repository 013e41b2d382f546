// test_mpi_cluster SCENARIO RANKS: own main, as a framework that skips where ranks are missing would pass without testing.

#include <mpi.h>

#include <cstdlib>
#include <exception>
#include <iostream>

#include "jobs/cluster/mpi_session.hpp"
#include "tests/mpi/scenarios.hpp"

namespace {

using asgen::cluster::MpiSession;
using asgen::cluster::test::Checks;

int failures_of_all_ranks(int mine) {
  int all = 0;
  MPI_Allreduce(&mine, &all, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
  return all;
}

int run(const std::string& scenario, int ranks) {
  const MpiSession session;
  Checks checks(session.rank());
  checks.check(asgen::cluster::launched_by_mpi(), "the launcher is recognised");
  checks.check(session.size() == ranks, std::to_string(ranks) + " ranks are needed, " + std::to_string(session.size()) + " are there");
  if (checks.failures() == 0) asgen::cluster::test::play(scenario, session, checks);
  return failures_of_all_ranks(checks.failures()) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "use: test_mpi_cluster SCENARIO RANKS\n";
    return 2;
  }
  try {
    return run(argv[1], std::atoi(argv[2]));
  } catch (const std::exception& error) {
    std::cerr << "printed after unwinding: " << error.what() << std::endl;
    return 5;
  }
}
