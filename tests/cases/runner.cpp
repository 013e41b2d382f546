#include "tests/cases/runner.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <set>

namespace asgen::cases {

std::map<std::string, Runner>& runners() {
  static std::map<std::string, Runner> table;
  return table;
}

Registration::Registration(const std::string& function, Runner runner) {
  if (!runners().emplace(function, std::move(runner)).second) throw std::logic_error("two runners for " + function);
}

std::vector<double> numbers(const json& list) {
  std::vector<double> result;
  for (const json& value : list) result.push_back(value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>());
  return result;
}

bool agrees(double value, const json& expected, double tolerance) {
  if (expected.is_null()) return std::isnan(value);
  const double wanted = expected.get<double>();
  return std::fabs(value - wanted) <= tolerance * (1 + std::fabs(wanted));
}

namespace {

std::set<std::string> later_functions() {
  // The list belongs to the code, not to the folder of cases.
  std::ifstream file(ASGEN_SOURCE_DIR "/tests/cases/later.txt");
  REQUIRE_MESSAGE(file.good(), "tests/cases/later.txt is missing");
  std::set<std::string> names;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line[0] != '#') names.insert(line.substr(0, line.find(' ')));
  }
  return names;
}

json load(const std::string& name) {
  const std::string path = cases_folder() + "/" + name;
  std::ifstream file(path);
  REQUIRE_MESSAGE(file.good(), path << " is missing");
  return json::parse(file);
}

}  // namespace

TEST_CASE("no function is both run and listed as a later one") {
  for (const std::string& name : later_functions())
    CHECK_MESSAGE(runners().count(name) == 0, name << " has a runner; delete it from later.txt");
}

TEST_CASE("every case of statistics.json that is due gives the expected value and status") {
  const std::set<std::string> later = later_functions();
  std::map<std::string, int> run, put_off;
  const json file = load("statistics.json");
  for (const json& one : file.at("cases")) {
    const std::string function = one.at("function");
    const auto runner = runners().find(function);
    if (runner == runners().end()) {
      CHECK_MESSAGE(later.count(function) == 1, "no runner for function " << function << " and it is not in later.txt");
      ++put_off[function];
      continue;
    }
    const Case c{one.at("id"), one.at("input"), one.at("expected"), one.at("tolerance")};
    CAPTURE(c.id);
    runner->second(c);
    ++run[function];
  }
  int cases = 0, waiting = 0;
  for (const auto& [name, count] : run) cases += count;
  for (const auto& [name, count] : put_off) waiting += count;
  MESSAGE(cases << " cases of " << run.size() << " functions run; " << waiting << " cases of " << put_off.size()
                << " functions come later");
  CHECK(cases > 0);
}

}  // namespace asgen::cases
