#pragma once
// One writer per run: a lock file beside the journal that names its owner.

#include <chrono>
#include <string>

namespace asgen::results {

/// Holds `path` for this process until destroyed. The kernel's lock tells whether an owner on this host still lives, so the
/// file of a dead owner is taken over; a file left by another host is refused, since nobody here can tell.
class RunLock {
 public:
  /// Takes the lock, waiting up to `patience` for a live owner to end: the ranks of a killed job outlive their launcher by a moment.
  /// Throws StorageError when another live process still has it then, or when the folder cannot be written.
  explicit RunLock(const std::string& path, std::chrono::milliseconds patience = {});
  ~RunLock();
  RunLock(RunLock&& other) noexcept;
  RunLock& operator=(RunLock&& other) noexcept;
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

  /// What was taken over: "pid 123 on host", or empty when nobody had left a lock behind.
  [[nodiscard]] const std::string& taken_over_from() const { return former_owner_; }

 private:
  void release() noexcept;

  std::string path_;
  std::string former_owner_;
  int descriptor_ = -1;
};

}  // namespace asgen::results
