#pragma once
// How the heap treats what is freed.

namespace asgen::base {

/// Has the heap keep what is freed for the next that asks, up to 64 MB at its end, blocks of up to 4 MB; for the whole process, as often as
/// one likes. To give pages back and to get them again, zeroed, takes a tenth of the time of simulations with many fills. Does nothing
/// where the C library has no such setting.
void keep_freed_memory();

}  // namespace asgen::base
