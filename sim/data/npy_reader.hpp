#pragma once
// Rows of hftbacktest's event array, one at a time.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/data/byte_source.hpp"

namespace asgen::data {

/// One row as hftbacktest lays it out: little-endian, 64 bytes.
struct NpyEvent {
  std::uint64_t event;
  std::int64_t exchange_ns, local_ns;
  double price, amount;
  std::uint64_t order;
  std::int64_t whole_extra;
  double real_extra;
};
static_assert(sizeof(NpyEvent) == 64);

class NpyReader {
 public:
  /// Reads the header. `name` stands for the source in messages. Throws DataError when it is no array of such rows.
  NpyReader(std::string name, std::unique_ptr<ByteSource> source);

  /// False after the last row. Throws DataError when the array ends before the rows that its header promises.
  bool next(NpyEvent& event);
  /// Number of the row that next() gave last; 1 is the first.
  [[nodiscard]] std::size_t number() const { return number_; }

 private:
  bool refill();
  void read_exactly(char* into, std::size_t size);
  [[noreturn]] void refuse(const std::string& problem) const;
  std::size_t rows_in(const std::string& header) const;

  std::string name_;
  std::unique_ptr<ByteSource> source_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0, rows_ = 0, number_ = 0;
};

}  // namespace asgen::data
