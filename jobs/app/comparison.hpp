#pragma once
// Winner and default against the theoretical optimum, on synthetic days that the search never saw.

#include <string>
#include <vector>

#include "configs/json/study.hpp"
#include "jobs/app/study_market.hpp"

namespace asgen::app {

/// One configuration held against the exact GLFT quotes run as a strategy on the same days.
struct Contender {
  std::string name;
  double certainty_equivalent = 0;  ///< at the study's risk aversion, of its objective's metric over the days [quote]
  double mean = 0, deviation = 0;   ///< of the same metric over the days
  double percent = 0, standard_error = 0, lower = 0, upper = 0;  ///< of the optimum; paired bootstrap over days, 95 %
};

struct Comparison {
  std::size_t days = 0;
  double risk_aversion = 0;
  double closed_form = 0;                ///< certainty equivalent of the exact solution in continuous time
  Contender optimum, winner, reference;  ///< exact GLFT; tuned; default configuration
  std::vector<Contender> archive;        ///< best genomes of the search, best first

  /// Members of the archive that score more than 3 standard errors above the optimum: nobody should, so 0 unless something is wrong.
  [[nodiscard]] std::size_t impossible() const;
};

/// Strategies to compare beside the study's default.
struct ComparisonInput {
  strategy::Settings winner;
  std::vector<strategy::Settings> archive;
};

/// Simulates all of them on every segment of `market`. Throws ConfigurationError when the study has no synthetic market or its
/// objective no risk aversion (aggregate certainty_equivalent).
Comparison compare_with_theory(const configs::Study& study, const StudyMarket& market, const ComparisonInput& input, int threads);

}  // namespace asgen::app
