#pragma once
// A folder of its own for one test, removed at the end.

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <string>

namespace asgen::test {

class TemporaryFolder {
 public:
  TemporaryFolder() : path_(std::filesystem::temp_directory_path() / unique_name()) { std::filesystem::create_directories(path_); }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Path of a file inside, as text.
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  static std::string unique_name() {
    static std::atomic<int> count{0};
    return "asgen-test." + std::to_string(::getpid()) + "." + std::to_string(count++);
  }
  std::filesystem::path path_;
};

}  // namespace asgen::test
