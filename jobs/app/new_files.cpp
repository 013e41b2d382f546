#include "jobs/app/new_files.hpp"

#include <filesystem>
#include <set>

#include "sim/base/error.hpp"

namespace asgen::app {

void require_new_files(std::span<const std::string> inputs, const std::vector<std::pair<std::string, std::string>>& outputs) {
  std::set<std::filesystem::path> taken;
  for (const std::string& input : inputs) taken.insert(std::filesystem::weakly_canonical(input));
  for (const auto& [flag, path] : outputs) {
    if (path.empty() || path == "-" || taken.insert(std::filesystem::weakly_canonical(path)).second) continue;
    throw base::ConfigurationError(flag + " = " + path, "would overwrite another file of this command", "name a new file");
  }
}

}  // namespace asgen::app
