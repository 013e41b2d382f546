#pragma once
// MPI_COMM_WORLD as a transport: Isend + Test, Iprobe + a sleep that backs off to 200 us. No mpi.h here.

#include <memory>

#include "jobs/cluster/mpi_session.hpp"
#include "jobs/cluster/transport.hpp"

namespace asgen::cluster {

/// This rank's end; must not outlive the session. Its calls belong to the thread that started MPI (FUNNELED).
/// Destroyed normally it lets queued frames leave for up to 5 s.
std::unique_ptr<Transport> make_mpi_transport(const MpiSession& session);

}  // namespace asgen::cluster
