// Question: how many instructions does the simulation of a fixed set of genomes on a made hour execute? check_instructions.py runs this
// under callgrind, which counts inside counted_simulations only and writes a file after each call.

#include <fmt/format.h>

#include "jobs/app/study_evaluator.hpp"
#include "tests/bench/program.hpp"

namespace {

using namespace asgen;
using namespace asgen::bench;

constexpr std::size_t kGenomes = 16;

const app::StudyEvaluator* evaluator = nullptr;
const std::vector<std::vector<double>>* genomes = nullptr;

}  // namespace

extern "C" {
void counted_simulations();
/// A name that callgrind can be told; not inlined, so that it is there.
[[gnu::noinline]] void counted_simulations() {
  std::vector<cluster::WorkUnit> units;
  for (const std::vector<double>& genes : *genomes) units.push_back({.genes = genes});
  static_cast<void>(evaluator->evaluate_together(units));
}
}

namespace {

void run(const Folders& folders, const std::vector<std::string>& names) {
  Markets markets(folders, 1);
  for (const std::string& name : names) {
    const Scenario scenario = parse_scenario(name);
    const auto study = std::make_shared<const configs::Study>(study_of(scenario, folders));
    const auto some = genomes_of(*study, kGenomes);
    const app::StudyEvaluator simulations(study, markets.market_of(scenario));
    evaluator = &simulations;
    genomes = &some;
    counted_simulations();
    fmt::print("{}\n", name);
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program("Simulations to be counted", "bench_instructions");
  Folders folders = usual_folders();
  std::vector<std::string> names;
  program.add_option("--scenario", names, "as bench_speed")->required();
  declare_folders(program, folders);
  return run_program(program, argc, argv, [&] { run(folders, names); });
}
