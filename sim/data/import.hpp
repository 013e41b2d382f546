#pragma once
// Recorded feeds to day files. Layouts: Tardis.dev CSV, LOBSTER, hftbacktest .npz, raw collector logs, LEAN ticks, bars.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/data/day.hpp"
#include "sim/data/day_cutter.hpp"
#include "sim/data/day_sinks.hpp"
#include "sim/data/file_kind.hpp"
#include "sim/data/import_report.hpp"

namespace asgen::data {

/// Which rows make the book where a feed has both.
enum class BookSource { changes, quotes };

struct ImportOptions {
  std::vector<std::string> files = {};  ///< in time order per kind; what each holds is read from its content
  std::string output_folder = ".";      ///< made when missing
  std::string exchange = {};               ///< "" = as the files say
  std::string symbol = {};                ///< "" = as the first row or the file's name says; given: rows of other symbols are skipped
  std::string time_zone = {};           ///< days begin at midnight there; "" = America/New_York for LOBSTER and LEAN, else UTC
  std::string session = {};                ///< "" or "HH:MM-HH:MM" in `time_zone`
  std::optional<double> tick = {};         ///< price quantum; else the gcd of all prices seen
  std::optional<double> lot = {};          ///< else the gcd of all amounts seen
  std::optional<int> depth_levels = {};    ///< else detected: 0 full, 1 for quotes, N for feeds of the best N levels
  std::string contract = "linear";      ///< or "inverse"
  double contract_size = 1;
  double max_bad = 0.001;               ///< share of bad rows in a file above which it is refused
  base::Nanos gap{10 * base::kNanosPerSecond};
  Layout layout = Layout::detect;       ///< of all files
  std::string date = {};                ///< YYYY-MM-DD of files whose stamps count from midnight; "" = in their names
  BookSource book = BookSource::changes;
  UnknownSides unknown_sides = UnknownSides::tick_rule;
  std::size_t window_rows = std::size_t{1} << 19;  ///< of each kind that stay in memory; more wait in a scratch file
};

/// Imports all files and writes one day file per local day (or session) that has rows, named
/// `<exchange>_<symbol>_<day>[_<session>].day.h5`. Each file opens with the complete book known at its open.
/// Nothing is written when a file cannot be taken. Throws ConfigurationError (options, missing file), DataError (naming
/// file, line and column), StorageError.
ImportReport import_days(const ImportOptions& options);

/// The same into any sink; depth_levels of the report is known at the end only.
ImportReport import_into(DaySink& sink, const ImportOptions& options);

/// The same without writing: the days in memory, in time order.
struct Import {
  std::vector<Day> days;
  ImportReport report;
};
Import import_to_memory(const ImportOptions& options);

}  // namespace asgen::data
