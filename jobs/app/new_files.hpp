#pragma once
// Outputs that a user names must not take the place of inputs.

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace asgen::app {

/// Throws ConfigurationError when an output (flag and path; "" and "-" name none) is one of the inputs or an earlier output.
void require_new_files(std::span<const std::string> inputs, const std::vector<std::pair<std::string, std::string>>& outputs);

}  // namespace asgen::app
