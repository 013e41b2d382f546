#include "jobs/app/new_files.hpp"

#include <filesystem>
#include <set>

#include "sim/base/error.hpp"

namespace asgen::app {

namespace {

/// One name for a file, whether it exists or not.
std::filesystem::path place_of(const std::string& path) { return std::filesystem::weakly_canonical(std::filesystem::absolute(path)); }

}  // namespace

void require_new_files(std::span<const std::string> inputs, const std::vector<std::pair<std::string, std::string>>& outputs) {
  std::set<std::filesystem::path> taken;
  for (const std::string& input : inputs) taken.insert(place_of(input));
  for (const auto& [flag, path] : outputs) {
    if (path.empty() || path == "-" || taken.insert(place_of(path)).second) continue;
    throw base::ConfigurationError(flag + " = " + path, "would overwrite another file of this command", "name a new file");
  }
}

}  // namespace asgen::app
