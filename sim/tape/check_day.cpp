#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.hpp"
#include "sim/tape/stages.hpp"

namespace asgen::tape {
namespace {

// One beyond this, and mirrored prices or sentinels would overflow.
constexpr std::int32_t kMaxPrice = INT32_MAX - 1;

[[noreturn]] void refuse(const data::Day& day, const std::string& problem, const std::string& advice) {
  throw base::DataError(fmt::format("day {} {} {}", day.info.exchange, day.info.symbol, day.info.day), problem, advice);
}

void check_info(const data::Day& day) {
  const auto& info = day.info;
  const std::string advice = "import the day again";
  if (!(info.price_quantum > 0)) refuse(day, fmt::format("price quantum = {} (must be > 0)", info.price_quantum), advice);
  if (!(info.lot > 0)) refuse(day, fmt::format("lot = {} (must be > 0)", info.lot), advice);
  if (info.depth_levels < 0) refuse(day, fmt::format("depth levels = {} (must be >= 0)", info.depth_levels), advice);
  if (info.close < info.open) refuse(day, "it closes before it opens", advice);
  base::Nanos end = base::Nanos::min();
  for (const data::Gap& gap : day.gaps) {
    if (gap.begin >= gap.end || gap.begin < end) refuse(day, "gaps overlap or are not in time order", advice);
    end = gap.end;
  }
}

template <class Columns>
void check_rows(const data::Day& day, const Columns& rows, const char* table) {
  const std::size_t n = rows.size();
  const std::string advice = "import the day again";
  if (rows.exchange_ns.size() != n || rows.side.size() != n || rows.price.size() != n || rows.lots.size() != n) {
    refuse(day, fmt::format("{} columns differ in length", table), advice);
  }
  if (n >= INT32_MAX) refuse(day, fmt::format("{} {} rows (at most {})", n, table, INT32_MAX - 1), "split the day into sessions");
  for (std::size_t i = 0; i < n; ++i) {
    const char* problem = nullptr;
    if (i > 0 && rows.local_ns[i] < rows.local_ns[i - 1]) problem = "is earlier than the row before";
    if (rows.price[i] < -kMaxPrice || rows.price[i] > kMaxPrice) problem = "has a price that does not fit 32-bit ticks";
    if (rows.lots[i] < 0) problem = "has a negative amount";
    if (rows.side[i] < -1 || rows.side[i] > 1) problem = "has a side other than -1, 0, 1";
    if (problem != nullptr) refuse(day, fmt::format("{} row {} {}", table, i, problem), advice);
  }
}

}  // namespace

void check_day(const data::Day& day) {
  check_info(day);
  check_rows(day, day.book, "book");
  check_rows(day, day.trades, "trade");
  const auto& since = day.trades.resting_since_ns;
  if (!since.empty() && since.size() != day.trades.size()) refuse(day, "trade columns differ in length", "import the day again");
  const auto& book = day.book;
  if (book.flags.size() != book.size()) refuse(day, "book columns differ in length", "import the day again");
  if (std::find(book.side.begin(), book.side.end(), std::int8_t{0}) != book.side.end()) {
    refuse(day, "a book row has no side", "import the day again");
  }
}

}  // namespace asgen::tape
