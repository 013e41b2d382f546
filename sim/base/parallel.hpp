#pragma once
// The one place that knows how threads are made: OpenMP, or std::thread where the thread sanitizer has to see them.

#include <cstddef>
#include <functional>

namespace asgen::base {

/// Cores this process may run on (its affinity mask), at least 1.
int available_cores();

/// Calls `body(i)` for every i in [0, n) on up to `threads` threads, each i once, in no stated order.
/// The first exception (by i) is rethrown after all threads have finished.
void parallel_for(std::size_t n, int threads, const std::function<void(std::size_t)>& body);

}  // namespace asgen::base
