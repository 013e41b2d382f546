#include <malloc.h>

#include "sim/base/heap.hpp"

namespace asgen::base {

void keep_freed_memory() {
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
}

}  // namespace asgen::base
