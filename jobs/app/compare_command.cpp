#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "jobs/app/cluster_setup.hpp"
#include "jobs/app/command.hpp"
#include "jobs/app/comparison.hpp"
#include "jobs/app/outcome.hpp"
#include "jobs/app/table.hpp"
#include "jobs/app/tuned_input.hpp"
#include "sim/base/file.hpp"

namespace asgen::app {
namespace {
constexpr std::size_t kArchiveTop = 20;
struct CompareOptions {
  std::string study, config, results_folder;
  int threads = 0;
  bool json = false;
};
std::vector<strategy::Settings> best_of_archive(const configs::Study& study, const std::string& run_file) {
  std::vector<results::EvaluationRow> rows;
  for (results::EvaluationRow& row : results::read_run_file(run_file).evaluations) {
    if (row.state == optimizer::EvaluationState::ok && row.cached_from < 0) rows.push_back(std::move(row));
  }
  std::ranges::stable_sort(rows, std::ranges::greater{}, &results::EvaluationRow::fitness);
  std::vector<strategy::Settings> best;
  for (std::size_t i = 0; i < std::min(rows.size(), kArchiveTop); ++i) best.push_back(configs::apply_genes(study, rows[i].genes));
  return best;
}

Table to_table(const Comparison& comparison) {
  Table table{{"configuration", "certainty equivalent", "mean", "sd", "% of optimum", "SE", "95 % from", "to"}, {}};
  std::vector<const Contender*> contenders{&comparison.optimum, &comparison.winner, &comparison.reference};
  const auto best = std::ranges::max_element(comparison.archive, {}, &Contender::percent);
  Contender top = best == comparison.archive.end() ? Contender{} : *best;
  top.name = fmt::format("best of the archive's top {} here", comparison.archive.size());
  if (!comparison.archive.empty()) contenders.push_back(&top);
  for (const Contender* c : contenders) {
    table.rows.push_back({c->name, c->certainty_equivalent, c->mean, c->deviation, c->percent, c->standard_error, c->lower, c->upper});
  }
  return table;
}

base::ExitCode run_compare(const CompareOptions& options) {
  const int threads = threads_or_default(options.threads);
  configs::Study study = configs::read_study(options.study);
  if (!options.results_folder.empty()) study.results_folder = options.results_folder;
  const RunPaths paths(study);
  ComparisonInput input{.winner = read_tuned_strategy(options.config.empty() ? paths.tuned_json : options.config, study), .archive = {}};
  if (base::file_exists(paths.run_file)) input.archive = best_of_archive(study, paths.run_file);
  const auto market = make_market_of(study, load_unseen_days(study), results::SegmentRole::held_back);
  market->prepare_all(threads);
  const Comparison comparison = compare_with_theory(study, *market, input, threads);
  print(to_table(comparison), options.json);
  if (options.json) return base::ExitCode::done;
  std::printf("%zu unseen days, risk aversion %g; closed form in continuous time: %.4g\n", comparison.days, comparison.risk_aversion, comparison.closed_form);
  if (!comparison.archive.empty()) {
    std::printf("%zu of the archive's top %zu above the optimum by more than 3 standard errors (0 expected)\n", comparison.impossible(),
                comparison.archive.size());
  }
  std::printf("winner: %.2f %% of the theoretical optimum on unseen days (± %.2f)\n", comparison.winner.percent, comparison.winner.standard_error);
  return base::ExitCode::done;
}

}  // namespace

void add_compare(CommandLine& line) {
  auto options = std::make_shared<CompareOptions>();
  CLI::App* command = add_command(line, "compare", "Hold a synthetic study's winner against the exact optimum on days that the search never saw.",
                                  "asgen compare configs/quickstart.json", [options] { return run_compare(*options); });
  command->add_option("study", options->study, "a study with synthetic days")->required()->type_name("STUDY");
  command->add_option("--config", options->config, "the winner; default: the study's tuned.json")->type_name("FILE");
  command->add_option("--results", options->results_folder, "folder of the run's outputs, instead of the study's results.folder")->type_name("FOLDER");
  command->add_option("--threads", options->threads, "default: OMP_NUM_THREADS, else all cores")->check(CLI::Range(1, 4096));
  command->add_flag("--json", options->json, "print the table as JSON");
}

}  // namespace asgen::app
