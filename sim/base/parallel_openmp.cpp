#include <omp.h>

#include <algorithm>

#include "sim/base/first_exception.hpp"
#include "sim/base/parallel.hpp"

namespace asgen::base {

void parallel_for(std::size_t n, int threads, const std::function<void(std::size_t)>& body) {
  FirstException failure;
  const int team = static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(std::max(threads, 1)), std::max<std::size_t>(n, 1)));
#pragma omp parallel for schedule(dynamic, 1) num_threads(team)
  for (std::size_t i = 0; i < n; ++i) failure.guard(i, [&] { body(i); });
  failure.rethrow();
}

}  // namespace asgen::base
