#include "sim/data/day_writer.hpp"

#include <fmt/format.h>

#include "sim/data/day_file.hpp"

namespace asgen::data {

namespace {

/// Where a column lives and what it says.
struct Place {
  std::string dataset;
  h5::DatasetOptions options;
};

/// Calls `use(column, place)` for every column of a book.
template <class Columns, class Use>
void for_book(Columns& book, const DayInfo& info, Use&& use) {
  const std::string tick_unit = fmt::format("ticks of {} quote currency", info.price_quantum);
  use(book.exchange_ns, Place{"/book/exchange_ns", {.unit = "ns", .description = "exchange stamp, since 1970-01-01 UTC"}});
  use(book.local_ns, Place{"/book/local_ns", {.unit = "ns", .description = "receive stamp, since 1970-01-01 UTC; the day's time line"}});
  use(book.price, Place{"/book/price", {.unit = tick_unit, .description = "price = ticks * price_quantum"}});
  use(book.side, Place{"/book/side", {.unit = "1", .description = "+1 bid, -1 ask"}});
  use(book.lots, Place{"/book/amount", {.unit = fmt::format("lots of {}", info.lot),
                                        .description = "displayed at this price from now on; 0 deletes the level"}});
  use(book.flags, Place{"/book/flags", {.unit = "bits", .description = "1 part of a snapshot, 2 both sides are emptied before this row"}});
}

/// The same for trades; resting_since_ns only where the day has it.
template <class Columns, class Use>
void for_trades(Columns& trades, const DayInfo& info, Use&& use) {
  const std::string tick_unit = fmt::format("ticks of {} quote currency", info.price_quantum);
  use(trades.exchange_ns, Place{"/trades/exchange_ns", {.unit = "ns", .description = "exchange stamp, since 1970-01-01 UTC"}});
  use(trades.local_ns, Place{"/trades/local_ns", {.unit = "ns", .description = "receive stamp, since 1970-01-01 UTC; the day's time line"}});
  use(trades.price, Place{"/trades/price", {.unit = tick_unit, .description = "price = ticks * price_quantum"}});
  use(trades.side, Place{"/trades/side", {.unit = "1", .description = "aggressor: +1 buy, -1 sell, 0 unknown"}});
  use(trades.lots, Place{"/trades/amount", {.unit = fmt::format("lots of {}", info.lot), .description = "traded quantity"}});
  if (trades.resting_since_ns.empty()) return;
  use(trades.resting_since_ns, Place{"/trades/resting_since_ns",
                                     {.unit = "ns", .description = "when the order that was hit joined its queue, since 1970-01-01 UTC; 0 unknown"}});
}

template <class T>
void append_chunks(h5::File& file, std::vector<T>& column, const Place& place, std::size_t rows) {
  file.append<T>(place.dataset, std::span<const T>(column).first(rows), place.options);
  column.erase(column.begin(), column.begin() + static_cast<std::ptrdiff_t>(rows));
}

void write_gaps(h5::File& file, const std::vector<Gap>& gaps) {
  std::vector<std::int64_t> begin, end;
  for (const Gap& gap : gaps) {
    begin.push_back(gap.begin.count());
    end.push_back(gap.end.count());
  }
  file.write("/gaps/begin_ns", begin, {.unit = "ns", .description = "last row before a hole in the recording"});
  file.write("/gaps/end_ns", end, {.unit = "ns", .description = "first row after it"});
}

void write_info(h5::File& file, const DayInfo& info) {
  file.set_attribute("/", "format", kDayFileFormat);
  file.set_attribute("/", "version", kDayFileVersion);
  file.set_attribute("/", "exchange", info.exchange);
  file.set_attribute("/", "symbol", info.symbol);
  file.set_attribute("/", "day", info.day);
  file.set_attribute("/", "time_zone", info.time_zone);
  file.set_attribute("/", "session", info.session);
  file.set_attribute("/", "price_quantum", info.price_quantum);
  file.set_attribute("/", "lot", info.lot);
  file.set_attribute("/", "contract", info.contract);
  file.set_attribute("/", "contract_size", info.contract_size);
  file.set_attribute("/", "depth_levels", static_cast<std::int64_t>(info.depth_levels));
  file.set_attribute("/", "open_ns", info.open.count());
  file.set_attribute("/", "close_ns", info.close.count());
  file.set_attribute("/", "origin", info.origin);
  file.set_attribute("/", "sources", std::span<const std::string>(info.sources));
}

}  // namespace

DayWriter::DayWriter(const std::string& path, DayInfo info) : file_(h5::File::create(path)), info_(std::move(info)) {}

void DayWriter::book(BookColumns& piece) {
  const std::size_t rows = piece.size() / h5::kAppendChunk * h5::kAppendChunk;
  if (rows == 0) return;
  for_book(piece, info_, [&](auto& column, const Place& place) { append_chunks(file_, column, place, rows); });
  book_begun_ = true;
}

void DayWriter::trades(TradeColumns& piece) {
  const std::size_t rows = piece.size() / h5::kAppendChunk * h5::kAppendChunk;
  if (rows == 0) return;
  for_trades(piece, info_, [&](auto& column, const Place& place) { append_chunks(file_, column, place, rows); });
  trades_begun_ = true;
}

void DayWriter::finish(const BookColumns& book, const TradeColumns& trades, const std::vector<Gap>& gaps) {
  const auto write = [&](bool begun) {
    return [this, begun](const auto& column, const Place& place) {
      // A day that fits one chunk is stored without room to grow.
      begun ? file_.append(place.dataset, std::span(column), place.options) : file_.write(place.dataset, column, place.options);
    };
  };
  for_book(book, info_, write(book_begun_));
  for_trades(trades, info_, write(trades_begun_));
  write_gaps(file_, gaps);
}

void DayWriter::publish(int depth_levels) {
  info_.depth_levels = depth_levels;
  write_info(file_, info_);
  file_.publish();
}

}  // namespace asgen::data
