#pragma once
// `asgen simulate --truth`.

#include <string>

#include "sim/base/error.hpp"

namespace asgen::app {

/// Prints theory beside simulation for a study (with `config` instead of its strategy section, when given), or for the built-in suite
/// when `study` is empty. Returns our_bug (70) when a simulated number misses theory by more than four standard errors.
base::ExitCode show_truth(const std::string& study, const std::string& config, int threads, bool json);

}  // namespace asgen::app
