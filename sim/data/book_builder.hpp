#pragma once
// Rows of any kind, in time order, into the level changes that a day file stores.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/data/book_state.hpp"
#include "sim/data/raw_row.hpp"

namespace asgen::data {

class BookBuilder {
 public:
  /// Applies a row to the book and appends what it changes to `out`: set levels, deleted levels (amount 0), kReset before the first
  /// row of a new picture.
  void apply(const BookRow& row, std::vector<BookRow>& out);
  /// Must be called before the first row of another stamp, and at the end: deletes what a `clear` row left waiting.
  void settle(std::vector<BookRow>& out);

  [[nodiscard]] const BookState& state() const { return state_; }
  [[nodiscard]] std::size_t resets() const { return resets_; }
  [[nodiscard]] std::size_t unknown_deletes() const { return unknown_deletes_; }

 private:
  struct Quote {
    std::int64_t price = 0, amount = 0;
    bool operator==(const Quote&) const = default;
  };

  void set(BookRow row, std::vector<BookRow>& out);
  void set_best(const BookRow& row, std::vector<BookRow>& out);
  void clear(const BookRow& row, std::vector<BookRow>& out);
  void delete_side(const BookRow& stamps, int side, std::int64_t limit, std::vector<BookRow>& out);

  BookState state_;
  std::size_t resets_ = 0, unknown_deletes_ = 0;
  bool in_snapshot_ = false, begun_ = false;
  std::int64_t opening_ns_ = 0;  // stamp of the first row
  std::array<Quote, 2> best_;      // by side: asks, bids
  std::array<bool, 2> emptied_{};  // a whole side was cleared and nothing of the same stamp came since
  BookRow clear_row_;
};

}  // namespace asgen::data
