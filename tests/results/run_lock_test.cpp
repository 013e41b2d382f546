#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <optional>

#include "results/run_lock.hpp"
#include "sim/base/error.hpp"
#include "sim/base/file.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace asgen;
using results::RunLock;

TEST_CASE("a lock keeps others out while its owner lives and leaves nothing behind") {
  const test::TemporaryFolder folder;
  {
    const RunLock lock(folder / "l");
    CHECK(lock.taken_over_from().empty());
    CHECK_THROWS_AS(RunLock(folder / "l"), base::StorageError);
  }
  CHECK_FALSE(base::file_exists(folder / "l"));
  CHECK_NOTHROW(RunLock(folder / "l"));
}

TEST_CASE("the lock of an owner that died on this host is taken over") {
  const test::TemporaryFolder folder;
  const pid_t child = fork();
  if (child == 0) {
    std::optional<RunLock> lock(std::in_place, folder / "l");
    _exit(0);  // no destructor: as if killed
  }
  int status = 0;
  waitpid(child, &status, 0);
  REQUIRE(base::file_exists(folder / "l"));
  const RunLock lock(folder / "l");
  CHECK(lock.taken_over_from().starts_with("pid " + std::to_string(child) + " on "));
}

TEST_CASE("who is patient gets the lock of an owner that ends in time") {
  const test::TemporaryFolder folder;
  int ready[2];
  REQUIRE(pipe(ready) == 0);
  const pid_t child = fork();
  if (child == 0) {
    std::optional<RunLock> lock(std::in_place, folder / "l");
    if (write(ready[1], "x", 1) != 1) _exit(1);
    usleep(200'000);
    _exit(0);
  }
  char byte = 0;
  REQUIRE(read(ready[0], &byte, 1) == 1);
  CHECK_THROWS_AS(RunLock(folder / "l"), base::StorageError);
  const RunLock lock(folder / "l", std::chrono::seconds(60));
  CHECK(lock.taken_over_from().starts_with("pid " + std::to_string(child) + " on "));
  waitpid(child, nullptr, 0);
  close(ready[0]);
  close(ready[1]);
}

TEST_CASE("the lock of another host is refused") {
  const test::TemporaryFolder folder;
  base::write_atomically(folder / "l", "pid 1 on elsewhere.invalid\n");
  CHECK_THROWS_AS(RunLock(folder / "l"), base::StorageError);
  CHECK(base::read_text(folder / "l") == "pid 1 on elsewhere.invalid\n");
}

TEST_CASE("a lock moves with its owner") {
  const test::TemporaryFolder folder;
  std::optional<RunLock> first(std::in_place, folder / "l");
  const RunLock second = std::move(*first);
  first.reset();
  CHECK(base::file_exists(folder / "l"));
}
