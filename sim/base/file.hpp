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

/// Size in bytes; 0 when it is not there.
std::uint64_t file_size(const std::string& path);
/// LaneHash of the content. Throws ConfigurationError when the file is missing or unreadable.
std::uint64_t hash_file(const std::string& path);

/// Makes `folder` and its parents. Throws StorageError when that is not possible.
void make_folder(const std::string& folder);

/// Writes beside `path`, syncs and renames: readers see the old file or the whole new one. Throws StorageError.
void write_atomically(const std::string& path, std::string_view content);

/// The same for what can be made again, so its readers check it and nobody waits for the disk. Any number of processes may write the
/// same path at once: the last one wins. Throws StorageError.
void write_replaceable(const std::string& path, std::span<const std::byte> content);

/// Syncs `temporary` to disk and renames it to `path`; for files that a library wrote. Throws StorageError.
void publish(const std::string& temporary, const std::string& path);

/// Name of the temporary file that belongs to `path`, unique to this process.
std::string temporary_beside(const std::string& path);

/// Removes a file if it is there; never throws.
void remove_quietly(const std::string& path) noexcept;

/// Whether `folder` is a folder of this user's and no link: what lies in a folder that all may write to could be anybody's.
bool is_own_folder(const std::string& folder);

/// The right to make files that several processes want, each under a name of its own. The kernel takes it back when its owner dies; a
/// file system without locks gives it to everybody, who then do the same work.
class FileClaim {
 public:
  enum class Patience { none, wait };
  /// Takes `path`.lock. Throws StorageError when that cannot be made.
  FileClaim(const std::string& path, Patience patience);
  ~FileClaim();
  FileClaim(const FileClaim&) = delete;
  FileClaim& operator=(const FileClaim&) = delete;

  /// False when another process or thread has it (Patience::none only).
  [[nodiscard]] bool held() const { return descriptor_ >= 0; }

 private:
  std::string path_;
  int descriptor_ = -1;
};

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
