#pragma once
// The program behind main().

namespace asgen::app {

/// Parses the command line and runs it; prints errors with the grammar "where: problem; what to do" on stderr. Returns the exit code.
int run(int argc, char** argv);

}  // namespace asgen::app
