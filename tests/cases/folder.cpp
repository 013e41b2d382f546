#include "tests/cases/folder.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

namespace asgen::cases {

std::string cases_folder() {
  const char* folder = std::getenv("ASGEN_CASES");
  return folder != nullptr ? folder : ASGEN_SOURCE_DIR "/tests/cases";
}

std::set<std::string> listed_names(const std::string& list) {
  std::ifstream file(ASGEN_SOURCE_DIR "/tests/cases/" + list);
  REQUIRE_MESSAGE(file.good(), "tests/cases/" << list << " is missing");
  std::set<std::string> names;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line[0] != '#') names.insert(line.substr(0, line.find(' ')));
  }
  return names;
}

}  // namespace asgen::cases
