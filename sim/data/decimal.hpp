#pragma once
// Decimal text to integers without going through binary fractions.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace asgen::data {

/// Scale of parsed decimals: 1 unit = 1e-9.
inline constexpr std::int64_t kDecimalScale = 1'000'000'000;

/// Sum of two amounts >= 0, or the largest number where it does not fit.
inline std::int64_t saturated_sum(std::int64_t a, std::int64_t b) { return a > INT64_MAX - b ? INT64_MAX : a + b; }

/// Why a decimal was not taken.
enum class DecimalFault { none, not_a_number, too_large, too_fine };

/// A number in units of 1e-9.
struct Decimal {
  std::int64_t value = 0;
  DecimalFault fault = DecimalFault::none;
};

/// Parses digits[.digits] with at most nine digits on each side; false for everything else, which parse_decimal() may still take.
inline bool parse_plain_decimal(std::string_view text, std::int64_t& value) {
  constexpr std::array<std::int64_t, 10> kScale{1'000'000'000, 100'000'000, 10'000'000, 1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};
  const std::size_t size = text.size();
  std::uint64_t mantissa = 0;
  std::size_t at = 0;
  const auto take_digits = [&] {
    for (; at < size; ++at) {
      const unsigned digit = static_cast<unsigned char>(text[at]) - static_cast<unsigned>('0');
      if (digit > 9) return;
      mantissa = mantissa * 10 + digit;
    }
  };
  if (size > 19) return false;
  take_digits();
  const std::size_t whole = at;
  if (whole == 0 || whole > 9) return false;
  std::size_t fraction = 0;
  if (at < size) {
    if (text[at++] != '.') return false;
    take_digits();
    fraction = at - whole - 1;
    if (at != size || fraction > 9) return false;
  }
  value = static_cast<std::int64_t>(mantissa) * kScale[fraction];
  return true;
}

/// Parses [+-]digits[.digits][e[+-]digits]. Digits below 1e-9 are rounded away when they change the value by less than
/// 1e-12 of itself (0.30000000000000004 is 0.3), else the number is too fine. |value| < 9.2e9.
Decimal parse_decimal(std::string_view text);

/// The eight digits at `text` as a number; false when one of them is no digit. All at once, in one 64-bit word.
inline bool parse_eight_digits(const char* text, std::uint64_t& value) {
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  const std::uint64_t digits = word - 0x3030303030303030;
  if (((digits | (word + 0x4646464646464646)) & 0x8080808080808080) != 0) return false;
  const std::uint64_t pairs = digits * 10 + (digits >> 8);
  value = (((pairs & 0x000000FF000000FF) * (100 + (1'000'000ULL << 32))) + (((pairs >> 16) & 0x000000FF000000FF) * (1 + (10'000ULL << 32)))) >> 32;
  return true;
}

/// Parses an unsigned whole number of at most 18 digits; false when it is none.
inline bool parse_whole(std::string_view text, std::int64_t& value) {
  if (text.empty() || text.size() > 18) return false;
  std::uint64_t number = 0;
  for (std::uint64_t eight = 0; text.size() >= 8; text.remove_prefix(8)) {
    if (!parse_eight_digits(text.data(), eight)) return false;
    number = number * 100'000'000 + eight;
  }
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  value = static_cast<std::int64_t>(number);
  return true;
}

/// The decimal that a binary fraction stands for: the nearest one of nine digits behind the point, where that is the same number
/// but for the last bits. Not a number, too large and too fine as for texts.
Decimal from_double(double value);

/// "is not a number", ...
const char* to_text(DecimalFault fault);

}  // namespace asgen::data
