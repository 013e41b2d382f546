#include "tests/bench/program.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "jobs/app/log.hpp"

namespace asgen::bench {

Folders usual_folders() {
  const char* data = std::getenv("ASGEN_DATA");
  return {.data = data != nullptr ? data : ASGEN_SOURCE_DIR "/../shared/data",
          .cache = (std::filesystem::temp_directory_path() / "asgen-bench").string(),
          .configs = ASGEN_SOURCE_DIR "/configs"};
}

void declare_folders(CLI::App& program, Folders& folders) {
  program.add_option("--data", folders.data, "folder of recorded days")->capture_default_str();
  program.add_option("--cache", folders.cache, "folder for imported and made days")->capture_default_str();
  program.add_option("--configs", folders.configs, "folder of the studies whose genes and instruments are used")->capture_default_str();
}

int run_program(CLI::App& program, int argc, char** argv, const std::function<void()>& body) {
  CLI11_PARSE(program, argc, argv);
  try {
    app::start_log({.quiet = true, .file = {}});
    body();
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}: {}\n", program.get_name(), error.what());
    return 1;
  }
  return 0;
}

}  // namespace asgen::bench
