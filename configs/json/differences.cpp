#include "configs/json/differences.hpp"

#include <nlohmann/json.hpp>

namespace asgen::configs {
namespace {

using Json = nlohmann::ordered_json;

void compare(const std::string& pointer, const Json& before, const Json& after, std::vector<std::string>& lines) {
  if (before == after) return;
  if (!before.is_object() || !after.is_object()) {
    lines.push_back((pointer.empty() ? "/" : pointer) + ": " + before.dump() + " -> " + after.dump());
    return;
  }
  for (const auto& [key, value] : before.items()) {
    if (after.contains(key)) {
      compare(pointer + "/" + key, value, after.at(key), lines);
    } else {
      lines.push_back(pointer + "/" + key + ": " + value.dump() + " -> absent");
    }
  }
  for (const auto& [key, value] : after.items()) {
    if (!before.contains(key)) lines.push_back(pointer + "/" + key + ": absent -> " + value.dump());
  }
}

}  // namespace

std::vector<std::string> json_differences(const std::string& before, const std::string& after) {
  const Json a = Json::parse(before, nullptr, false);
  const Json b = Json::parse(after, nullptr, false);
  std::vector<std::string> lines;
  if (a.is_discarded() || b.is_discarded()) {
    if (before != after) lines.emplace_back("/: the texts differ");
    return lines;
  }
  compare("", a, b, lines);
  return lines;
}

}  // namespace asgen::configs
