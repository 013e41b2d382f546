#pragma once
// `asgen optimize` from reading the study to writing the tuned configuration.

#include <string>

#include "sim/base/error.hpp"

namespace asgen::app {

struct OptimizeOptions {
  std::string study;
  std::string results_folder;  ///< "" = the study's
  std::string cache;           ///< see DayCache
  double memory_gib = 0;       ///< what the run may take on a node; 0 = what is free there
  int threads = 0;             ///< 0 = default
  bool resume = false;
  bool json = false;
};

/// Master, worker or both, as the launcher has it. The exit code is also written to the file that ASGEN_DONE_MARKER names.
base::ExitCode run_optimize(const OptimizeOptions& options);

}  // namespace asgen::app
