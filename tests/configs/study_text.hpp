#pragma once
// A small valid study, and ways to break it.

#include <string>

#include "configs/json/study.hpp"

namespace asgen::test {

/// A study with every required key and one gene.
inline std::string small_study() {
  return R"({
  "data": {"synth": {"days": 20}},
  "instrument": {"tick": 0.01, "lot": 1},
  "strategy": {"order_amount": 1, "order_refresh_time": 1},
  "genome": {"risk_factor": {"min": 0.1, "max": 10, "scale": "log"}}
})";
}

/// `text` with the first `from` replaced.
inline std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("no \"" + from + "\" in the study");
  return text.replace(at, from.size(), to);
}

/// What the reader says about a study, or "accepted".
inline std::string verdict(const std::string& text) {
  try {
    configs::parse_study(text, "configs/s.json");
    return "accepted";
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace asgen::test
