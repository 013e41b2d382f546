#include "sim/data/npz_feed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "sim/base/error.hpp"
#include "sim/data/decimal.hpp"
#include "sim/data/npy_reader.hpp"
#include "sim/data/order_book.hpp"
#include "sim/data/zip_archive.hpp"

namespace asgen::data {

namespace {

enum class EventKind { depth = 1, trade = 2, clear = 3, snapshot = 4, best = 5, add = 10, cancel = 11, modify = 12, fill = 13 };

constexpr std::uint64_t kExchange = std::uint64_t{1} << 31, kLocal = std::uint64_t{1} << 30, kBuy = std::uint64_t{1} << 29,
                        kSell = std::uint64_t{1} << 28;

/// Turns events into rows.
class EventReader {
 public:
  EventReader(const FeedRules& rules, RawFeed& feed) : rules_(rules), feed_(feed) {}

  Outcome take(const NpyEvent& event);
  [[nodiscard]] const std::string& column() const { return column_; }
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  bool refuse(const char* column, std::string reason) {
    column_ = column;
    reason_ = std::move(reason);
    return false;
  }
  bool read_stamps(const NpyEvent& event);
  bool read_price(const NpyEvent& event, std::int64_t& price);
  bool read_amount(const NpyEvent& event, std::int64_t& amount);
  bool read_level(const NpyEvent& event, std::uint8_t flags);
  bool read_best(const NpyEvent& event);
  bool read_clear(const NpyEvent& event);
  bool read_trade(const NpyEvent& event);
  bool read_add(const NpyEvent& event);
  bool read_modify(const NpyEvent& event);
  bool read_fill(const NpyEvent& event);
  bool cancel(const NpyEvent& event);
  void say_level(const NpyEvent& event, int side, std::int64_t price);

  /// +1, -1, or 0 when the event names no side.
  static std::int8_t side_of(const NpyEvent& event) {
    return (event.event & kBuy) != 0 ? std::int8_t{1} : (event.event & kSell) != 0 ? std::int8_t{-1} : std::int8_t{0};
  }

  const FeedRules& rules_;
  RawFeed& feed_;
  OrderBook orders_;
  std::string column_, reason_;
};

Outcome EventReader::take(const NpyEvent& event) {
  if ((event.event & kLocal) == 0) {
    if ((event.event & kExchange) != 0) return Outcome::skipped;
    refuse("ev", fmt::format("{} is valid for neither clock (bits 30 and 31)", event.event));
    return Outcome::refused;
  }
  if (!read_stamps(event)) return Outcome::refused;
  bool good = false;
  switch (static_cast<EventKind>(event.event & 0xff)) {
    case EventKind::depth: good = read_level(event, 0); break;
    case EventKind::snapshot: good = read_level(event, kSnapshot); break;
    case EventKind::best: good = read_best(event); break;
    case EventKind::clear: good = read_clear(event); break;
    case EventKind::trade: good = read_trade(event); break;
    case EventKind::add: good = read_add(event); break;
    case EventKind::cancel: good = cancel(event); break;
    case EventKind::modify: good = read_modify(event); break;
    case EventKind::fill: good = read_fill(event); break;
    default: good = refuse("ev", fmt::format("{} is an event of no known kind", event.event & 0xff));
  }
  return good ? Outcome::taken : Outcome::refused;
}

bool EventReader::read_stamps(const NpyEvent& event) {
  for (const auto& [column, ns] : {std::pair{"exch_ts", event.exchange_ns}, std::pair{"local_ts", event.local_ns}}) {
    if (ns < kFirstInstant || ns > kLastInstant) return refuse(column, fmt::format("{} is not in ns since 1970 (1990 to 2100)", ns));
  }
  return true;
}

bool EventReader::read_price(const NpyEvent& event, std::int64_t& price) {
  const Decimal parsed = from_double(event.price);
  const char* fault = parsed.fault != DecimalFault::none ? to_text(parsed.fault) : rules_.price_fault(parsed.value);
  price = parsed.value;
  return fault == nullptr || refuse("px", fmt::format("{} {}", event.price, fault));
}

bool EventReader::read_amount(const NpyEvent& event, std::int64_t& amount) {
  const Decimal parsed = from_double(event.amount);
  const char* fault = parsed.fault != DecimalFault::none ? to_text(parsed.fault) : rules_.amount_fault(parsed.value);
  amount = parsed.value;
  return fault == nullptr || refuse("qty", fmt::format("{} {}", event.amount, fault));
}

bool EventReader::read_level(const NpyEvent& event, std::uint8_t flags) {
  BookRow row{event.exchange_ns, event.local_ns, 0, 0, side_of(event), flags, RowKind::plain, 0};
  if (row.side == 0) return refuse("ev", "is a level of no side (bits 28 and 29)");
  if (!read_price(event, row.price) || !read_amount(event, row.amount)) return false;
  feed_.add_book(row);
  return true;
}

bool EventReader::read_best(const NpyEvent& event) {
  BookRow row{event.exchange_ns, event.local_ns, 0, 0, side_of(event), 0, RowKind::best, 0};
  if (row.side == 0) return refuse("ev", "is a best price of no side (bits 28 and 29)");
  if (!read_amount(event, row.amount) || (row.amount > 0 && !read_price(event, row.price))) return false;
  feed_.add_quote(row);
  return true;
}

/// No side clears both; a price that is not finite clears all of it.
bool EventReader::read_clear(const NpyEvent& event) {
  BookRow row{event.exchange_ns, event.local_ns, 0, 0, 0, 0, RowKind::clear, 0};
  if (std::isfinite(event.price) && event.price > 0 && !read_price(event, row.price)) return false;
  for (const std::int8_t side : {std::int8_t{1}, std::int8_t{-1}}) {
    if (side_of(event) != 0 && side_of(event) != side) continue;
    row.side = side;
    feed_.add_book(row);
  }
  orders_.clear();
  return true;
}

bool EventReader::read_trade(const NpyEvent& event) {
  TradeRow row{event.exchange_ns, event.local_ns, 0, 0, 0, side_of(event)};
  if (!read_price(event, row.price) || !read_amount(event, row.amount)) return false;
  if (row.amount == 0) return refuse("qty", "0 is not positive");
  feed_.add_trade(row);
  return true;
}

void EventReader::say_level(const NpyEvent& event, int side, std::int64_t price) {
  feed_.add_book({event.exchange_ns, event.local_ns, price, orders_.shown(side, price), static_cast<std::int8_t>(side), 0, RowKind::plain, 0});
}

bool EventReader::read_add(const NpyEvent& event) {
  RestingOrder order{0, 0, event.local_ns, side_of(event)};
  if (order.side == 0) return refuse("ev", "is an order of no side (bits 28 and 29)");
  if (!read_price(event, order.price) || !read_amount(event, order.amount)) return false;
  orders_.add(event.order, order);
  say_level(event, order.side, order.price);
  return true;
}

bool EventReader::cancel(const NpyEvent& event) {
  if (const auto gone = orders_.remove(event.order)) say_level(event, gone->side, gone->price);
  return true;
}

/// A smaller amount at the same price keeps the place in the queue.
bool EventReader::read_modify(const NpyEvent& event) {
  const RestingOrder* known = orders_.find(event.order);
  RestingOrder order{0, 0, event.local_ns, side_of(event)};
  if (!read_price(event, order.price) || !read_amount(event, order.amount)) return false;
  if (known != nullptr) {
    const RestingOrder before = *known;
    order.side = before.side;
    if (before.price == order.price && order.amount <= before.amount) order.since_ns = before.since_ns;
    orders_.remove(event.order);
    if (before.price != order.price) say_level(event, before.side, before.price);
  }
  if (order.side == 0) return refuse("ev", "is an order of no side (bits 28 and 29)");
  if (order.amount > 0) orders_.add(event.order, order);
  say_level(event, order.side, order.price);
  return true;
}

/// Fills leave the book alone: the venue follows them with a cancel or a modify.
bool EventReader::read_fill(const NpyEvent& event) {
  const RestingOrder* hit = orders_.find(event.order);
  TradeRow row{event.exchange_ns, event.local_ns, 0, 0, hit == nullptr ? 0 : hit->since_ns, static_cast<std::int8_t>(-side_of(event))};
  if (hit != nullptr) row.side = static_cast<std::int8_t>(-hit->side);
  if (!read_price(event, row.price) || !read_amount(event, row.amount)) return false;
  if (row.amount == 0) return refuse("qty", "0 is not positive");
  feed_.resting_known = true;
  feed_.add_fill(row);
  return true;
}

std::size_t find_array(const ZipArchive& archive, const std::string& path) {
  const auto& members = archive.members();
  const auto found = std::ranges::find(members, "data.npy");
  if (found == members.end()) throw base::DataError(path, "has no array `data` (member data.npy)", "give an .npz that hftbacktest's converters wrote");
  return static_cast<std::size_t>(found - members.begin());
}

void take_names(const std::string& path, const FeedRules& rules, RawFeed& feed) {
  const std::string name = std::filesystem::path(path).filename().string();
  if (feed.symbol.empty()) feed.symbol = rules.symbol.empty() ? name.substr(0, name.find_first_of("_.")) : rules.symbol;
  if (feed.exchange.empty()) feed.exchange = "hftbacktest";
}

}  // namespace

FileReport read_npz(const std::string& path, const FeedRules& rules, RawFeed& feed) {
  const ZipArchive archive(path);
  NpyReader rows(path + ":data.npy", archive.open(find_array(archive, path)));
  take_names(path, rules, feed);
  RowLog log(path, "hftbacktest npz");
  EventReader reader(rules, feed);
  std::size_t exchange_only = 0;
  for (NpyEvent event; rows.next(event);) {
    switch (reader.take(event)) {
      case Outcome::taken: log.taken(event.local_ns); break;
      case Outcome::skipped: ++exchange_only; break;
      case Outcome::refused: log.refused(rows.number(), reader.column(), reader.reason()); break;
    }
  }
  if (exchange_only > 0) log.note(fmt::format("{} rows of the exchange's clock alone are left out: their copies have a local stamp", exchange_only));
  return log.finish(rules.max_bad);
}

}  // namespace asgen::data
