#include "sim/base/heap.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <cstdlib>

// Sanitizers bring a heap of their own.
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

using namespace asgen;

namespace {

/// Pages that the system has to give for a block of 3 MB that is written to and freed.
long pages_for_a_block() {
  constexpr std::size_t kSize = 3u << 20, kPage = 4096;
  rusage before{}, after{};
  getrusage(RUSAGE_SELF, &before);
  void* const memory = std::malloc(kSize);
  REQUIRE(memory != nullptr);
  auto* const block = static_cast<volatile unsigned char*>(memory);
  for (std::size_t at = 0; at < kSize; at += kPage) block[at] = 1;
  std::free(memory);
  getrusage(RUSAGE_SELF, &after);
  return after.ru_minflt - before.ru_minflt;
}

}  // namespace

TEST_CASE("a block that was freed costs no pages the next time") {
  base::keep_freed_memory();
  pages_for_a_block();
  CHECK(pages_for_a_block() < 100);  // of 768
}

#endif
