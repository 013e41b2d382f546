#include "configs/json/records.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace asgen::configs {

std::string records_to_json(const std::vector<std::string>& columns,
                            const std::vector<std::vector<std::variant<std::string, double>>>& rows) {
  nlohmann::ordered_json array = nlohmann::ordered_json::array();
  for (const auto& row : rows) {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
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
    array.push_back(std::move(object));
  }
  return array.dump(2) + "\n";
}

}  // namespace asgen::configs
