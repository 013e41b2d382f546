#pragma once
// Zip archives for tests, and hftbacktest's event array inside one.

#include <zip.h>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace asgen::test {

enum class Packing { stored, deflated };

inline void write_zip(const std::string& path, const std::string& member, const std::string& content, Packing packing = Packing::deflated) {
  int code = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
  REQUIRE(archive != nullptr);
  zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
  const zip_int64_t index = zip_file_add(archive, member.c_str(), source, 0);
  REQUIRE(index >= 0);
  zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), packing == Packing::stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 6);
  REQUIRE(zip_close(archive) == 0);
}

inline constexpr std::uint64_t kDepthEvent = 1, kTradeEvent = 2, kClearEvent = 3, kSnapshotEvent = 4, kBestEvent = 5, kAddEvent = 10, kCancelEvent = 11,
                               kModifyEvent = 12, kFillEvent = 13;
inline constexpr std::uint64_t kOnExchange = 1ULL << 31, kOnLocal = 1ULL << 30, kOnBoth = kOnExchange | kOnLocal, kBuyFlag = 1ULL << 29,
                               kSellFlag = 1ULL << 28;

/// Rows as numpy stores hftbacktest's event type.
class EventArray {
 public:
  void add(std::uint64_t event, std::int64_t exchange_ns, std::int64_t local_ns, double price, double amount, std::uint64_t order = 0) {
    put(event);
    put(static_cast<std::uint64_t>(exchange_ns));
    put(static_cast<std::uint64_t>(local_ns));
    put(std::bit_cast<std::uint64_t>(price));
    put(std::bit_cast<std::uint64_t>(amount));
    put(order);
    put(0);
    put(0);
  }
  [[nodiscard]] std::size_t rows() const { return bytes_.size() / 64; }

  /// The .npy file: header and rows.
  [[nodiscard]] std::string npy(const std::string& type = kType) const {
    std::string header = fmt::format("{{'descr': {}, 'fortran_order': False, 'shape': ({},), }}", type, rows());
    while ((10 + header.size() + 1) % 64 != 0) header += ' ';
    header += '\n';
    std::string file("\x93NUMPY\x01\x00", 8);
    file += static_cast<char>(header.size() & 0xff);
    file += static_cast<char>(header.size() >> 8);
    return file + header + bytes_;
  }

  static constexpr const char* kType =
      "[('ev', '<u8'), ('exch_ts', '<i8'), ('local_ts', '<i8'), ('px', '<f8'), ('qty', '<f8'), ('order_id', '<u8'), ('ival', '<i8'), ('fval', '<f8')]";

 private:
  void put(std::uint64_t value) {
    for (int i = 0; i < 8; ++i) bytes_ += static_cast<char>(value >> (8 * i) & 0xff);
  }
  std::string bytes_;
};

}  // namespace asgen::test
