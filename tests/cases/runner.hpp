#pragma once
// Machine-readable cases with expected values: one runner per function name.
// To add a function, write a file beside this one with a runner and a `const Registration`, list it in CMakeLists.txt,
// and delete the name from later.txt.

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/cases/folder.hpp"

namespace asgen::cases {

using nlohmann::json;

/// One case: checks what our code gives for `input` against `expected`, with doctest's CHECK.
struct Case {
  std::string id;
  json input;
  json expected;
  double tolerance = 0;
};
using Runner = std::function<void(const Case&)>;

/// All runners by function name.
std::map<std::string, Runner>& runners();

/// Registers a runner when the program starts.
struct Registration {
  Registration(const std::string& function, Runner runner);
};

/// A list of numbers; null stands for NaN.
std::vector<double> numbers(const json& list);

/// True when |value - expected| <= tolerance (1 + |expected|): absolute plus relative, as the file states.
bool agrees(double value, const json& expected, double tolerance);

}  // namespace asgen::cases
