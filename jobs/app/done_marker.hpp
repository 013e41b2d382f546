#pragma once
// How a job's exit code reaches its launcher.

#include "sim/base/error.hpp"

namespace asgen::app {

/// Writes `code` to the file that ASGEN_DONE_MARKER names, for jobs/run.sh and the Slurm script, and returns what the process shall
/// end with: `code`, or `done` under MPI once the marker has it.
base::ExitCode leave_code(base::ExitCode code);

}  // namespace asgen::app
