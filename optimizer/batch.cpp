#include "optimizer/batch.hpp"

#include <algorithm>
#include <string>

#include "sim/base/contract.hpp"

namespace asgen::optimizer {

std::vector<Individual> match_results(std::span<const Candidate> batch, std::span<const Evaluation> told) {
  std::vector<Evaluation> sorted(told.begin(), told.end());
  std::sort(sorted.begin(), sorted.end(), [](const Evaluation& a, const Evaluation& b) { return a.serial < b.serial; });
  if (sorted.size() != batch.size())
    throw base::ContractViolation("optimizer: " + std::to_string(batch.size()) + " results expected, " + std::to_string(sorted.size()) +
                                  " told");
  std::vector<Individual> joined;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (sorted[i].serial != batch[i].serial)
      throw base::ContractViolation("optimizer: result of serial " + std::to_string(batch[i].serial) + " expected, " +
                                    std::to_string(sorted[i].serial) + " told");
    joined.push_back({batch[i], sanitise(sorted[i])});
  }
  return joined;
}

void sort_best_first(std::vector<Individual>& individuals) {
  std::sort(individuals.begin(), individuals.end(),
            [](const Individual& a, const Individual& b) { return better(a.evaluation, b.evaluation); });
}

}  // namespace asgen::optimizer
