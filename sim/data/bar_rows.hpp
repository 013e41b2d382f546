#pragma once
// Rows of a bar file as numbers.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/data/csv_layout.hpp"
#include "sim/data/csv_rows.hpp"
#include "sim/data/feed_rules.hpp"
#include "sim/data/time_zone.hpp"

namespace asgen::data {

struct Bar {
  std::int64_t begin_ns = 0;
  std::int64_t open = 0, high = 0, low = 0, close = 0, volume = 0;  ///< units of 1e-9
};

class BarRows {
 public:
  /// Throws DataError when the header lacks a column.
  BarRows(std::string_view header, const std::string& path, const FeedRules& rules);
  /// False, with fault(), when the row is bad.
  bool read(std::string_view row, Bar& bar);
  [[nodiscard]] const RowFault& fault() const { return fault_; }

 private:
  enum Part { time, open, high, low, close, volume };
  static constexpr std::size_t kParts = 6;
  bool refuse(Part part, std::string_view why);
  bool read_number(Part part, std::int64_t& value);

  const FeedRules& rules_;
  TimeZone zone_;
  std::array<std::size_t, kParts> place_{};
  std::size_t count_ = 0;
  Fields fields_;
  RowFault fault_;
};

/// A stamp as people write them: whole seconds, milliseconds, microseconds or nanoseconds since 1970 (told by their size), or
/// "2024-01-02 09:30[:00[.5]]" (with T or a blank, Z or nothing), without Z in `zone`. Nothing when it is none.
std::optional<std::int64_t> parse_stamp(std::string_view text, const TimeZone& zone);

}  // namespace asgen::data
