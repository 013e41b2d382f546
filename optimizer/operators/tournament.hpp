#pragma once
// Tournament selection (Goldberg and Deb 1991) from a population that is sorted best first.

#include <cstddef>

#include "sim/base/random.hpp"

namespace asgen::optimizer {

/// Index of the best of `entrants` draws with replacement from `size` sorted individuals.
std::size_t select_by_tournament(std::size_t size, std::size_t entrants, base::Stream& stream);

/// The same among all individuals but `excluded`; size >= 2.
std::size_t select_other_by_tournament(std::size_t size, std::size_t entrants, std::size_t excluded, base::Stream& stream);

}  // namespace asgen::optimizer
