#pragma once
// Rows in time order without holding them all: blocks that are sorted as they fill, kept in a scratch file beyond a limit, and
// merged when they are read. The order is that of a stable sort of everything.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/base/file.hpp"
#include "sim/data/raw_row.hpp"

namespace asgen::data {

/// How much of one store stays in memory.
struct StoreLimits {
  std::string folder = ".";           ///< where the scratch file goes
  std::size_t block_rows = 1 << 16;   ///< sorted at once
  std::size_t kept_blocks = 8;        ///< further ones are written out
};

template <class Row>
class RowStore {
 public:
  explicit RowStore(StoreLimits limits) : limits_(std::move(limits)) {}

  void push(const Row& row) {
    unsorted_ += row.local_ns < latest_ ? 1U : 0U;
    latest_ = row.local_ns < latest_ ? latest_ : row.local_ns;
    filling_.push_back(row);
    if (filling_.size() == limits_.block_rows) end_block();
  }
  /// Forgets all rows.
  void clear();
  [[nodiscard]] std::size_t size() const { return stored_ + filling_.size(); }
  /// Rows that were older than one before them.
  [[nodiscard]] std::size_t unsorted() const { return unsorted_; }

  class Cursor;
  /// All rows by local stamp, rows of one stamp as they were pushed. Nothing may be pushed afterwards.
  Cursor read();

 private:
  /// A sorted stretch of rows: in memory, or at `offset` of the scratch file.
  struct Block {
    std::int64_t first_ns = 0;
    std::size_t count = 0;
    std::vector<Row> rows;
    std::uint64_t offset = 0;
  };
  void end_block();

  StoreLimits limits_;
  std::vector<Row> filling_;
  std::vector<Block> blocks_;
  std::unique_ptr<base::ScratchFile> scratch_;
  std::size_t stored_ = 0, unsorted_ = 0;
  std::int64_t latest_ = INT64_MIN;
};

/// Walks over a store. Memory: one small buffer per block whose rows are due at the same time.
template <class Row>
class RowStore<Row>::Cursor {
 public:
  /// The next row, or null at the end; valid until pop().
  [[nodiscard]] const Row* peek() const { return current_ < 0 ? nullptr : rows_ + at_; }
  void pop() {
    ++at_;
    if (at_ == filled_ || !(key(rows_[at_].local_ns, current_) < limit_)) settle();
  }

 private:
  friend class RowStore;
  /// Time, then number of the block: the order of a stable sort.
  struct Key {
    std::int64_t ns = INT64_MAX;
    std::ptrdiff_t block = PTRDIFF_MAX;
    auto operator<=>(const Key&) const = default;
  };
  /// A block that has been begun.
  struct Open {
    std::size_t next = 0;  ///< first row that is not in the buffer
    std::vector<Row> buffer;
    const Row* rows = nullptr;
    std::size_t at = 0, filled = 0;
  };
  explicit Cursor(const RowStore& store);
  static Key key(std::int64_t ns, std::ptrdiff_t block) { return {ns, block}; }
  void settle();
  bool fill(Open& open, const Block& block) const;
  void resume();

  const RowStore* store_;
  std::vector<std::ptrdiff_t> waiting_;              // blocks not begun, the first due last
  std::vector<std::optional<Open>> open_;            // by block
  std::vector<Key> heap_;                            // begun blocks but the current one
  std::ptrdiff_t current_ = -1;
  const Row* rows_ = nullptr;
  std::size_t at_ = 0, filled_ = 0;
  Key limit_;                                        // the current block is read up to here
};

extern template class RowStore<BookRow>;
extern template class RowStore<TradeRow>;

}  // namespace asgen::data
