#pragma once
// FNV-1a, 64 bits: checksums of blocks and digests of studies. Not cryptographic.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace asgen::base {

inline constexpr std::uint64_t kHashSeed = 0xcbf29ce484222325ULL;

/// Hash of bytes, continuing from `state`.
constexpr std::uint64_t hash_bytes(std::span<const std::byte> bytes, std::uint64_t state = kHashSeed) {
  for (const std::byte b : bytes) state = (state ^ static_cast<std::uint64_t>(b)) * 0x100000001b3ULL;
  return state;
}
inline std::uint64_t hash_text(std::string_view text, std::uint64_t state = kHashSeed) {
  return hash_bytes(std::as_bytes(std::span(text.data(), text.size())), state);
}
/// Hash of the bit patterns of doubles; -0 and 0 are made equal first.
inline std::uint64_t hash_doubles(std::span<const double> values, std::uint64_t state = kHashSeed) {
  for (double v : values) {
    v += 0.0;
    std::byte bytes[sizeof v];
    std::memcpy(bytes, &v, sizeof v);
    state = hash_bytes(bytes, state);
  }
  return state;
}

}  // namespace asgen::base
