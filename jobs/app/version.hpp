#pragma once
// What this build is; the values come from CMake.

#include <string_view>

namespace asgen::app {

inline constexpr std::string_view kVersion = ASGEN_VERSION;
inline constexpr std::string_view kCompiler = ASGEN_COMPILER;

}  // namespace asgen::app
