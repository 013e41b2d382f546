#pragma once
// What follows from a study's genes: the search's first genome, and the indicators that genomes may ask for.

#include "configs/json/study.hpp"
#include "sim/simulate/segment.hpp"

namespace asgen::app {

/// Algorithm options with the default configuration as a first genome.
optimizer::AlgorithmOptions algorithm_options(const configs::Study& study);

/// Buffer lengths that some genome of the study may ask for, and the precision that its behaviour asks for. Throws
/// ConfigurationError when there are more than 32 lengths.
simulate::PrepareOptions indicator_needs(const configs::Study& study);

}  // namespace asgen::app
