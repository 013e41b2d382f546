#pragma once
// What every subcommand shares: how it is declared, and how its outcome becomes an exit code.

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "sim/base/error.hpp"

namespace asgen::app {

/// Options that stand before or after any subcommand.
struct CommonOptions {
  bool quiet = false;
  bool verbose = false;
  std::string log_file;
};

/// The command line being parsed. A subcommand's declaration sets `chosen` when it is named.
struct CommandLine {
  CLI::App parser;
  CommonOptions common;
  std::function<base::ExitCode()> chosen;
};

/// Declares a subcommand: name, one sentence, an example for --help, and a function to run when it is chosen.
CLI::App* add_command(CommandLine& line, const std::string& name, const std::string& description, const std::string& example,
                      std::function<base::ExitCode()> run);

void add_import(CommandLine& line);
void add_synth(CommandLine& line);
void add_inspect(CommandLine& line);
void add_simulate(CommandLine& line);
void add_optimize(CommandLine& line);
void add_compare(CommandLine& line);

/// Parses and runs; prints errors with the grammar "where: problem; what to do" on stderr. Returns the exit code.
int run(int argc, char** argv);

}  // namespace asgen::app
