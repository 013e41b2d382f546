#pragma once
// FNV-1a, 64 bits: checksums of blocks and files, digests of studies. Not cryptographic.

#include <array>
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

/// FNV-1a over eight lanes of 64-bit words: as fast as memory, for blocks and files. A byte at a time would cost more than reading them.
class LaneHash {
 public:
  static constexpr std::size_t kBlock = 64;

  LaneHash() { lanes_.fill(kHashSeed); }
  /// Continues with `bytes`. A length that is no multiple of 64 is filled up with zeros, so only the last call may have one.
  void add(std::span<const std::byte> bytes) {
    for (; bytes.size() >= kBlock; bytes = bytes.subspan(kBlock)) add_block(bytes.data());
    if (bytes.empty()) return;
    std::array<std::byte, kBlock> rest{};
    std::memcpy(rest.data(), bytes.data(), bytes.size());
    add_block(rest.data());
  }
  [[nodiscard]] std::uint64_t value() const {
    std::uint64_t sum = kHashSeed;
    for (const std::uint64_t lane : lanes_) sum = (sum ^ (lane ^ (lane >> 32))) * kPrime;
    return sum;
  }

 private:
  static constexpr std::uint64_t kPrime = 0x100000001b3ULL;
  void add_block(const std::byte* block) {
    std::array<std::uint64_t, 8> words;
    std::memcpy(words.data(), block, kBlock);
    for (std::size_t lane = 0; lane < words.size(); ++lane) lanes_[lane] = (lanes_[lane] ^ words[lane]) * kPrime;
  }
  std::array<std::uint64_t, 8> lanes_;
};

}  // namespace asgen::base
