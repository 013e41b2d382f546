// Another C library: its heap keeps what it likes.
#include "sim/base/heap.hpp"

namespace asgen::base {

void keep_freed_memory() {}

}  // namespace asgen::base
