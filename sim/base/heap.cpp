#include "sim/base/heap.hpp"

#include <cstdlib>  // any header of the C library tells which library it is

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace asgen::base {

void keep_freed_memory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}

}  // namespace asgen::base
