#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "sim/base/first_exception.hpp"
#include "sim/base/parallel.hpp"

namespace asgen::base {

void parallel_for(std::size_t n, int threads, const std::function<void(std::size_t)>& body) {
  FirstException failure;
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < n; i = next++) failure.guard(i, [&] { body(i); });
  };
  std::vector<std::thread> team;
  const std::size_t extra = std::min(static_cast<std::size_t>(std::max(threads, 1)), std::max<std::size_t>(n, 1)) - 1;
  for (std::size_t t = 0; t < extra; ++t) team.emplace_back(work);
  work();
  for (std::thread& thread : team) thread.join();
  failure.rethrow();
}

}  // namespace asgen::base
