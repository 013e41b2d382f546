#include <doctest/doctest.h>

#include <cerrno>
#include <filesystem>
#include <string>

#include "sim/base/error.hpp"
#include "sim/base/file.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace asgen;
using test::TemporaryFolder;

namespace {

struct Fault {
  explicit Fault(base::FileOperation failing) {
    base::set_fault_hook([failing](base::FileOperation op, const std::string&) { return op == failing ? ENOSPC : 0; });
  }
  ~Fault() { base::set_fault_hook({}); }
};

}  // namespace

TEST_CASE("write_atomically replaces the whole content and leaves no temporary") {
  const TemporaryFolder folder;
  base::write_atomically(folder / "a.txt", "one");
  base::write_atomically(folder / "a.txt", "two");
  CHECK(base::read_text(folder / "a.txt") == "two");
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a fault in any step of an atomic write keeps the old file and says what to do") {
  const TemporaryFolder folder;
  base::write_atomically(folder / "a.txt", "old");
  for (const auto failing : {base::FileOperation::open, base::FileOperation::write, base::FileOperation::sync, base::FileOperation::rename}) {
    const Fault fault(failing);
    std::string message;
    try {
      base::write_atomically(folder / "a.txt", "new");
    } catch (const base::StorageError& error) {
      message = error.what();
      CHECK(error.code() == base::ExitCode::cannot_store);
    }
    CHECK(message.find("No space left on device") != std::string::npos);
    CHECK(message.find("free some space") != std::string::npos);
    CHECK(base::read_text(folder / "a.txt") == "old");
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
  }
}

TEST_CASE("an append file grows, and can be cut after a torn tail") {
  const TemporaryFolder folder;
  const std::string text = "abcdef";
  {
    base::AppendFile file(folder / "log", base::AppendFile::Mode::create);
    file.append(std::as_bytes(std::span(text)));
    file.sync();
  }
  base::AppendFile file(folder / "log", base::AppendFile::Mode::extend);
  file.truncate(4);
  file.append(std::as_bytes(std::span(text)));
  CHECK(base::read_text(folder / "log") == "abcdabcdef");
}

TEST_CASE("a missing file and a folder in its place are the user's errors") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(base::read_text(folder / "none"), base::ConfigurationError);
  CHECK_THROWS_WITH_AS(base::read_text(folder.path().string()), doctest::Contains("is a folder"), base::ConfigurationError);
}
