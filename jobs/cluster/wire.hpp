#pragma once
// Numbers, text and arrays to bytes and back. Little-endian, as the machines we run on; the reader trusts nothing.

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "jobs/cluster/transport.hpp"

namespace asgen::cluster {

/// Appends values to a growing block of bytes.
class WireWriter {
 public:
  template <class T>
    requires std::is_arithmetic_v<T>
  void number(T value) {
    bytes(std::as_bytes(std::span(&value, 1)));
  }
  /// Length (64 bits), then the characters.
  void text(std::string_view value);
  /// Length (64 bits), then the numbers.
  void doubles(std::span<const double> values);
  [[nodiscard]] Bytes take() { return std::move(bytes_); }

 private:
  void bytes(std::span<const std::byte> data);
  Bytes bytes_;
};

/// Takes values from a block of bytes, in the order written. Throws ClusterError where bytes are missing.
class WireReader {
 public:
  explicit WireReader(std::span<const std::byte> data) : data_(data) {}

  template <class T>
    requires std::is_arithmetic_v<T>
  T number() {
    T value;
    std::memcpy(&value, take(1, sizeof value).data(), sizeof value);
    return value;
  }
  std::string text();
  std::vector<double> doubles();
  /// A number of elements that take at least `least_bytes` each; refused when that many cannot follow.
  std::size_t count(std::size_t least_bytes);
  /// Throws when bytes are left over.
  void finish() const;

 private:
  std::span<const std::byte> take(std::uint64_t n, std::size_t size);
  std::span<const std::byte> data_;
};

}  // namespace asgen::cluster
