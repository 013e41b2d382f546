#include "sim/base/heap.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <memory>

// Sanitizers bring a heap of their own.
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#include <malloc.h>

using namespace asgen;

TEST_CASE("what was freed stays with the process, blocks of some megabytes too") {
  constexpr std::size_t kSize = 3u << 20;
  base::keep_freed_memory();
  const std::size_t mapped = mallinfo2().hblks;
  {
    const auto block = std::make_unique<char[]>(kSize);
    CHECK(mallinfo2().hblks == mapped);  // not a mapping of its own
    CHECK(block[kSize - 1] == 0);
  }
  CHECK(mallinfo2().fordblks >= kSize);
}
#endif
