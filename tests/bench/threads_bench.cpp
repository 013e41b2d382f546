// Question: what does a second thread add, and how many genomes must be handed out at once to keep both busy?
//
// Wall time of all genomes, handed to the threads in passes as a worker does; the fastest of several rounds, since only an undisturbed one
// shows what the machine can do.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "jobs/app/study_evaluator.hpp"
#include "sim/base/parallel.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/program.hpp"

namespace {

using namespace asgen;
using namespace asgen::bench;

struct Options {
  Folders folders = usual_folders();
  std::vector<std::string> names{"standx.1s.1s.1x1.risk_averse.sane"};
  std::size_t genomes = 256;
  int rounds = 5;
  std::string json;
};

struct Passes {
  int threads;
  std::size_t genomes;  ///< of one pass
};

double wall_seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double round_s(const cluster::Evaluator& evaluator, const std::vector<std::vector<double>>& genomes, std::size_t segments, const Passes& passes) {
  const double begin = wall_seconds();
  for (std::size_t first = 0; first < genomes.size(); first += passes.genomes) {
    const std::size_t count = std::min(passes.genomes, genomes.size() - first);
    const std::size_t together = std::min(evaluator.at_once(), std::max<std::size_t>(1, count / static_cast<std::size_t>(passes.threads)));
    const std::size_t groups = (count + together - 1) / together;
    base::parallel_for(groups * segments, passes.threads, [&](std::size_t task) {
      std::vector<cluster::WorkUnit> units;
      const std::size_t group = task / segments;
      for (std::size_t i = group * together; i < std::min(count, (group + 1) * together); ++i) {
        units.push_back({.segment = static_cast<std::uint32_t>(task % segments), .genes = genomes[first + i]});
      }
      static_cast<void>(evaluator.evaluate_together(units));
    });
  }
  return wall_seconds() - begin;
}

void run(const Options& options) {
  Markets markets(options.folders);
  Figures figures;
  fmt::print("{:<42} {:>8} {:>14} {:>14}\n", "genome-days a second (wall time)", "threads", "genomes a pass", "days/s");
  for (const std::string& name : options.names) {
    const Scenario scenario = parse_scenario(name);
    const auto study = std::make_shared<const configs::Study>(study_of(scenario, options.folders));
    const auto market = markets.market_of(scenario);
    const app::StudyEvaluator evaluator(study, market);
    const auto genomes = genomes_of(*study, options.genomes);
    double one = 0;
    for (int threads = 1; threads <= base::available_cores(); threads *= 2) {
      for (const std::size_t pass : {std::size_t{8}, std::size_t{64}, options.genomes}) {
        double best = 1e9;
        for (int i = 0; i < options.rounds; ++i) best = std::min(best, round_s(evaluator, genomes, market->size(), {threads, pass}));
        const double rate = static_cast<double>(genomes.size()) / best;
        figures.add(fmt::format("genome_days_per_s_threads.{}.{}.{}", threads, pass, name), rate);
        fmt::print("{:<42} {:>8} {:>14} {:>14.1f}\n", name, threads, pass, rate);
        if (pass != options.genomes) continue;
        one = threads == 1 ? rate : one;
        figures.add(fmt::format("thread_efficiency.{}.{}", threads, name), rate / one / threads);
      }
    }
  }
  figures.write(options.json);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program("Genome-days a second of several threads", "bench_threads");
  Options options;
  program.add_option("--scenario", options.names, "as bench_speed")->capture_default_str();
  declare_folders(program, options.folders);
  program.add_option("--genomes", options.genomes, "how many, a power of two")->capture_default_str();
  program.add_option("--rounds", options.rounds, "the fastest counts")->capture_default_str()->check(CLI::PositiveNumber);
  program.add_option("--json", options.json, "file for the figures");
  return run_program(program, argc, argv, [&] { run(options); });
}
