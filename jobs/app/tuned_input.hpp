#pragma once
// A tuned configuration given on the command line.

#include <string>

#include "configs/json/study.hpp"

namespace asgen::app {

/// The strategy of a tuned.json, or of a Hummingbot tuned.yml. Throws ConfigurationError when the file is for another target.
strategy::Settings read_tuned_strategy(const std::string& path, const configs::Study& study);

}  // namespace asgen::app
