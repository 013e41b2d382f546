#pragma once
// Tables as JSON, for the `--json` of the program.

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace asgen::configs {

/// Rows of text and numbers under column names.
struct Records {
  std::string name;  ///< of the table in tables_to_json
  std::vector<std::string> columns;
  std::vector<std::vector<std::variant<std::string, double>>> rows;
  /// Per row, or empty: why numbers are undefined, by column; written as the member `undefined`.
  std::vector<std::map<std::string, std::string>> undefined;
};

/// A JSON array with one object per row, members in column order; NaN and infinities become null. Ends with a line feed.
std::string records_to_json(const std::vector<std::string>& columns,
                            const std::vector<std::vector<std::variant<std::string, double>>>& rows);

/// A JSON object with one such array per table, in their order. Ends with a line feed.
std::string tables_to_json(const std::vector<Records>& tables);

}  // namespace asgen::configs
