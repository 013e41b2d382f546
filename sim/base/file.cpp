#include "sim/base/file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/hash.hpp"

namespace asgen::base {
namespace {

FaultHook& fault_hook() {
  static FaultHook hook;
  return hook;
}

// Zero, or the errno that a test wants this operation to fail with.
int injected_fault(FileOperation operation, const std::string& path) {
  return fault_hook() ? fault_hook()(operation, path) : 0;
}

[[noreturn]] void fail(const std::string& path, const char* action, int error) {
  const char* advice = error == ENOSPC || error == EDQUOT ? "free some space or choose another folder, then run again with --resume"
                                                          : "choose a folder that can be written";
  throw StorageError(path, std::string("cannot ") + action + " (" + std::strerror(error) + ")", advice);
}

int open_or_fail(const std::string& path, int flags) {
  if (const int fault = injected_fault(FileOperation::open, path)) fail(path, "open for writing", fault);
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC, 0644);
  if (descriptor < 0) fail(path, "open for writing", errno);
  return descriptor;
}

void sync_or_fail(int descriptor, const std::string& path) {
  if (const int fault = injected_fault(FileOperation::sync, path)) fail(path, "sync to disk", fault);
  if (::fsync(descriptor) != 0) fail(path, "sync to disk", errno);
}

void write_all(int descriptor, std::span<const std::byte> bytes, const std::string& path) {
  if (const int fault = injected_fault(FileOperation::write, path)) fail(path, "write", fault);
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path, "write", errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

// A rename is durable only when its folder is synced; file systems that refuse that have nothing better to offer.
void sync_folder_of(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

void set_fault_hook(FaultHook hook) { fault_hook() = std::move(hook); }

std::string read_text(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) throw ConfigurationError(path, "is a folder", "name a file");
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw ConfigurationError(path, std::string("cannot be read (") + std::strerror(errno) + ")", "check the path");
  std::ostringstream text;
  text << stream.rdbuf();
  return std::move(text).str();
}

bool file_exists(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

std::uint64_t file_size(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error ? 0 : size;
}

std::uint64_t hash_file(const std::string& path) {
  const auto refuse = [&] { throw ConfigurationError(path, std::string("cannot be read (") + std::strerror(errno) + ")", "check the path"); };
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) refuse();
  LaneHash hash;
  std::vector<std::byte> chunk(std::size_t{1} << 20);
  std::size_t filled = 0;
  for (;;) {
    const ssize_t got = ::read(descriptor, chunk.data() + filled, chunk.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      ::close(descriptor);
      refuse();
    }
    filled += static_cast<std::size_t>(got);
    if (got > 0 && filled < chunk.size()) continue;
    hash.add({chunk.data(), filled});
    if (got == 0) break;
    filled = 0;
  }
  ::close(descriptor);
  return hash.value();
}

void make_folder(const std::string& folder) {
  if (const int fault = injected_fault(FileOperation::open, folder)) fail(folder, "make the folder", fault);
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) fail(folder, "make the folder", error.value());
}

std::string temporary_beside(const std::string& path) { return path + ".tmp." + std::to_string(::getpid()); }

void remove_quietly(const std::string& path) noexcept { ::unlink(path.c_str()); }

void write_atomically(const std::string& path, std::string_view content) {
  const std::string temporary = temporary_beside(path);
  try {
    AppendFile file(temporary, AppendFile::Mode::create);
    file.append(std::as_bytes(std::span(content.data(), content.size())));
  } catch (...) {
    remove_quietly(temporary);
    throw;
  }
  publish(temporary, path);
}

void write_replaceable(const std::string& path, std::span<const std::byte> content) {
  if (const int fault = injected_fault(FileOperation::open, path)) fail(path, "open for writing", fault);
  std::string temporary = path + ".tmp.XXXXXX";
  const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) fail(path, "open for writing", errno);
  try {
    ::fchmod(descriptor, 0644);
    write_all(descriptor, content, path);
    if (const int fault = injected_fault(FileOperation::rename, path)) fail(path, "rename into place", fault);
    if (::rename(temporary.c_str(), path.c_str()) != 0) fail(path, "rename into place", errno);
  } catch (...) {
    ::close(descriptor);
    remove_quietly(temporary);
    throw;
  }
  ::close(descriptor);
}

bool is_own_folder(const std::string& folder) {
  struct stat status = {};
  return ::lstat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::geteuid();
}

FileClaim::FileClaim(const std::string& path, Patience patience) : path_(path + ".lock"), descriptor_(open_or_fail(path_, O_RDWR | O_CREAT)) {
  const int operation = LOCK_EX | (patience == Patience::none ? LOCK_NB : 0);
  int locked = ::flock(descriptor_, operation);
  while (locked != 0 && errno == EINTR) locked = ::flock(descriptor_, operation);
  if (locked == 0 || errno != EWOULDBLOCK) return;
  ::close(descriptor_);
  descriptor_ = -1;
}

// Whoever waits for the lock of a file that is gone gets it and sees that the work is done; whoever comes later makes a new one.
FileClaim::~FileClaim() {
  if (descriptor_ < 0) return;
  remove_quietly(path_);
  ::close(descriptor_);
}

void publish(const std::string& temporary, const std::string& path) {
  try {
    const int descriptor = open_or_fail(temporary, O_RDONLY);
    try {
      sync_or_fail(descriptor, path);
    } catch (...) {
      ::close(descriptor);
      throw;
    }
    ::close(descriptor);
    if (const int fault = injected_fault(FileOperation::rename, path)) fail(path, "rename into place", fault);
    if (::rename(temporary.c_str(), path.c_str()) != 0) fail(path, "rename into place", errno);
  } catch (...) {
    remove_quietly(temporary);
    throw;
  }
  sync_folder_of(path);
}

AppendFile::AppendFile(const std::string& path, Mode mode)
    : path_(path), descriptor_(open_or_fail(path, O_WRONLY | O_CREAT | O_APPEND | (mode == Mode::create ? O_TRUNC : 0))) {}

AppendFile::~AppendFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

AppendFile::AppendFile(AppendFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

AppendFile& AppendFile::operator=(AppendFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

void AppendFile::append(std::span<const std::byte> bytes) { write_all(descriptor_, bytes, path_); }

void AppendFile::truncate(std::uint64_t size) {
  if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) fail(path_, "cut", errno);
}

void AppendFile::sync() { sync_or_fail(descriptor_, path_); }

ScratchFile::ScratchFile(const std::string& folder) {
  std::error_code ignored;
  std::filesystem::path nearest = std::filesystem::absolute(folder, ignored);
  while (nearest.has_relative_path() && !std::filesystem::is_directory(nearest, ignored)) nearest = nearest.parent_path();
  path_ = (nearest / "asgen-scratch.XXXXXX").string();
  if (const int fault = injected_fault(FileOperation::open, path_)) fail(path_, "open for writing", fault);
  descriptor_ = ::mkostemp(path_.data(), O_CLOEXEC);
  if (descriptor_ < 0) fail(path_, "open for writing", errno);
  ::unlink(path_.c_str());
}

ScratchFile::~ScratchFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::uint64_t ScratchFile::append(std::span<const std::byte> bytes) {
  write_all(descriptor_, bytes, path_);
  size_ += bytes.size();
  return size_ - bytes.size();
}

void ScratchFile::read(std::uint64_t offset, std::span<std::byte> into) const {
  while (!into.empty()) {
    const ssize_t got = ::pread(descriptor_, into.data(), into.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) fail(path_, "read back", got < 0 ? errno : EIO);
    into = into.subspan(static_cast<std::size_t>(got));
    offset += static_cast<std::uint64_t>(got);
  }
}

}  // namespace asgen::base
