#pragma once
// The flags of `asgen import` that say how to read a feed.

#include <CLI/CLI.hpp>

#include "sim/data/import.hpp"

namespace asgen::app {

/// Declares the flags; `import` must live as long as `command`.
void add_feed_options(CLI::App& command, data::ImportOptions& import);

}  // namespace asgen::app
