#pragma once
// Collects exceptions of a parallel loop and rethrows the one with the lowest index, so that the report is deterministic.

#include <cstddef>
#include <exception>
#include <mutex>

namespace asgen::base {

class FirstException {
 public:
  /// Runs `call`, keeping its exception if no lower index has failed. Thread-safe.
  template <class Call>
  void guard(std::size_t index, const Call& call) noexcept {
    try {
      call();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!exception_ || index < index_) {
        exception_ = std::current_exception();
        index_ = index;
      }
    }
  }
  /// Rethrows what was kept, if anything. Call it after all threads have joined.
  void rethrow() const {
    if (exception_) std::rethrow_exception(exception_);
  }

 private:
  std::mutex mutex_;
  std::exception_ptr exception_;
  std::size_t index_ = 0;
};

}  // namespace asgen::base
