#include "jobs/app/import_cache.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "jobs/app/log.hpp"
#include "sim/base/error.hpp"
#include "sim/base/file.hpp"
#include "sim/base/hash.hpp"
#include "sim/data/day_file.hpp"

namespace asgen::app {
namespace {

namespace fs = std::filesystem;

data::ImportOptions resolved_options(const configs::Study& study, const data::ImportOptions& feed) {
  data::ImportOptions options = feed;
  for (std::string& file : options.files) file = configs::resolve_path(study, file);
  return options;
}

// Everything that changes what an import gives. Sizes and times stand for contents: hashing gigabytes at each start would cost more
// than the import.
std::string fingerprint(const data::ImportOptions& options) {
  std::string text = fmt::format("{} {}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{} {} {} {}", data::kDayFileVersion, options.exchange, options.symbol, options.time_zone,
                                 options.session, options.tick.value_or(0), options.lot.value_or(0), options.depth_levels.value_or(-1),
                                 options.contract, options.contract_size, options.max_bad, options.gap.count(), static_cast<int>(options.layout),
                                 options.date, static_cast<int>(options.book), static_cast<int>(options.unknown_sides));
  for (const std::string& file : options.files) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (error) throw base::ConfigurationError(file, "cannot be read (" + error.message() + ")", "check the path in the study's section data");
    text += fmt::format("|{} {} {}", fs::path(file).filename().string(), size, fs::last_write_time(file).time_since_epoch().count());
  }
  return text;
}

std::vector<std::string> listed(const std::string& folder, const std::string& list) {
  std::vector<std::string> files;
  std::istringstream lines(list);
  for (std::string line; std::getline(lines, line);) files.push_back(folder + "/" + line);
  return files;
}

}  // namespace

std::vector<std::string> imported_days(const configs::Study& study, const data::ImportOptions& feed) {
  data::ImportOptions options = resolved_options(study, feed);
  options.output_folder = fmt::format("{}/{:016x}", study.data.cache, base::hash_text(fingerprint(options)));
  // The list is written last: without it an import was cut short and is done again.
  const std::string list = options.output_folder + "/complete.txt";
  if (base::file_exists(list)) {
    std::vector<std::string> files = listed(options.output_folder, base::read_text(list));
    if (std::ranges::all_of(files, base::file_exists)) return files;
  }
  log_info(fmt::format("importing {} (once; kept in {})", fs::path(options.files.front()).filename().string(), options.output_folder));
  const data::ImportReport report = data::import_days(options);
  std::string names;
  std::vector<std::string> files;
  for (const data::DayReport& day : report.days) {
    files.push_back(day.path);
    names += fs::path(day.path).filename().string() + "\n";
  }
  base::write_atomically(list, names);
  return files;
}

}  // namespace asgen::app
