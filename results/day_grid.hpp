#pragma once
// Prices and quantities of a day as decimal text and back, exactly: whole ticks and lots, never a binary fraction in between.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/units.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::results {

class DayGrid {
 public:
  /// The price quantum and lot of a tape must be whole multiples of 1e-9, as those of day files are.
  explicit DayGrid(const tape::TapeInfo& info);

  /// "61824.01" -> ticks; nothing when the text is no number or lies between two ticks or beyond 32-bit ticks.
  [[nodiscard]] std::optional<base::Ticks> ticks(std::string_view price) const;
  /// "0.01" -> lots; nothing when the text is no number or lies between two lots.
  [[nodiscard]] std::optional<base::Lots> lots(std::string_view quantity) const;
  /// With the decimals of the price quantum: 61824.00.
  [[nodiscard]] std::string price(base::Ticks ticks) const;
  /// With as few decimals as say it: 0.01.
  [[nodiscard]] std::string quantity(base::Lots lots) const;

 private:
  std::int64_t quantum_, lot_;  // in units of 1e-9
};

}  // namespace asgen::results
