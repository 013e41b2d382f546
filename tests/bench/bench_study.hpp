#pragma once
// A scenario as a study, and its days prepared as `asgen optimize` prepares them.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "configs/json/study.hpp"
#include "jobs/app/study_market.hpp"
#include "tests/bench/scenario.hpp"

namespace asgen::bench {

struct Folders {
  std::string data;     ///< recorded days, as tests/README.md
  std::string cache;    ///< imported and made days
  std::string configs;  ///< the studies of the project
};

/// The default study (configs/btc-usd.json: its genes, ranges and strategy) on the scenario's days and instrument: whole days, 10 ms each
/// way, an order pauses as long as it is refreshed. Throws ConfigurationError when its files are missing.
configs::Study study_of(const Scenario& scenario, const Folders& folders);

/// The genomes that every speed figure uses: Sobol points over the study's ranges.
std::vector<std::vector<double>> genomes_of(const configs::Study& study, std::size_t count);

/// Makes the markets of scenarios one after the other; keeps the last one, and the last days.
class Markets {
 public:
  explicit Markets(Folders folders, int threads = 2) : folders_(std::move(folders)), threads_(threads) {}

  /// Market for all refresh times of the scenario's clock.
  std::shared_ptr<const app::StudyMarket> market_of(const Scenario& scenario);

 private:
  Folders folders_;
  int threads_;  ///< that prepare
  std::string key_;
  std::shared_ptr<const app::StudyMarket> market_;
};

}  // namespace asgen::bench
