#include "tests/bench/figures.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/base/file.hpp"

namespace asgen::bench {
namespace {

std::string quoted(const std::string& text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') json += '\\';
    json += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return json + "\"";
}

}  // namespace

void Figures::add(const std::string& name, double value) { values_.emplace_back(name, std::isfinite(value) ? fmt::format("{:.9g}", value) : "null"); }

void Figures::add(const std::string& name, const std::string& text) { values_.emplace_back(name, quoted(text)); }

std::string Figures::to_json() const {
  std::string json = "{";
  for (const auto& [name, value] : values_) json += fmt::format("{}\n  {}: {}", json.size() == 1 ? "" : ",", quoted(name), value);
  return json + "\n}\n";
}

void Figures::write(const std::string& path) const {
  if (!path.empty()) base::write_atomically(path, to_json());
}

}  // namespace asgen::bench
