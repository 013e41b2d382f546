#include "sim/market/latency.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "sim/base/error.hpp"

namespace asgen::market {

using base::Nanos;

namespace {

constexpr const char* kRowsAdvice = "give rows req_ts,exch_ts,resp_ts in ns and in time order";

/// The line through (x0, y0) and (x1, y1) at x. Slope times distance in doubles, then cut: the source's order of operations.
std::int64_t interpolate(std::int64_t x, std::int64_t x0, std::int64_t y0, std::int64_t x1, std::int64_t y1) {
  const double slope = static_cast<double>(y1 - y0) / static_cast<double>(x1 - x0);
  return y0 + static_cast<std::int64_t>(slope * static_cast<double>(x - x0));
}

bool is_lost(const LatencyRow& row) { return row.exchange.count() <= 0; }

/// What a row says of a request: its latency, or when its loss was known.
RequestTravel travel_of(const LatencyRow& row) {
  if (is_lost(row)) return {row.response - row.request, RequestTravel::Fate::lost};
  return {row.exchange - row.request, RequestTravel::Fate::arrives};
}

std::vector<LatencyRow> shifted(std::vector<LatencyRow> rows, Nanos offset) {
  for (LatencyRow& row : rows) {
    if (!is_lost(row)) row.exchange += offset;
    row.response += offset * 2;
  }
  return rows;
}

void check_row(const LatencyRow& row, const LatencyRow* before, const LatencyRow* arrived_before, const std::string& where) {
  const auto refuse = [&](const char* why) {
    throw base::DataError(where, fmt::format("the row requested at {} ns {}", row.request.count(), why), kRowsAdvice);
  };
  if (row.response < row.request || (!is_lost(row) && (row.exchange < row.request || row.response < row.exchange))) {
    refuse("runs backwards in time (a greater offset mends clocks that differ)");
  }
  if (before != nullptr && row.request < before->request) refuse("is earlier than the row before");
  if (!is_lost(row) && arrived_before != nullptr && row.exchange < arrived_before->exchange) refuse("arrives earlier than the row before");
}

}  // namespace

MeasuredLatency::MeasuredLatency(std::vector<LatencyRow> rows, Nanos offset, const std::string& where)
    : rows_(shifted(std::move(rows), offset)), shortest_response_(Nanos::max()) {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    check_row(rows_[i], i == 0 ? nullptr : &rows_[i - 1], arrived_.empty() ? nullptr : &arrived_.back(), where);
    if (is_lost(rows_[i])) continue;
    arrived_.push_back(rows_[i]);
    shortest_response_ = std::min(shortest_response_, rows_[i].response - rows_[i].exchange);
  }
  if (arrived_.empty()) throw base::DataError(where, "holds no row of a request that arrived", kRowsAdvice);
}

RequestTravel MeasuredLatency::request(Nanos now) const {
  const auto after = std::upper_bound(rows_.begin(), rows_.end(), now, [](Nanos t, const LatencyRow& row) { return t < row.request; });
  if (after == rows_.begin()) return travel_of(rows_.front());
  const LatencyRow& row = *std::prev(after);
  if (after == rows_.end()) return travel_of(row);
  const bool lost = is_lost(row) || is_lost(*after);
  const auto duration = [lost](const LatencyRow& r) { return ((lost ? r.response : r.exchange) - r.request).count(); };
  const std::int64_t between = interpolate(now.count(), row.request.count(), duration(row), after->request.count(), duration(*after));
  return {Nanos(between), lost ? RequestTravel::Fate::lost : RequestTravel::Fate::arrives};
}

Nanos MeasuredLatency::response(Nanos now) const {
  const auto after =
      std::upper_bound(arrived_.begin(), arrived_.end(), now, [](Nanos t, const LatencyRow& row) { return t < row.exchange; });
  const auto duration = [](const LatencyRow& row) { return (row.response - row.exchange).count(); };
  if (after == arrived_.begin()) return Nanos(duration(arrived_.front()));
  const LatencyRow& row = *std::prev(after);
  if (after == arrived_.end()) return Nanos(duration(row));
  return Nanos(interpolate(now.count(), row.exchange.count(), duration(row), after->exchange.count(), duration(*after)));
}

std::vector<LatencyRow> parse_latency_rows(std::string_view text, const std::string& where) {
  std::vector<LatencyRow> rows;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    ++number;
    if (number == 1) {
      if (line != "req_ts,exch_ts,resp_ts") throw base::DataError(where, "has no header req_ts,exch_ts,resp_ts", kRowsAdvice);
      continue;
    }
    if (line.empty()) continue;
    std::array<std::int64_t, 3> values{};
    const char* at = line.data();
    const char* const stop = line.data() + line.size();
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto [rest, error] = std::from_chars(at, stop, values[i]);
      const bool closed = i + 1 < values.size() ? rest != stop && *rest == ',' : rest == stop;
      if (error != std::errc() || !closed) throw base::DataError(fmt::format("{}:{}", where, number), "is not three whole numbers", kRowsAdvice);
      at = rest + (i + 1 < values.size() ? 1 : 0);
    }
    rows.push_back({Nanos(values[0]), Nanos(values[1]), Nanos(values[2])});
  }
  return rows;
}

}  // namespace asgen::market
