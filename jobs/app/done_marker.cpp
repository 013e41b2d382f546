#include "jobs/app/done_marker.hpp"

#include <cstdlib>
#include <fstream>

#include "jobs/cluster/mpi_session.hpp"

namespace asgen::app {

// mpirun takes any other code than 0 for a death: it prints notices, and waits for the kill timeout before it ends.
base::ExitCode leave_code(base::ExitCode code) {
  const char* path = std::getenv("ASGEN_DONE_MARKER");
  if (path == nullptr) return code;
  std::ofstream marker(path);
  marker << static_cast<int>(code) << "\n" << std::flush;
  return marker && cluster::launched_by_mpi() ? base::ExitCode::done : code;
}

}  // namespace asgen::app
