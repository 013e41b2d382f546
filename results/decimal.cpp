#include "results/decimal.hpp"

#include <charconv>
#include <cmath>

#include "sim/base/contract.hpp"

namespace asgen::results {

std::string plain_decimal(double value) {
  base::expects(std::isfinite(value), "only finite numbers have a decimal form");
  char text[1100];  // the longest double in fixed notation: sign, 0., 1074 digits
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed);
  std::string decimal(text, end.ptr);
  if (decimal.find('.') == std::string::npos) decimal += ".0";
  return decimal;
}

}  // namespace asgen::results
