#pragma once
// The one file layer, so that faults can be injected in tests. All paths are UTF-8 text.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace asgen::base {

/// Whole content of a file. Throws ConfigurationError when it is missing or unreadable.
std::string read_text(const std::string& path);
bool file_exists(const std::string& path);

/// Makes `folder` and its parents. Throws StorageError when that is not possible.
void make_folder(const std::string& folder);

/// Writes beside `path`, syncs and renames: readers see the old file or the whole new one. Throws StorageError.
void write_atomically(const std::string& path, std::string_view content);

/// Syncs `temporary` to disk and renames it to `path`; for files that a library wrote. Throws StorageError.
void publish(const std::string& temporary, const std::string& path);

/// Name of the temporary file that belongs to `path`, unique to this process.
std::string temporary_beside(const std::string& path);

/// Removes a file if it is there; never throws.
void remove_quietly(const std::string& path) noexcept;

/// A file that only grows. Throws StorageError when it cannot be opened or written.
class AppendFile {
 public:
  enum class Mode { create, extend };
  AppendFile(const std::string& path, Mode mode);
  ~AppendFile();
  AppendFile(AppendFile&& other) noexcept;
  AppendFile& operator=(AppendFile&& other) noexcept;
  AppendFile(const AppendFile&) = delete;
  AppendFile& operator=(const AppendFile&) = delete;

  void append(std::span<const std::byte> bytes);
  /// Cuts the file to `size` bytes (a torn tail after a crash).
  void truncate(std::uint64_t size);
  /// Returns when all appended bytes are on disk.
  void sync();

 private:
  std::string path_;
  int descriptor_ = -1;
};

/// A nameless file that is gone with its owner: room for what does not fit into memory. Throws StorageError.
class ScratchFile {
 public:
  /// Beside the data that is being made: in `folder`, or in the nearest folder above it that exists.
  explicit ScratchFile(const std::string& folder);
  ~ScratchFile();
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  /// Adds bytes at the end; returns where they begin.
  std::uint64_t append(std::span<const std::byte> bytes);
  void read(std::uint64_t offset, std::span<std::byte> into) const;

 private:
  std::string path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

/// Operations that tests can make fail.
enum class FileOperation { open, write, sync, rename };
/// Test hook: called before each operation; a non-zero return is used as errno of a failure. Empty = no faults.
using FaultHook = std::function<int(FileOperation, const std::string& path)>;
void set_fault_hook(FaultHook hook);

}  // namespace asgen::base
