// What a node has left, as the system's files tell it.
#include "jobs/app/memory.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "sim/base/error.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace asgen;
namespace fs = std::filesystem;

namespace {

struct System {
  void file(const std::string& path, const std::string& text) const {
    fs::create_directories((folder.path() / path).parent_path());
    std::ofstream(folder.path() / path) << text;
  }
  [[nodiscard]] std::optional<app::MemoryLimit> available() const { return app::available_memory(folder.path().string()); }
  test::TemporaryFolder folder;
};

}  // namespace

TEST_CASE("without limits the free memory counts, and nothing is known where no file tells") {
  const System system;
  CHECK_FALSE(system.available());
  system.file("proc/meminfo", "MemTotal: 2000 kB\nMemFree: 5 kB\nMemAvailable: 1000 kB\n");
  CHECK(system.available()->bytes == 1'024'000);
  CHECK(system.available()->source == "free memory");
}

TEST_CASE("the tightest control group above the process counts, without its page cache") {
  const System system;
  system.file("proc/meminfo", "MemAvailable: 1000000 kB\n");
  system.file("proc/self/cgroup", "0::/job/step\n");
  system.file("sys/fs/cgroup/job/step/memory.max", "max\n");
  system.file("sys/fs/cgroup/job/step/memory.current", "100\n");
  CHECK(system.available()->source == "free memory");
  system.file("sys/fs/cgroup/job/memory.max", "50000\n");
  system.file("sys/fs/cgroup/job/memory.current", "30000\n");
  system.file("sys/fs/cgroup/job/memory.stat", "anon 20000\ninactive_file 10000\n");
  CHECK(system.available()->bytes == 30'000);
  CHECK(system.available()->source.find("/job") != std::string::npos);
}

TEST_CASE("control groups of the first version count as well") {
  const System system;
  system.file("proc/self/cgroup", "5:cpu:/x\n4:memory:/slurm/job_7\n");
  system.file("sys/fs/cgroup/memory/slurm/job_7/memory.limit_in_bytes", "4096\n");
  system.file("sys/fs/cgroup/memory/slurm/job_7/memory.usage_in_bytes", "5000\n");
  CHECK(system.available()->bytes == 0);
}

TEST_CASE("what will not fit is refused with one error that says how much of what") {
  app::MemoryNeed need{.tapes = 3u << 30, .indicators = 0, .making = 1u << 30, .results = 0, .programs = 0, .days = 20, .days_to_make = 2};
  CHECK_NOTHROW(app::require_memory(need, {4ull << 30, "free memory"}));
  try {
    app::require_memory(need, {2ull << 30, "free memory"});
    FAIL("no error");
  } catch (const base::ConfigurationError& error) {
    const std::string text = error.what();
    CHECK(text.find("4.00 GiB") != std::string::npos);
    CHECK(text.find("2.00 GiB are there (free memory)") != std::string::npos);
    CHECK(text.find("--memory") != std::string::npos);
  }
}
