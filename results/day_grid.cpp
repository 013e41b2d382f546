#include "results/day_grid.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

#include "sim/base/contract.hpp"
#include "sim/data/decimal.hpp"

namespace asgen::results {
namespace {

constexpr int kDigits = 9;  // of data::kDecimalScale

std::int64_t in_units(double value) {
  const std::int64_t units = std::llround(value * static_cast<double>(data::kDecimalScale));
  base::expects(units > 0, "quantum and lot are multiples of 1e-9");
  return units;
}

/// How many times `step` a decimal text is; nothing when it is no whole number of times.
std::optional<std::int64_t> multiple_of(std::int64_t step, std::string_view text) {
  const data::Decimal decimal = data::parse_decimal(text);
  if (decimal.fault != data::DecimalFault::none || decimal.value % step != 0) return std::nullopt;
  return decimal.value / step;
}

/// A number of units of 1e-9 with at least `decimals` decimals, and more only when they are not 0.
std::string decimal_text(std::int64_t units, std::size_t decimals) {
  const std::uint64_t size = units < 0 ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units);
  const auto scale = static_cast<std::uint64_t>(data::kDecimalScale);
  std::string fraction = fmt::format("{:0{}}", size % scale, kDigits);
  while (fraction.size() > decimals && fraction.back() == '0') fraction.pop_back();
  return fmt::format("{}{}{}{}", units < 0 ? "-" : "", size / scale, fraction.empty() ? "" : ".", fraction);
}

std::size_t decimals_of(std::int64_t units) {
  std::size_t decimals = kDigits;
  for (; decimals > 0 && units % 10 == 0; units /= 10) --decimals;
  return decimals;
}

}  // namespace

DayGrid::DayGrid(const tape::TapeInfo& info) : quantum_(in_units(info.price_quantum)), lot_(in_units(info.lot)) {}

std::optional<base::Ticks> DayGrid::ticks(std::string_view price) const {
  const auto count = multiple_of(quantum_, price);
  if (!count || *count <= INT32_MIN + 1 || *count >= INT32_MAX - 1) return std::nullopt;
  return base::Ticks(*count);
}

std::optional<base::Lots> DayGrid::lots(std::string_view quantity) const {
  const auto count = multiple_of(lot_, quantity);
  return count ? std::optional(base::Lots(*count)) : std::nullopt;
}

std::string DayGrid::price(base::Ticks ticks) const { return decimal_text(ticks.count() * quantum_, decimals_of(quantum_)); }

std::string DayGrid::quantity(base::Lots lots) const { return decimal_text(lots.count() * lot_, 0); }

}  // namespace asgen::results
