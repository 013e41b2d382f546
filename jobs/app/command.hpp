#pragma once
// What every subcommand shares: how it is declared, and how its outcome becomes an exit code.

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "jobs/app/log.hpp"
#include "sim/base/error.hpp"

namespace asgen::app {

/// The command line being parsed. A subcommand's declaration sets `chosen` when it is named.
struct CommandLine {
  CLI::App parser;
  LogOptions log;
  std::function<base::ExitCode()> chosen;
};

/// Declares a subcommand: name, one sentence, an example for --help, and a function to run when it is chosen.
CLI::App* add_command(CommandLine& line, const std::string& name, const std::string& description, const std::string& example,
                      std::function<base::ExitCode()> run);

/// Declares --cache, where compiled days are kept (see DayCache).
void add_cache_flag(CLI::App& command, std::string& cache);

void add_import(CommandLine& line);
void add_synth(CommandLine& line);
void add_inspect(CommandLine& line);
void add_simulate(CommandLine& line);
void add_replay(CommandLine& line);
void add_optimize(CommandLine& line);
void add_compare(CommandLine& line);

}  // namespace asgen::app
