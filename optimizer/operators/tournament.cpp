#include "optimizer/operators/tournament.hpp"

#include <algorithm>

#include "sim/base/contract.hpp"

namespace asgen::optimizer {

std::size_t select_by_tournament(std::size_t size, std::size_t entrants, base::Stream& stream) {
  base::expects(size > 0 && entrants > 0, "somebody takes part");
  std::size_t winner = size;
  for (std::size_t i = 0; i < entrants; ++i) winner = std::min<std::size_t>(winner, stream.below(size));
  return winner;
}

std::size_t select_other_by_tournament(std::size_t size, std::size_t entrants, std::size_t excluded, base::Stream& stream) {
  const std::size_t winner = select_by_tournament(size - 1, entrants, stream);
  return winner < excluded ? winner : winner + 1;
}

}  // namespace asgen::optimizer
