#pragma once
// A command line that cannot be understood, answered in the grammar of all other errors.

#include <CLI/CLI.hpp>

#include "sim/base/error.hpp"

namespace asgen::app {

/// What is wrong with the command line that `parser` refused with `error`: names the flag or word, and the help to look at.
base::ConfigurationError explain(const CLI::App& parser, const CLI::ParseError& error);

}  // namespace asgen::app
