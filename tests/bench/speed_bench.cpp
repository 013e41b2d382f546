// Question: how many genome-days a second does one core simulate, on which days, clocks, refresh times, levels, queues and behaviours?
//
// Each scenario is prepared as `asgen optimize` prepares a study, and its units of work are evaluated as a worker evaluates them: whole
// strategy, full metric row.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "sim/base/error.hpp"
#include "sim/base/file.hpp"
#include "sim/strategy/parameters.hpp"
#include "tests/bench/program.hpp"
#include "tests/bench/speed_report.hpp"

namespace {

using namespace asgen;
using namespace asgen::bench;

struct Options {
  Folders folders = usual_folders();
  std::vector<std::string> names, sets, changes;
  std::size_t genomes = 256;
  RoundOptions rounds;
  double total_s = 0;
  std::string json, table;
};

void declare(CLI::App& program, Options& options) {
  program.add_option("--scenario", options.names, "SET.CLOCK.REFRESH.NxN.QUEUE.BEHAVIOUR, e.g. standx.1s.1s.1x1.risk_averse.sane; several are allowed");
  program.add_option("--set", options.sets, "all scenarios of standx, binance, ibm, synth10m or synth1h")->check(CLI::IsMember(known_sets()));
  declare_folders(program, options.folders);
  program.add_option("--genomes", options.genomes, "how many, a power of two; figures are comparable for 256 only")->capture_default_str();
  program.add_option("--rounds", options.rounds.rounds, "rounds, all genomes in each")->capture_default_str()->check(CLI::PositiveNumber);
  program.add_option("--budget", options.rounds.budget_s, "no further round begins after so many seconds")->capture_default_str();
  program.add_option("--first", options.rounds.first_s, "fewer genomes when a first look at more would take longer than so many seconds");
  program.add_option("--total", options.total_s, "share so many seconds of wall time among all scenarios: slow ones get fewer rounds and genomes");
  program.add_option("--change", options.changes, "strategy number for experiments, e.g. min_spread=0.01 (figures are not comparable then)");
  program.add_option("--json", options.json, "file for the figures");
  program.add_option("--genome-table", options.table, "CSV file with the genes, fills and time of every genome");
}

void change(configs::Study& study, const std::string& text) {
  const std::size_t sign = text.find('=');
  const auto info = strategy::find_parameter(text.substr(0, sign));
  if (!info || sign == text.npos) throw base::ConfigurationError("--change " + text, "names no strategy number", "write e.g. filled_order_delay=5");
  study.strategy.parameters.*info->member = std::stod(text.substr(sign + 1));
}

std::vector<Scenario> scenarios(const Options& options) {
  std::vector<Scenario> all;
  for (const std::string& name : options.names) all.push_back(parse_scenario(name));
  for (const std::string& set : options.sets) {
    for (const Scenario& scenario : scenarios_of(set)) all.push_back(scenario);
  }
  if (all.empty()) throw base::ConfigurationError("bench_speed", "was asked for nothing", "name a --scenario or a --set");
  return all;
}

/// Shares what is left of the time among the scenarios that are left; what fast ones do not need goes to the slow ones.
class Allowance {
 public:
  Allowance(const RoundOptions& rounds, double total_s, std::size_t scenarios) : rounds_(rounds), end_(now() + total_s), bounded_(total_s > 0), left_(scenarios) {}

  RoundOptions next() {
    RoundOptions rounds = rounds_;
    const double share = std::max(end_ - now(), 0.0) / static_cast<double>(left_--);
    if (!bounded_) return rounds;
    rounds.first_s = std::min(rounds.first_s, 1.5 * share);
    rounds.budget_s = std::min(rounds.budget_s, 0.6 * share);
    return rounds;
  }

 private:
  static double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

  RoundOptions rounds_;
  double end_;
  bool bounded_;
  std::size_t left_;
};

void append_genomes(std::string& table, const Scenario& scenario, const configs::Study& study, const std::vector<std::vector<double>>& genomes,
                    const Measurement& measured) {
  if (table.empty()) {
    table = "scenario,fills,orders,us";
    for (const optimizer::Gene& gene : study.genome) table += "," + gene.name;
    table += "\n";
  }
  for (std::size_t i = 0; i < measured.genomes; ++i) {
    table += fmt::format("{},{},{},{:.2f},{:.6g}\n", name_of(scenario), measured.fills[i], measured.orders[i], measured.genome_s[i] * 1e6, fmt::join(genomes[i], ","));
  }
}

void run(const Options& options) {
  Markets markets(options.folders);
  Figures figures;
  std::string table;
  print_header();
  const std::vector<Scenario> all = scenarios(options);
  Allowance allowance(options.rounds, options.total_s, all.size());
  for (const Scenario& scenario : all) {
    auto study = std::make_shared<configs::Study>(study_of(scenario, options.folders));
    for (const std::string& text : options.changes) change(*study, text);
    const auto market = markets.market_of(scenario);
    const app::StudyEvaluator evaluator(study, market);
    const auto genomes = genomes_of(*study, options.genomes);
    const Measurement measured = measure(evaluator, market->size(), genomes, allowance.next());
    report(scenario, *market, measured, figures);
    append_genomes(table, scenario, *study, genomes, measured);
  }
  figures.write(options.json);
  if (!options.table.empty()) base::write_atomically(options.table, table);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program("Genome-days a second of one core", "bench_speed");
  Options options;
  declare(program, options);
  return run_program(program, argc, argv, [&] { run(options); });
}
