#pragma once
// Little-endian byte strings for journal records.

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace asgen::results {

/// Appends values to a byte string. x86-64 only, so memory order is little-endian already.
class ByteWriter {
 public:
  template <class T>
  requires std::is_arithmetic_v<T> ByteWriter& put(T value) {
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    bytes_.append(bytes, sizeof(T));
    return *this;
  }
  ByteWriter& put_text(std::string_view text) {
    put(static_cast<std::uint32_t>(text.size()));
    bytes_.append(text);
    return *this;
  }
  ByteWriter& put_doubles(const std::vector<double>& values) {
    put(static_cast<std::uint32_t>(values.size()));
    for (const double v : values) put(v);
    return *this;
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// Takes values from a byte string; after reading beyond its end `ok()` is false and every value is zero or empty.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  template <class T>
  requires std::is_arithmetic_v<T> T take() {
    T value{};
    const std::string_view bytes = take_bytes(sizeof(T));
    if (bytes.size() == sizeof(T)) std::memcpy(&value, bytes.data(), sizeof(T));
    return value;
  }
  std::string take_text() { return std::string(take_bytes(take<std::uint32_t>())); }
  std::vector<double> take_doubles() {
    const auto n = take<std::uint32_t>();
    if (n > rest_.size() / sizeof(double)) ok_ = false;
    std::vector<double> values(ok_ ? n : 0);
    for (double& v : values) v = take<double>();
    return values;
  }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view take_bytes(std::size_t n) {
    if (n > rest_.size()) {
      ok_ = false;
      rest_ = {};
    }
    const std::string_view taken = rest_.substr(0, ok_ ? n : 0);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace asgen::results
