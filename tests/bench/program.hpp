#pragma once
// What the measuring programs have in common: where days lie, and how they end.

#include <CLI/CLI.hpp>

#include <functional>

#include "tests/bench/bench_study.hpp"

namespace asgen::bench {

/// ../shared/data beside the project (or ASGEN_DATA), asgen-bench in the folder for temporary files, the project's configs.
Folders usual_folders();

/// Options --data, --cache and --configs.
void declare_folders(CLI::App& program, Folders& folders);

/// Reads the command line and calls `body`; 1 with a message on stderr when it throws.
int run_program(CLI::App& program, int argc, char** argv, const std::function<void()>& body);

}  // namespace asgen::bench
