#include "sim/data/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace asgen::data {

namespace {

constexpr int kMantissaDigits = 18;  // always fits in 63 bits
constexpr int kScaleDigits = 9;

constexpr std::int64_t power_of_ten(int exponent) {
  std::int64_t value = 1;
  for (; exponent > 0; --exponent) value *= 10;
  return value;
}

/// Digits without point and exponent: value = mantissa * 10^exponent.
struct Parts {
  std::int64_t mantissa = 0;
  int exponent = 0;
  int digits = 0;     // significant ones in the mantissa
  bool any = false;   // a digit was seen
};

void take_digit(Parts& parts, char c, bool after_point) {
  parts.any = true;
  if (parts.digits == kMantissaDigits) {  // further digits are below 1e-17 of the value
    parts.exponent += after_point ? 0 : 1;
    return;
  }
  parts.mantissa = parts.mantissa * 10 + (c - '0');
  parts.digits += parts.mantissa != 0 ? 1 : 0;
  parts.exponent -= after_point ? 1 : 0;
}

Decimal scale(Parts parts) {
  int shift = parts.exponent + kScaleDigits;
  if (parts.mantissa == 0) return {};
  for (; shift < 0 && parts.mantissa % 10 == 0; ++shift) parts.mantissa /= 10;
  if (shift >= 0) {
    if (shift > kMantissaDigits || parts.mantissa > INT64_MAX / power_of_ten(shift)) return {0, DecimalFault::too_large};
    return {parts.mantissa * power_of_ten(shift)};
  }
  if (shift < -kMantissaDigits) return {0, DecimalFault::too_fine};
  const std::int64_t divisor = power_of_ten(-shift);
  const std::int64_t rounded = parts.mantissa / divisor + (parts.mantissa % divisor >= divisor - divisor / 2 ? 1 : 0);
  const double change = static_cast<double>(std::min(parts.mantissa % divisor, divisor - parts.mantissa % divisor));
  if (change > 1e-12 * static_cast<double>(parts.mantissa)) return {0, DecimalFault::too_fine};
  return {rounded};
}

bool take_exponent(std::string_view text, Parts& parts) {
  if (text.starts_with('+')) text.remove_prefix(1);
  int exponent = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  parts.exponent += std::clamp(exponent, -1000, 1000);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

Decimal parse_decimal(std::string_view text) {
  if (std::int64_t plain = 0; parse_plain_decimal(text, plain)) return {plain};
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  Parts parts;
  bool after_point = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') {
      take_digit(parts, c, after_point);
    } else if (c == '.' && !after_point) {
      after_point = true;
    } else if ((c == 'e' || c == 'E') && parts.any && take_exponent(text.substr(i + 1), parts)) {
      break;
    } else {
      return {0, DecimalFault::not_a_number};
    }
  }
  if (!parts.any) return {0, DecimalFault::not_a_number};
  Decimal result = scale(parts);
  if (negative) result.value = -result.value;
  return result;
}

Decimal from_double(double value) {
  if (!std::isfinite(value)) return {0, DecimalFault::not_a_number};
  const double scaled = value * static_cast<double>(kDecimalScale);
  // Below 2^51 the product is right to a quarter of a unit, so rounding finds the decimal that was meant.
  if (std::fabs(scaled) < 0x1p51) {
    const double whole = std::nearbyint(scaled);
    if (std::fabs(scaled - whole) > 1e-12 * std::fabs(scaled)) return {0, DecimalFault::too_fine};
    return {static_cast<std::int64_t>(whole)};
  }
  char text[64];
  const auto [end, error] = std::to_chars(text, text + sizeof text, value);
  if (error != std::errc()) return {0, DecimalFault::too_large};
  return parse_decimal(std::string_view(text, static_cast<std::size_t>(end - text)));
}

const char* to_text(DecimalFault fault) {
  switch (fault) {
    case DecimalFault::none: return "is fine";
    case DecimalFault::not_a_number: return "is not a number";
    case DecimalFault::too_large: return "is too large (9.2e9 at most)";
    case DecimalFault::too_fine: return "is finer than 1e-9";
  }
  return "";
}

}  // namespace asgen::data
