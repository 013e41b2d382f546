#pragma once
// The days of a study: known at once by what they say of themselves, compiled (or opened from the cache) one by one when they are needed.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "configs/json/study.hpp"
#include "jobs/app/day_cache.hpp"
#include "results/journal.hpp"
#include "sim/data/day_file.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::app {

/// One day that has not been read yet.
struct StudyDay {
  std::string name;    ///< by which the study's user knows it
  std::string folder;  ///< of its file; "" = synthetic
  std::string stem;    ///< begins the names of its files in a cache
  tape::TapeInfo info;
  std::function<data::Day()> read;
  std::function<data::DaySize()> measure;
  std::function<std::uint64_t()> identify;  ///< hash of all that the day is made from
};

/// Days in time order. Copies share the cache.
struct StudyDays {
  std::vector<StudyDay> days;
  tape::TapeOptions options;
  std::shared_ptr<DayCache> cache;
};

/// Reads what the study's days say of themselves. Throws ConfigurationError (missing file), DataError (no day file, other version),
/// StorageError (folder of imported days).
StudyDays load_days(const configs::Study& study, const std::string& cache);

/// The synthetic days that no search of this study sees. Throws ConfigurationError when the study has none.
StudyDays load_unseen_days(const configs::Study& study);

/// One named day file, for `simulate --day`.
StudyDays load_day_file(const configs::Study& study, const std::string& path, const std::string& cache);

/// How the files of day `i` in a cache are named: `identity` is what identify() gave.
std::string cache_name(const StudyDays& days, std::size_t i, std::uint64_t identity);

/// A day's tape and where the columns of its indicators come from. Holds the claim to make the day while others are to wait.
struct OpenDay {
  tape::Tape tape;
  tape::IntensitySource intensity;
};
/// Opens or compiles day `i`. Throws DataError (bad rows), MadeElsewhere (see CachedDay).
OpenDay open_day(const StudyDays& days, std::size_t i, base::FileClaim::Patience patience);

/// What a journal remembers of the days.
std::vector<results::DataDigest> digests_of(const StudyDays& days, int threads);

}  // namespace asgen::app
