#pragma once
// Raw feeds to day files: Tardis.dev CSV, plain or .gz (layouts: incremental_book_L2, book_ticker or quotes, trades).

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/data/day.hpp"
#include "sim/data/import_report.hpp"

namespace asgen::data {

struct ImportOptions {
  std::vector<std::string> files = {};  ///< in time order per kind; the kind of each is read from its header
  std::string output_folder = ".";      ///< made when missing
  std::string exchange = {};               ///< "" = as the first book row says
  std::string symbol = {};                ///< "" = as the first row says; given: rows of other symbols are skipped
  std::string time_zone = "UTC";        ///< days begin at midnight there
  std::string session = {};                ///< "" or "HH:MM-HH:MM" in `time_zone`
  std::optional<double> tick = {};         ///< price quantum; else the gcd of all prices seen
  std::optional<double> lot = {};          ///< else the gcd of all amounts seen
  std::optional<int> depth_levels = {};    ///< else detected: 0 full, 1 for quotes, N for feeds of the best N levels
  std::string contract = "linear";      ///< or "inverse"
  double contract_size = 1;
  double max_bad = 0.001;               ///< share of bad rows in a file above which it is refused
  base::Nanos gap{10 * base::kNanosPerSecond};
};

/// Imports all files and writes one day file per local day (or session) that has book rows, named
/// `<exchange>_<symbol>_<day>[_<session>].day.h5`. Each file opens with the complete book known at its open.
/// Nothing is written when a file cannot be taken. Throws ConfigurationError (options, missing file), DataError (naming
/// file, line and column), StorageError.
ImportReport import_days(const ImportOptions& options);

/// The same without writing: the days in memory, in time order.
struct Import {
  std::vector<Day> days;
  ImportReport report;
};
Import import_to_memory(const ImportOptions& options);

/// `<exchange>_<symbol>_<day>[_<session>].day.h5`; characters that are unsafe in file names become '-'.
std::string day_file_name(const DayInfo& info);

}  // namespace asgen::data
