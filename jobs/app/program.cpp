#include "jobs/app/program.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <string_view>

#include "jobs/app/command.hpp"
#include "jobs/app/done_marker.hpp"
#include "jobs/app/usage_error.hpp"
#include "jobs/app/version.hpp"
#include "sim/base/contract.hpp"

namespace asgen::app {
namespace {

int as_int(base::ExitCode code) { return static_cast<int>(code); }

void declare(CommandLine& line) {
  line.parser.description("asgen finds market-making parameters that still work on days the search never saw.");
  line.parser.set_version_flag("--version", fmt::format("asgen {}", version()));
  line.parser.require_subcommand(1);
  line.parser.fallthrough();
  line.parser.add_flag("--quiet", line.log.quiet, "no progress, only errors");
  line.parser.add_flag("--verbose", line.log.verbose, "say more on stderr");
  line.parser.add_option("--log-file", line.log.file, "write the log to this file as well")->type_name("FILE");
  add_import(line);
  add_synth(line);
  add_inspect(line);
  add_simulate(line);
  add_replay(line);
  add_optimize(line);
  add_compare(line);
}

int run_chosen(const CommandLine& line) {
  try {
    return as_int(line.chosen());
  } catch (const base::Error& error) {
    log_error(error.what());
    return as_int(error.code());
  } catch (const base::ContractViolation& error) {
    log_error(fmt::format("{} (a bug of asgen; please report it with the command and the study)", error.what()));
  } catch (const std::bad_alloc&) {
    log_error("memory: exhausted; use fewer or shorter days, fewer ranks on this host, or a larger host");
    return as_int(base::ExitCode::bad_configuration);
  } catch (const std::exception& error) {
    log_error(fmt::format("unexpected: {} (a bug of asgen; please report it with the command and the study)", error.what()));
  }
  return as_int(base::ExitCode::our_bug);
}

bool is_later_rank() {
  const char* rank = std::getenv("OMPI_COMM_WORLD_RANK");
  if (rank == nullptr) rank = std::getenv("PMIX_RANK");
  return rank != nullptr && std::string_view(rank) != "0";
}

// Every rank of an MPI job reads the same command line; rank 0 answers for all. The others must not fail: the launcher would end rank 0
// before it has spoken.
int refuse(const base::Error& error) {
  if (is_later_rank()) return as_int(base::ExitCode::done);
  start_log({});
  log_error(error.what());
  return as_int(leave_code(error.code()));
}

}  // namespace

CLI::App* add_command(CommandLine& line, const std::string& name, const std::string& description, const std::string& example,
                      std::function<base::ExitCode()> run) {
  CLI::App* command = line.parser.add_subcommand(name, description);
  command->footer("Example:\n  " + example);
  command->callback([&line, run = std::move(run)] { line.chosen = run; });
  return command;
}

void add_cache_flag(CLI::App& command, std::string& cache) {
  command.add_option("--cache", cache, "folder for compiled days, or none; default: asgen-cache beside the day file, else in $TMPDIR")->type_name("FOLDER");
}

int run(int argc, char** argv) {
  CommandLine line;
  declare(line);
  try {
    line.parser.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return line.parser.exit(error);  // --help, --version
    return refuse(explain(line.parser, error));
  }
  try {
    start_log(line.log);
  } catch (const base::Error& error) {
    return refuse(error);
  }
  return run_chosen(line);
}

}  // namespace asgen::app
