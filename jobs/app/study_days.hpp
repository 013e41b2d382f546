#pragma once
// The days of a study as tapes: read from day files, imported from raw feeds (and cached), or synthesised.

#include <string>
#include <vector>

#include "configs/json/study.hpp"
#include "results/journal.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::app {

/// Tapes in time order, with the names by which the study's user knows them.
struct StudyDays {
  std::vector<std::string> names;
  std::vector<tape::Tape> tapes;
};

/// Loads and compiles the study's days on `threads` threads. Throws ConfigurationError (missing file), DataError (no day file, other
/// version, bad rows), StorageError (cache folder).
StudyDays load_days(const configs::Study& study, int threads);

/// The synthetic days that no search of this study sees. Throws ConfigurationError when the study has none.
StudyDays load_unseen_days(const configs::Study& study, int threads);

/// One named day file, for `simulate --day`.
StudyDays load_day_file(const configs::Study& study, const std::string& path);

/// What a journal remembers of the days.
std::vector<results::DataDigest> digests_of(const StudyDays& days);

}  // namespace asgen::app
