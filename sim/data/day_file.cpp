#include "sim/data/day_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.hpp"
#include "sim/data/day_writer.hpp"
#include "sim/data/h5.hpp"

namespace asgen::data {

namespace {

constexpr const char* kAdvice = "import the raw data again with `asgen import`";

void check_format(const h5::File& file) {
  if (!file.has_attribute("/", "format") || file.text_attribute("/", "format") != kDayFileFormat) {
    throw base::DataError(file.path(), "is not a day file (no attribute format = \"asgen-day\")",
                          "give a file that `asgen import` or `asgen synth` made");
  }
  if (const auto version = file.int_attribute("/", "version"); version != kDayFileVersion) {
    throw base::DataError(file.path(), fmt::format("is a day file of version {} (this program reads version {})", version, kDayFileVersion),
                          kAdvice);
  }
}

DayInfo read_info(const h5::File& file) {
  check_format(file);
  DayInfo info;
  info.exchange = file.text_attribute("/", "exchange");
  info.symbol = file.text_attribute("/", "symbol");
  info.day = file.text_attribute("/", "day");
  info.time_zone = file.text_attribute("/", "time_zone");
  info.session = file.text_attribute("/", "session");
  info.price_quantum = file.double_attribute("/", "price_quantum");
  info.lot = file.double_attribute("/", "lot");
  info.contract = file.text_attribute("/", "contract");
  info.contract_size = file.double_attribute("/", "contract_size");
  info.depth_levels = static_cast<int>(file.int_attribute("/", "depth_levels"));
  info.open = base::Nanos(file.int_attribute("/", "open_ns"));
  info.close = base::Nanos(file.int_attribute("/", "close_ns"));
  info.origin = file.text_attribute("/", "origin");
  info.sources = file.text_list_attribute("/", "sources");
  return info;
}

template <class Columns>
void read_common(const h5::File& file, const std::string& group, Columns& columns) {
  columns.exchange_ns = file.read<std::int64_t>(group + "/exchange_ns");
  columns.local_ns = file.read<std::int64_t>(group + "/local_ns");
  columns.side = file.read<std::int8_t>(group + "/side");
  columns.price = file.read<std::int32_t>(group + "/price");
  columns.lots = file.read<std::int64_t>(group + "/amount");
}

/// Throws DataError unless the columns are of one length, sorted by time and within [open, close].
template <class Columns>
void check_columns(const std::string& path, const std::string& group, const Columns& columns, const DayInfo& info) {
  const std::size_t n = columns.local_ns.size();
  if (columns.exchange_ns.size() != n || columns.side.size() != n || columns.price.size() != n || columns.lots.size() != n) {
    throw base::DataError(path + ":" + group, "has columns of different lengths", kAdvice);
  }
  if (!std::is_sorted(columns.local_ns.begin(), columns.local_ns.end())) {
    throw base::DataError(path + ":" + group + "/local_ns", "is not sorted", kAdvice);
  }
  if (n > 0 && (columns.local_ns.front() < info.open.count() || columns.local_ns.back() > info.close.count())) {
    throw base::DataError(path + ":" + group + "/local_ns", "leaves the span open_ns..close_ns", kAdvice);
  }
}

void check_day(const std::string& path, const Day& day) {
  if (!(day.info.price_quantum > 0) || !(day.info.lot > 0)) {
    throw base::DataError(path, "has no positive price_quantum and lot", kAdvice);
  }
  check_columns(path, "/book", day.book, day.info);
  check_columns(path, "/trades", day.trades, day.info);
  if (day.book.flags.size() != day.book.size()) throw base::DataError(path + ":/book/flags", "has another length than the book", kAdvice);
  if (const auto known = day.trades.resting_since_ns.size(); known != 0 && known != day.trades.size()) {
    throw base::DataError(path + ":/trades/resting_since_ns", "has another length than the trades", kAdvice);
  }
}

std::uint64_t distinct(const std::vector<std::int64_t>& rising) {
  std::uint64_t count = rising.empty() ? 0 : 1;
  for (std::size_t i = 1; i < rising.size(); ++i) count += rising[i] != rising[i - 1] ? 1 : 0;
  return count;
}

}  // namespace

void write_day(const std::string& path, const Day& day) {
  check_day(path, day);
  DayWriter writer(path, day.info);
  writer.finish(day.book, day.trades, day.gaps);
  writer.publish(day.info.depth_levels);
}

Day read_day(const std::string& path) {
  const auto file = h5::File::open(path);
  Day day;
  day.info = read_info(file);
  read_common(file, "/book", day.book);
  day.book.flags = file.read<std::uint8_t>("/book/flags");
  read_common(file, "/trades", day.trades);
  if (file.exists("/trades/resting_since_ns")) day.trades.resting_since_ns = file.read<std::int64_t>("/trades/resting_since_ns");
  const auto begin = file.read<std::int64_t>("/gaps/begin_ns");
  const auto end = file.read<std::int64_t>("/gaps/end_ns");
  if (begin.size() != end.size()) throw base::DataError(path + ":/gaps", "has columns of different lengths", kAdvice);
  for (std::size_t i = 0; i < begin.size(); ++i) day.gaps.push_back({base::Nanos(begin[i]), base::Nanos(end[i])});
  check_day(path, day);
  return day;
}

DayInfo read_day_info(const std::string& path) { return read_info(h5::File::open(path)); }

DaySize size_of(const Day& day) { return {day.book.size(), day.trades.size(), distinct(day.book.local_ns)}; }

DaySize read_day_size(const std::string& path) {
  const auto file = h5::File::open(path);
  check_format(file);
  const auto stamps = file.read<std::int64_t>("/book/local_ns");
  return {stamps.size(), file.element_count("/trades/local_ns"), distinct(stamps)};
}

}  // namespace asgen::data
