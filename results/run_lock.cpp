#include "results/run_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

#include "sim/base/error.hpp"

namespace asgen::results {
namespace {

std::string host_name() {
  char name[256] = {};
  gethostname(name, sizeof name - 1);
  return name;
}

std::string read_owner(int descriptor) {
  char text[512] = {};
  const ssize_t n = pread(descriptor, text, sizeof text - 1, 0);
  std::string owner(text, n > 0 ? static_cast<std::size_t>(n) : 0);
  while (!owner.empty() && owner.back() == '\n') owner.pop_back();
  return owner;
}

[[noreturn]] void close_and_throw(int descriptor, const std::string& path, const std::string& problem, const std::string& advice) {
  close(descriptor);
  throw base::StorageError(path, problem, advice);
}

int open_lock(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    throw base::StorageError(path, fmt::format("cannot be opened for writing ({})", std::strerror(errno)),
                             "choose a writable results.folder");
  }
  return descriptor;
}

/// False when the former owner removed the file between our open and our lock: then we hold a nameless file.
bool still_named(int descriptor, const std::string& path) {
  struct stat held {
  }, named{};
  return fstat(descriptor, &held) == 0 && stat(path.c_str(), &named) == 0 && held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

/// False when another process still holds the lock after `patience`.
bool lock_within(int descriptor, std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (std::chrono::steady_clock::now() >= deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}

int open_and_lock(const std::string& path, std::chrono::milliseconds patience) {
  for (;;) {
    const int descriptor = open_lock(path);
    if (!lock_within(descriptor, patience)) {
      const std::string owner = read_owner(descriptor);
      close_and_throw(descriptor, path,
                      fmt::format("this run is being written by {} (lock held)", owner.empty() ? "another process" : owner),
                      "wait until it ends, or stop it");
    }
    if (still_named(descriptor, path)) return descriptor;
    close(descriptor);
  }
}

}  // namespace

RunLock::RunLock(const std::string& path, std::chrono::milliseconds patience) : path_(path), descriptor_(open_and_lock(path, patience)) {
  const std::string owner = read_owner(descriptor_);
  const std::string here = " on " + host_name();
  if (!owner.empty() && !owner.ends_with(here)) {
    close_and_throw(descriptor_, path,
                    fmt::format("was left by {}, another host (whether that process lives cannot be seen from here)", owner),
                    "delete this lock file when that run is over for certain");
  }
  former_owner_ = owner;
  const std::string text = fmt::format("pid {}{}\n", getpid(), here);
  const bool written =
      ftruncate(descriptor_, 0) == 0 && pwrite(descriptor_, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
  if (!written) close_and_throw(descriptor_, path, fmt::format("cannot be written ({})", std::strerror(errno)), "free some space");
}

RunLock::~RunLock() { release(); }

RunLock::RunLock(RunLock&& other) noexcept
    : path_(std::move(other.path_)), former_owner_(std::move(other.former_owner_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

RunLock& RunLock::operator=(RunLock&& other) noexcept {
  if (this != &other) {
    release();
    path_ = std::move(other.path_);
    former_owner_ = std::move(other.former_owner_);
    descriptor_ = std::exchange(other.descriptor_, -1);
  }
  return *this;
}

void RunLock::release() noexcept {
  if (descriptor_ < 0) return;
  unlink(path_.c_str());
  close(std::exchange(descriptor_, -1));
}

}  // namespace asgen::results
