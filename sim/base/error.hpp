#pragma once
// The user's fault is an Error with the grammar "where: problem (why); what to do" and an exit code.

#include <stdexcept>
#include <string>

namespace asgen::base {

/// Exit codes of the program, documented in README.md.
enum class ExitCode : int {
  done = 0,
  bad_configuration = 2,
  bad_data = 3,
  cannot_store = 4,
  cluster_failure = 5,
  keep_default = 10,
  reject_tail = 11,
  not_enough_data = 12,
  our_bug = 70,
  stopped_early = 75,
};

/// A fault that the user can mend.
class Error : public std::runtime_error {
 public:
  /// @param where   file, key, flag or line at fault
  /// @param problem what is wrong, with the offending value and why: "= -1 (must be > 0 on a log scale)"
  /// @param advice  what to do about it
  Error(ExitCode code, const std::string& where, const std::string& problem, const std::string& advice)
      : std::runtime_error(where + ": " + problem + (advice.empty() ? "" : "; " + advice)), code_(code) {}

  [[nodiscard]] ExitCode code() const { return code_; }

 private:
  ExitCode code_;
};

/// Bad command line or configuration (exit 2).
struct ConfigurationError : Error {
  ConfigurationError(const std::string& where, const std::string& problem, const std::string& advice)
      : Error(ExitCode::bad_configuration, where, problem, advice) {}
};
/// Bad market data (exit 3).
struct DataError : Error {
  DataError(const std::string& where, const std::string& problem, const std::string& advice)
      : Error(ExitCode::bad_data, where, problem, advice) {}
};
/// Output that cannot be written (exit 4).
struct StorageError : Error {
  StorageError(const std::string& where, const std::string& problem, const std::string& advice)
      : Error(ExitCode::cannot_store, where, problem, advice) {}
};
/// A rank, host or launcher failed (exit 5).
struct ClusterError : Error {
  ClusterError(const std::string& where, const std::string& problem, const std::string& advice)
      : Error(ExitCode::cluster_failure, where, problem, advice) {}
};

}  // namespace asgen::base
