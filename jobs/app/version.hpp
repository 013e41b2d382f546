#pragma once
// What this build is; the values come from CMake.

#include <string>

namespace asgen::app {

/// Version of the program, such as "0.1.0".
std::string version();
/// Compiler and its version.
std::string compiler();

}  // namespace asgen::app
