#include "jobs/app/version.hpp"

namespace asgen::app {

std::string version() { return ASGEN_VERSION; }
std::string compiler() { return ASGEN_COMPILER; }

}  // namespace asgen::app
