// Question: what does it cost, once a day and run, to make the market that genomes are simulated on: import, read, compile, index?

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "jobs/app/study_days.hpp"
#include "jobs/app/study_genome.hpp"
#include "sim/data/day_file.hpp"
#include "sim/tape/gates.hpp"
#include "sim/tape/indicators.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/program.hpp"

namespace {

using namespace asgen;
using namespace asgen::bench;

struct Options {
  Folders folders = usual_folders();
  std::vector<std::string> sets{"standx", "synth10m"};
  int rounds = 3;
  std::string json;
};

class Stopwatch {
 public:
  Stopwatch(int rounds, Figures& figures) : rounds_(rounds), figures_(figures) {}

  /// Least processor time of several calls.
  template <class Call>
  double time(const std::string& what, const Call& call) {
    double best = 1e9;
    for (int i = 0; i < rounds_; ++i) {
      const double begin = thread_seconds();
      call();
      best = std::min(best, thread_seconds() - begin);
    }
    note("seconds." + what, best);
    return best;
  }
  void note(const std::string& name, double value) {
    figures_.add(name, value);
    fmt::print("{:<52} {:>12.4f}\n", name, value);
    std::fflush(stdout);
  }

 private:
  int rounds_;
  Figures& figures_;
};

void import(const configs::Study& study, const std::string& set, const Folders& folders, Stopwatch& watch) {
  if (study.data.raw.empty()) return;
  data::ImportOptions feed = study.data.raw.front();
  feed.output_folder = folders.cache + "/import";
  watch.time("import." + set, [&] { data::import_days(feed); });
  std::filesystem::remove_all(feed.output_folder);
}

void compile(const configs::Study& study, const std::string& name, const data::Day& day, const Folders& folders, Stopwatch& watch) {
  const tape::TapeOptions options = market::tape_options(study.simulation.options.market, study.simulation.clock);
  const double compile_s = watch.time("compile." + name, [&] { static_cast<void>(tape::Tape::compile(day, options)); });
  const tape::Tape tape = tape::Tape::compile(day, options);
  const std::string saved = folders.cache + "/prepare.tape";
  tape.save(saved);
  const double open_s = watch.time("open." + name, [&] { static_cast<void>(tape::Tape::open(saved)); });
  std::filesystem::remove(saved);
  watch.note("times_faster_open_than_compile." + name, compile_s / open_s);
  watch.note("megabytes.tape." + name, static_cast<double>(tape.block().size()) * 1e-6);
  const simulate::PrepareOptions needs = app::indicator_needs(study);
  if (needs.gates) watch.time("gates." + name, [&] { static_cast<void>(tape::Gates(tape, *needs.gates)); });
  tape::IndicatorOptions indicators{};
  indicators.precision = needs.precision;
  indicators.volatility_lengths = needs.volatility_lengths;
  watch.time("volatility." + name, [&] { static_cast<void>(tape::Indicators(tape, indicators)); });
  indicators.volatility_lengths.clear();
  indicators.intensity_lengths = needs.intensity_lengths;
  watch.time("intensity." + name, [&] { static_cast<void>(tape::Indicators(tape, indicators)); });
}

void run(const Options& options) {
  Figures figures;
  for (const std::string& set : options.sets) {
    Stopwatch watch(options.rounds, figures);
    Scenario scenario;
    scenario.set = set;
    import(study_of(scenario, options.folders), set, options.folders, watch);
    const app::StudyDays days = app::load_days(study_of(scenario, options.folders), app::kNoCache);
    watch.time("read." + set, [&] { static_cast<void>(days.days.front().read()); });
    const data::Day day = days.days.front().read();
    watch.note("rows." + set, static_cast<double>(day.book.size() + day.trades.size()));
    for (const char* clock : {"1s", "100ms"}) {
      scenario = parse_scenario(set + "." + clock + "." + clock + ".1x1.risk_averse.sane");
      compile(study_of(scenario, options.folders), set + "." + clock, day, options.folders, watch);
    }
  }
  figures.write(options.json);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program("Seconds to prepare a day", "bench_prepare");
  Options options;
  program.add_option("--set", options.sets, "days, as bench_speed")->capture_default_str()->check(CLI::IsMember(known_sets()));
  declare_folders(program, options.folders);
  program.add_option("--rounds", options.rounds, "the fastest counts")->capture_default_str()->check(CLI::PositiveNumber);
  program.add_option("--json", options.json, "file for the figures");
  return run_program(program, argc, argv, [&] { run(options); });
}
