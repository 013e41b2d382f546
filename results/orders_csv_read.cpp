#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "configs/json/suggest.hpp"
#include "results/day_grid.hpp"
#include "results/order_columns.hpp"
#include "results/orders_csv.hpp"
#include "sim/base/error.hpp"

namespace asgen::results {
namespace {

using base::Nanos;

constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> fields;
  for (std::size_t comma = 0; comma != std::string_view::npos;) {
    comma = line.find(',');
    fields.push_back(line.substr(0, comma));
    line.remove_prefix(std::min(comma, line.size() - 1) + 1);
  }
  return fields;
}

/// Takes the next line off the text, without its end.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

class OrderReader {
 public:
  OrderReader(const std::string& where, const tape::Tape& tape) : where_(where), info_(tape.info()), grid_(tape.info()) {}

  OrderList read(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // spreadsheets mark UTF-8 so
    read_header(take_line(text));
    while (!text.empty()) {
      const std::string_view line = take_line(text);
      ++line_;
      if (!line.empty()) read_row(line);
    }
    if (list_.orders.empty()) throw base::DataError(where_, "holds no order", "list at least one");
    return std::move(list_);
  }

 private:
  [[noreturn]] void refuse(const std::string& problem, const std::string& advice) const {
    throw base::DataError(fmt::format("{}:{}", where_, line_), problem, advice);
  }
  [[noreturn]] void refuse(OrderColumn column, const std::string& why, const std::string& advice) const {
    refuse(fmt::format("{} = \"{}\" ({})", kOrderColumns[static_cast<std::size_t>(column)], field(column), why), advice);
  }
  /// The field of this row, "" when the list lacks the column.
  [[nodiscard]] std::string_view field(OrderColumn column) const {
    const std::size_t place = places_[static_cast<std::size_t>(column)];
    return place == kAbsent ? std::string_view{} : fields_[place];
  }

  void read_header(std::string_view line) {
    places_.fill(kAbsent);
    const auto names = split(line);
    columns_ = names.size();
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto known = std::ranges::find(kOrderColumns, names[i]);
      if (known == kOrderColumns.end()) {
        const std::string near = configs::nearest(names[i], {kOrderColumns.begin(), kOrderColumns.end()});
        refuse(fmt::format("column {} is called \"{}\" (no such column is known)", i + 1, names[i]),
               fmt::format("did you mean \"{}\"?", near));
      }
      std::size_t& place = places_[static_cast<std::size_t>(known - kOrderColumns.begin())];
      if (place != kAbsent) refuse(fmt::format("column {} is there twice", names[i]), "keep one of them");
      place = i;
    }
    for (std::size_t i = 0; i < kRequiredColumns; ++i) {
      if (places_[i] == kAbsent) refuse(fmt::format("has no column {}", kOrderColumns[i]), "begin with order_id,submit_ns,side,price,qty");
    }
  }

  void read_row(std::string_view line) {
    fields_ = split(line);
    if (fields_.size() != columns_) {
      refuse(fmt::format("has {} fields (its header has {})", fields_.size(), columns_), "write one field per column, without quotes");
    }
    const std::string_view id = field(OrderColumn::order_id);
    if (id.empty()) refuse(OrderColumn::order_id, "must not be empty", "give every order a name of its own");
    if (!seen_.emplace(id).second) refuse(OrderColumn::order_id, "was given to an order before", "give every order a name of its own");
    market::ListedOrder order;
    read_times(order);
    read_request(order.request);
    read_trigger(order.request);
    list_.ids.emplace_back(id);
    list_.orders.push_back(order);
  }

  void read_times(market::ListedOrder& order) const {
    order.submitted = instant(OrderColumn::submit_ns);
    if (order.submitted < info_.open || order.submitted > info_.close) {
      refuse(OrderColumn::submit_ns, fmt::format("must lie in the days, {} to {}", info_.open.count(), info_.close.count()),
             "name the days that the orders were sent on; instants count ns since 1970 UTC");
    }
    if (field(OrderColumn::cancel_submit_ns).empty()) return;
    order.cancelled = instant(OrderColumn::cancel_submit_ns);
    if (order.cancelled < order.submitted) {
      refuse(OrderColumn::cancel_submit_ns, "is before submit_ns", "leave it empty for an order that was not cancelled");
    }
  }

  void read_request(market::OrderRequest& request) const {
    const std::string_view side = field(OrderColumn::side);
    if (side != "buy" && side != "sell") refuse(OrderColumn::side, "must be buy or sell", "write it in small letters");
    request.side = side == "buy" ? base::Side::buy : base::Side::sell;
    if (!field(OrderColumn::type).empty()) {
      const auto type = std::ranges::find(kOrderTypes, field(OrderColumn::type));
      if (type == kOrderTypes.end()) refuse(OrderColumn::type, "must be post_only, gtc, ioc, fok or market", "leave it empty for post_only");
      request.type = static_cast<market::OrderType>(type - kOrderTypes.begin());
    }
    const bool any_price = request.type == market::OrderType::market && field(OrderColumn::price).empty();
    if (!any_price) request.price = price(OrderColumn::price);
    const auto lots = grid_.lots(field(OrderColumn::qty));
    if (!lots || lots->count() <= 0) {
      refuse(OrderColumn::qty, fmt::format("must be a positive multiple of the days' lot, {}", info_.lot), "check the quantity");
    }
    request.quantity = *lots;
  }

  void read_trigger(market::OrderRequest& request) {
    const bool has_stop = !field(OrderColumn::stop).empty(), has_instant = !field(OrderColumn::at_ns).empty();
    if (has_stop && has_instant) refuse(OrderColumn::stop, "an order has one trigger, and at_ns is given too", "leave one of them empty");
    if (has_stop) {
      request.trigger = market::Trigger::stop;
      request.stop = price(OrderColumn::stop);
    }
    if (has_instant) {
      request.trigger = market::Trigger::time;
      request.at = instant(OrderColumn::at_ns);
    }
    const std::string_view group = field(OrderColumn::group);
    if (group.empty()) return;
    const auto next = static_cast<market::GroupId>(groups_.size() + 1);
    request.group = groups_.try_emplace(std::string(group), next).first->second;
  }

  [[nodiscard]] Nanos instant(OrderColumn column) const {
    const std::string_view text = field(column);
    std::int64_t value = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || rest != text.data() + text.size()) {
      refuse(column, "must be a whole number", "write ns since 1970-01-01 UTC");
    }
    return Nanos(value);
  }
  [[nodiscard]] base::Ticks price(OrderColumn column) const {
    const auto ticks = grid_.ticks(field(column));
    if (!ticks) refuse(column, fmt::format("must be a multiple of the days' price quantum, {}", info_.price_quantum), "check the price");
    return *ticks;
  }

  const std::string& where_;
  const tape::TapeInfo& info_;
  DayGrid grid_;
  std::array<std::size_t, kOrderColumns.size()> places_{};
  std::size_t columns_ = 0;
  std::vector<std::string_view> fields_;
  std::size_t line_ = 1;
  std::set<std::string_view> seen_;
  std::map<std::string, market::GroupId> groups_;
  OrderList list_;
};

}  // namespace

OrderList parse_orders_csv(std::string_view text, const std::string& where, const tape::Tape& tape) {
  return OrderReader(where, tape).read(text);
}

}  // namespace asgen::results
