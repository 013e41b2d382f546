#pragma once
// Progress and log on stderr: a live line on a terminal, plain lines otherwise. Tables go to stdout, elsewhere.

#include <string>

namespace asgen::app {

/// What the user asked of the log; stands before or after any subcommand.
struct LogOptions {
  bool quiet = false;
  bool verbose = false;
  std::string file;  ///< "" = none
};

/// Sets up the log once per process. Throws StorageError when the log file cannot be opened.
void start_log(const LogOptions& options);

/// Makes this process silent but for errors (ranks other than the master).
void silence_log();

void log_info(const std::string& text);
void log_detail(const std::string& text);
void log_warning(const std::string& text);
void log_error(const std::string& text);

/// Shows `line` as the present state: overwrites the last one on a terminal; elsewhere a plain line, at most every 5 s
/// unless `always`.
void show_progress(const std::string& line, bool always = false);

}  // namespace asgen::app
