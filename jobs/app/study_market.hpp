#pragma once
// A study's days cut into segments, with the indicators that its genomes may ask for.

#include <cstdint>
#include <vector>

#include "configs/json/study.hpp"
#include "jobs/app/study_days.hpp"
#include "results/run_file.hpp"
#include "sim/simulate/segment.hpp"

namespace asgen::app {

/// Segments in time order; `roles` says which ones the search may see.
struct StudyMarket {
  std::vector<simulate::SegmentMarket> segments;
  std::vector<results::SegmentRole> roles;

  [[nodiscard]] std::vector<std::uint32_t> with_role(results::SegmentRole role) const;
};

/// Cuts and prepares. Throws ConfigurationError when the study's cuts leave nothing, or nothing to train on.
StudyMarket make_market(const configs::Study& study, const StudyDays& days, int threads);

/// Every segment of `days` in one role, none held back: days given on the command line, or unseen ones.
StudyMarket make_market_of(const configs::Study& study, const StudyDays& days, results::SegmentRole role, int threads);

/// Rows for the run file.
std::vector<results::SegmentRow> segment_rows(const StudyMarket& market);

}  // namespace asgen::app
