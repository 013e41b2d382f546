#pragma once
// A small table: for people on stdout, or as JSON for programs.

#include <string>
#include <variant>
#include <vector>

namespace asgen::app {

/// Text or a number; NaN is shown as a dash and written as null.
using Cell = std::variant<std::string, double>;

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;
};

/// Aligned columns, numbers to the right with at most 7 significant digits; ends with a line feed.
std::string to_text(const Table& table);

/// A JSON array of objects, one per row, numbers with all digits; ends with a line feed.
std::string to_json(const Table& table);

/// Prints the table to stdout in one of the two forms.
void print(const Table& table, bool json);

}  // namespace asgen::app
