#include <cstdlib>

#include "tests/cases/runner.hpp"

namespace asgen::cases {

std::string cases_folder() {
  const char* folder = std::getenv("ASGEN_CASES");
  return folder != nullptr ? folder : ASGEN_SOURCE_DIR "/tests/cases";
}

}  // namespace asgen::cases
