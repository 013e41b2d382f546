#pragma once
// Rows of LOBSTER files as numbers.

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/data/csv_layout.hpp"
#include "sim/data/csv_rows.hpp"
#include "sim/data/feed_rules.hpp"
#include "sim/data/picture.hpp"

namespace asgen::data {

/// What a message says; the numbers are LOBSTER's.
enum class LobsterType { add = 1, reduce = 2, remove = 3, execute = 4, execute_hidden = 5, cross = 6, halt = 7 };

struct LobsterMessage {
  std::int64_t since_midnight_ns = 0;
  LobsterType type = LobsterType::add;
  std::uint64_t order = 0;
  std::int64_t amount = 0, price = 0;  ///< units of 1e-9; of a halt the plain number: -1 halted, 0 quotes resume, 1 trading resumes
  std::int8_t side = 0;                ///< of the resting order: +1 buy, -1 sell
};

class LobsterRows {
 public:
  explicit LobsterRows(const FeedRules& rules) : rules_(rules) {}

  /// False, with fault(), when the row is bad.
  bool read(std::string_view row, LobsterMessage& message);
  /// A row of the order book file; `levels` is the depth of its first row, 0 before.
  bool read(std::string_view row, Picture& picture, std::size_t& levels);
  [[nodiscard]] const RowFault& fault() const { return fault_; }

 private:
  bool refuse(const std::string& column, std::string_view value, std::string_view why);
  bool read_body(LobsterMessage& message);
  bool read_level(std::size_t index, Picture& picture);

  const FeedRules& rules_;
  Fields fields_;
  RowFault fault_;
};

}  // namespace asgen::data
