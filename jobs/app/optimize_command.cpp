#include <cmath>
#include <cstdlib>
#include <memory>

#include "jobs/app/command.hpp"
#include "jobs/app/optimization.hpp"

namespace asgen::app {
namespace {

/// A range lets "nan" pass.
std::string is_a_number(const std::string& text) { return std::isnan(std::strtod(text.c_str(), nullptr)) ? text + " is no number" : std::string(); }

}  // namespace

void add_optimize(CommandLine& line) {
  auto options = std::make_shared<OptimizeOptions>();
  CLI::App* command = add_command(line, "optimize", "Search a study's genome; under mpirun rank 0 is the master and the other ranks are workers.",
                                  "mpirun -n 3 asgen optimize configs/btc-usd.json", [options] { return run_optimize(*options); });
  command->add_option("study", options->study, "the study, JSON")->required()->type_name("STUDY");
  command->add_option("--threads", options->threads, "threads per worker; default: OMP_NUM_THREADS, else all cores")->check(CLI::Range(1, 4096));
  add_cache_flag(*command, options->cache);
  command->add_option("--memory", options->memory_gib, "GiB that the run may take on a node; default: what is free there")->check(CLI::Range(0.001, 1e6))->check(is_a_number)->type_name("GIB");
  command->add_flag("--resume", options->resume, "continue the study's journal where an earlier run stopped");
  command->add_option("--results", options->results_folder, "folder for the outputs, instead of the study's results.folder")->type_name("FOLDER");
  command->add_flag("--json", options->json, "print the result as JSON");
}

}  // namespace asgen::app
