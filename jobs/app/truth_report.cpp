#include "jobs/app/truth_report.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "jobs/app/log.hpp"
#include "jobs/app/truth.hpp"
#include "jobs/app/tuned_input.hpp"

namespace asgen::app {
namespace {

Truth truth_for(const std::string& path, const std::string& config, int threads) {
  if (path.empty() && !config.empty()) {
    throw base::ConfigurationError("--config", "stands without a study", "name the study that it belongs to");
  }
  if (path.empty()) return truth_suite({}, threads);
  configs::Study study = configs::read_study(path);
  if (!config.empty()) study.strategy = read_tuned_strategy(config, study);
  return truth_of_study(study, threads);
}

}  // namespace

base::ExitCode show_truth(const std::string& study, const std::string& config, int threads, bool json) {
  const Truth truth = truth_for(study, config, threads);
  print(truth_table(truth), json);
  if (!json) {
    for (const std::string& note : truth.notes) std::printf("%s\n", note.c_str());
    std::printf("%zu of %zu simulated numbers within %g standard errors of theory\n", truth.gates() - truth.failures(), truth.gates(),
        kTruthGate);
  }
  for (const TruthRow& row : truth.rows) {
    if (row.passes()) continue;
    log_error(fmt::format("{}: {} = {} (theory says {}, {:.1f} standard errors away); report it with this command", row.market, row.quantity,
                          row.simulated.value, row.theory, row.z()));
  }
  return truth.failures() == 0 ? base::ExitCode::done : base::ExitCode::our_bug;
}

}  // namespace asgen::app
