#pragma once
// Tables as JSON, for the `--json` of the program.

#include <string>
#include <variant>
#include <vector>

namespace asgen::configs {

/// A JSON array with one object per row, members in column order; NaN and infinities become null. Ends with a line feed.
std::string records_to_json(const std::vector<std::string>& columns,
                            const std::vector<std::vector<std::variant<std::string, double>>>& rows);

}  // namespace asgen::configs
