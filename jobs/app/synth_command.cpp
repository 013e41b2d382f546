#include <fmt/format.h>

#include <memory>

#include "jobs/app/command.hpp"
#include "jobs/app/table.hpp"
#include "sim/base/file.hpp"
#include "sim/data/day_file.hpp"
#include "sim/data/import.hpp"
#include "sim/data/synth.hpp"

namespace asgen::app {
namespace {

struct SynthRequest {
  data::SynthOptions synth;
  std::uint64_t seed = 1;
  std::uint32_t days = 1;
  std::string folder = "results/days";
  bool json = false;
};

base::ExitCode run_synth(const SynthRequest& options) {
  data::check(options.synth);
  base::make_folder(options.folder);
  Table table{{"file", "day", "trades", "book_rows"}, {}};
  for (std::uint32_t index = 0; index < options.days; ++index) {
    const data::Day day = data::make_synthetic_day(options.synth, options.seed, index);
    const std::string path = options.folder + "/" + data::day_file_name(day.info);
    data::write_day(path, day);
    table.rows.push_back({path, day.info.day, static_cast<double>(day.trades.size()), static_cast<double>(day.book.size())});
  }
  print(table, options.json);
  return base::ExitCode::done;
}

void add_market_options(CLI::App& command, data::SynthOptions& synth) {
  command.add_option("--start-price", synth.start_price, "price at the open")->capture_default_str();
  command.add_option("--tick", synth.tick, "price quantum")->capture_default_str();
  command.add_option("--lot", synth.lot, "quantity of one lot")->capture_default_str();
  command.add_option("--duration", synth.duration_s, "length of a day, s")->capture_default_str();
  command.add_option("--step", synth.step_s, "the mid moves on whole steps, s")->capture_default_str();
  command.add_option("--start-day", synth.start_day, "date of day 0, YYYY-MM-DD")->capture_default_str();
  command.add_option("--sigma", synth.sigma, "volatility of the mid, price per sqrt(s)")->capture_default_str();
  command.add_option("--jumps", synth.jumps_per_day, "mean number of jumps of the mid in a day")->capture_default_str();
  command.add_option("--jump-sd", synth.jump_sd, "standard deviation of a jump, price")->capture_default_str();
  command.add_option("--arrival-rate", synth.arrival_rate, "A: market orders per second and side")->capture_default_str();
  command.add_option("--kappa", synth.kappa, "k: the reach of a market order is exponential with this rate, per price")->capture_default_str();
  command.add_option("--hawkes-branching", synth.hawkes_branching, "children per market order, in [0, 1)")->capture_default_str();
  command.add_option("--hawkes-decay", synth.hawkes_decay, "decay of the excitation, per s")->capture_default_str();
  command.add_option("--impact", synth.impact, "eta: each market order moves the mid its own way, price")->capture_default_str();
  command.add_option("--volume", synth.volume_lots, "lots per print (median when log-normal)")->capture_default_str();
  command.add_option("--volume-log-sd", synth.volume_log_sd, "log-normal volumes with this standard deviation of the logarithm; 0 = fixed");
  command.add_option("--levels", synth.book_levels, "displayed levels a side")->capture_default_str();
  command.add_option("--half-spread", synth.half_spread_ticks, "1: the best prices bracket the mid; h: h - 1 ticks further out")->capture_default_str();
  command.add_option("--level-lots", synth.level_lots, "displayed on each level, lots")->capture_default_str();
}

}  // namespace

void add_synth(CommandLine& line) {
  auto options = std::make_shared<SynthRequest>();
  CLI::App* command = add_command(line, "synth", "Make synthetic days with a known optimum, in the format of recorded ones.",
                                  "asgen synth --days 3 --seed 7 --sigma 0.03 --arrival-rate 0.04 --kappa 1.5 --out days", [options] {
                                    SynthRequest resolved = *options;
                                    resolved.synth.volume = resolved.synth.volume_log_sd > 0 ? data::SynthVolume::log_normal : data::SynthVolume::fixed;
                                    return run_synth(resolved);
                                  });
  command->add_option("--out", options->folder, "folder for the day files")->capture_default_str()->type_name("FOLDER");
  command->add_option("--days", options->days, "number of days")->check(CLI::Range(1U, 100000U))->capture_default_str();
  command->add_option("--seed", options->seed, "same seed, same days")->capture_default_str();
  command->add_flag("--json", options->json, "print the list of files as JSON");
  add_market_options(*command, options->synth);
}

}  // namespace asgen::app
