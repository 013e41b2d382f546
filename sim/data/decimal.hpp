#pragma once
// Decimal text to integers without going through binary fractions.

#include <cstdint>
#include <string_view>

namespace asgen::data {

/// Scale of parsed decimals: 1 unit = 1e-9.
inline constexpr std::int64_t kDecimalScale = 1'000'000'000;

/// Why a decimal was not taken.
enum class DecimalFault { none, not_a_number, too_large, too_fine };

/// A number in units of 1e-9.
struct Decimal {
  std::int64_t value = 0;
  DecimalFault fault = DecimalFault::none;
};

/// Parses [+-]digits[.digits][e[+-]digits]. Digits below 1e-9 are rounded away when they change the value by less than
/// 1e-12 of itself (0.30000000000000004 is 0.3), else the number is too fine. |value| < 9.2e9.
Decimal parse_decimal(std::string_view text);

/// Parses an unsigned whole number of at most 18 digits; false when it is none.
bool parse_whole(std::string_view text, std::int64_t& value);

/// "is not a number", ...
const char* to_text(DecimalFault fault);

}  // namespace asgen::data
