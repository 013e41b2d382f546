#pragma once
// Contracts: our own faults. On in `dev` and `tsan`, compiled to nothing in `release`.

#include <source_location>
#include <stdexcept>
#include <string>

namespace asgen::base {

/// True when contracts are checked; set by CMake, one value for the whole build.
inline constexpr bool kContracts = ASGEN_CONTRACTS != 0;

/// A broken contract is a bug of this program (exit 70).
struct ContractViolation : std::logic_error {
  using std::logic_error::logic_error;
};

[[noreturn]] inline void report_broken_contract(const char* kind, const char* what, const std::source_location& at) {
  throw ContractViolation(std::string(at.file_name()) + ":" + std::to_string(at.line()) + ": " + kind + ": " + what);
}

/// Precondition: `holds` must be true when the function is entered.
constexpr void expects(bool holds, const char* what, const std::source_location at = std::source_location::current()) {
  if constexpr (kContracts) {
    if (!holds) report_broken_contract("precondition", what, at);
  }
}
/// Postcondition or invariant.
constexpr void ensures(bool holds, const char* what, const std::source_location at = std::source_location::current()) {
  if constexpr (kContracts) {
    if (!holds) report_broken_contract("postcondition", what, at);
  }
}

}  // namespace asgen::base
