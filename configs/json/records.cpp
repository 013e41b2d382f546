#include "configs/json/records.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace asgen::configs {
namespace {

using nlohmann::ordered_json;

ordered_json to_object(const std::vector<std::string>& columns, const std::vector<std::variant<std::string, double>>& row) {
  ordered_json object = ordered_json::object();
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const auto* text = std::get_if<std::string>(&row[c]);
    if (text != nullptr) {
      object[columns[c]] = *text;
    } else if (const double value = std::get<double>(row[c]); std::isfinite(value)) {
      object[columns[c]] = value;
    } else {
      object[columns[c]] = nullptr;
    }
  }
  return object;
}

ordered_json to_array(const Records& records) {
  ordered_json array = ordered_json::array();
  for (std::size_t r = 0; r < records.rows.size(); ++r) {
    ordered_json object = to_object(records.columns, records.rows[r]);
    if (!records.undefined.empty()) object["undefined"] = records.undefined[r];
    array.push_back(std::move(object));
  }
  return array;
}

}  // namespace

std::string records_to_json(const std::vector<std::string>& columns,
                            const std::vector<std::vector<std::variant<std::string, double>>>& rows) {
  return to_array({"", columns, rows, {}}).dump(2) + "\n";
}

std::string tables_to_json(const std::vector<Records>& tables) {
  ordered_json object = ordered_json::object();
  for (const Records& table : tables) object[table.name] = to_array(table);
  return object.dump(2) + "\n";
}

}  // namespace asgen::configs
