#pragma once
// Loops that become SIMD lanes.

/// Before a function: it is compiled once per instruction set, and the processor picks at start. All do the same operations in every lane, none
/// of them fused (-ffp-contract=off), hence the same bits. What such a function calls must be inlined into it: [[gnu::always_inline]].
#define ASGEN_LANES [[gnu::target_clones("avx512f", "avx2", "default")]]
