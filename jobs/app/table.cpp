#include "jobs/app/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "configs/json/records.hpp"

namespace asgen::app {
namespace {

std::string shown(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  const double value = std::get<double>(cell);
  return std::isnan(value) ? "-" : fmt::format("{:.7g}", value == 0.0 ? 0.0 : value);
}

std::vector<std::size_t> widths_of(const Table& table) {
  std::vector<std::size_t> widths;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    std::size_t width = table.columns[c].size();
    for (const auto& row : table.rows) width = std::max(width, shown(row[c]).size());
    widths.push_back(width);
  }
  return widths;
}

}  // namespace

std::string to_text(const Table& table) {
  const auto widths = widths_of(table);
  std::string text;
  const auto add_line = [&](const auto& cell_at, const auto& right_at) {
    std::string line;
    for (std::size_t c = 0; c < widths.size(); ++c) {
      if (c > 0) line += "  ";
      line += right_at(c) ? fmt::format("{:>{}}", cell_at(c), widths[c]) : fmt::format("{:<{}}", cell_at(c), widths[c]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  };
  const auto numeric = [&](std::size_t c) {
    return !table.rows.empty() && std::ranges::all_of(table.rows, [&](const auto& row) { return std::holds_alternative<double>(row[c]); });
  };
  add_line([&](std::size_t c) { return table.columns[c]; }, numeric);
  for (const auto& row : table.rows) {
    add_line([&](std::size_t c) { return shown(row[c]); }, [&](std::size_t c) { return std::holds_alternative<double>(row[c]); });
  }
  return text;
}

std::string to_json(const Table& table) { return configs::records_to_json(table.columns, table.rows); }

void print(const Table& table, bool json) { std::fputs((json ? to_json(table) : to_text(table)).c_str(), stdout); }

}  // namespace asgen::app
