#include "sim/data/lobster_rows.hpp"

#include <fmt/format.h>

#include "sim/data/decimal.hpp"

namespace asgen::data {

namespace {

constexpr std::int64_t kPriceUnit = kDecimalScale / 10'000;
constexpr std::int64_t kNoPrice = 9'999'999'999;  // of a level that is not there, with a minus on the bid side
constexpr std::int64_t kMostShares = 9'000'000'000;  // 1e-9 of a share must fit into 63 bits
constexpr std::int64_t kDay = 86'400'000'000'000;

bool parse_signed(std::string_view text, std::int64_t& value) {
  const bool negative = text.starts_with('-');
  if (!parse_whole(text.substr(negative ? 1 : 0), value)) return false;
  if (negative) value = -value;
  return true;
}

}  // namespace

bool LobsterRows::refuse(const std::string& column, std::string_view value, std::string_view why) {
  fault_ = {column, quoted(value, why)};
  return false;
}

bool LobsterRows::read(std::string_view row, LobsterMessage& message) {
  if (const auto count = split_row(row, fields_); count != 6) {
    fault_ = {"(row)", fmt::format("{} fields (6 wanted)", count)};
    return false;
  }
  const Decimal time = parse_decimal(fields_[0]);
  if (time.fault != DecimalFault::none) return refuse("time", fields_[0], to_text(time.fault));
  if (time.value < 0 || time.value > kDay) return refuse("time", fields_[0], "is not in seconds after midnight");
  std::int64_t type = 0, order = 0;
  if (!parse_whole(fields_[1], type) || type < 1 || type > 7) return refuse("type", fields_[1], "is none of 1 to 7");
  if (!parse_signed(fields_[2], order)) return refuse("order id", fields_[2], "is not a whole number");
  message.since_midnight_ns = time.value;
  message.type = static_cast<LobsterType>(type);
  message.order = static_cast<std::uint64_t>(order);
  return read_body(message);
}

bool LobsterRows::read_body(LobsterMessage& message) {
  std::int64_t amount = 0, price = 0, direction = 0;
  if (!parse_signed(fields_[3], amount) || amount > kMostShares) return refuse("size", fields_[3], "is not a whole number of shares");
  if (!parse_signed(fields_[4], price)) return refuse("price", fields_[4], "is not a whole number");
  if (message.type == LobsterType::halt) {
    message.price = price;
    return true;
  }
  if (!parse_signed(fields_[5], direction) || (direction != 1 && direction != -1)) return refuse("direction", fields_[5], "is neither 1 nor -1");
  if (amount <= 0) return refuse("size", fields_[3], "is not positive");
  if (price > kNoPrice) return refuse("price", fields_[4], "is too large");
  message.amount = amount * kDecimalScale;
  message.price = price * kPriceUnit;
  message.side = static_cast<std::int8_t>(direction);
  if (const char* fault = rules_.price_fault(message.price)) return refuse("price", fields_[4], fault);
  if (const char* fault = rules_.amount_fault(message.amount)) return refuse("size", fields_[3], fault);
  return true;
}

bool LobsterRows::read(std::string_view row, Picture& picture, std::size_t& levels) {
  const std::size_t count = split_row(row, fields_);
  if (levels == 0 && count % 4 == 0 && count <= kMaxFields) levels = count / 4;
  if (levels == 0 || count != 4 * levels) {
    fault_ = {"(row)", levels == 0 ? fmt::format("{} fields (4 a level wanted, {} levels at most)", count, kMaxFields / 4)
                                   : fmt::format("{} fields ({} wanted)", count, 4 * levels)};
    return false;
  }
  picture.bids.clear();
  picture.asks.clear();
  for (std::size_t i = 0; i < 2 * levels; ++i) {
    if (!read_level(i, picture)) return false;
  }
  return is_sorted(picture) || refuse("ask price 1", fields_[0], "begins levels that are not sorted, best first");
}

/// Sides alternate: ask 1, bid 1, ask 2, ...
bool LobsterRows::read_level(std::size_t index, Picture& picture) {
  const std::string_view price_text = fields_[2 * index], amount_text = fields_[2 * index + 1];
  const char* side = index % 2 == 0 ? "ask" : "bid";
  const auto column = [&](const char* what) { return fmt::format("{} {} {}", side, what, index / 2 + 1); };
  std::int64_t price = 0, amount = 0;
  if (!parse_signed(price_text, price)) return refuse(column("price"), price_text, "is not a whole number");
  if (!parse_whole(amount_text, amount) || amount > kMostShares) return refuse(column("size"), amount_text, "is not a whole number of shares");
  if (amount == 0 || price == kNoPrice || price == -kNoPrice) return true;
  if (price > kNoPrice) return refuse(column("price"), price_text, "is too large");
  const PictureLevel level{price * kPriceUnit, amount * kDecimalScale};
  if (const char* fault = rules_.price_fault(level.price)) return refuse(column("price"), price_text, fault);
  if (const char* fault = rules_.amount_fault(level.amount)) return refuse(column("size"), amount_text, fault);
  (index % 2 == 0 ? picture.asks : picture.bids).push_back(level);
  return true;
}

}  // namespace asgen::data
