// A window of rows in memory changes nothing but the memory.

#include <doctest/doctest.h>

#include "sim/base/error.hpp"
#include "sim/base/random.hpp"
#include "sim/data/day_file.hpp"
#include "sim/data/import.hpp"
#include "tests/sim/data/csv_samples.hpp"
#include "tests/sim/data/temporary_folder.hpp"

using namespace asgen;
using namespace asgen::test;

namespace {

std::string cents(std::uint64_t value) { return fmt::format("{}.{:02}", value / 100, value % 100); }

/// A book and trades of three days with more rows a day than a chunk of the day file holds, some out of order.
struct LongFeed {
  std::string book = kBookHeader, trades = kTradeHeader;
  explicit LongFeed(int rows) {
    base::Stream draw({5});
    book += snapshot(kMidnight, "99", "101");
    std::int64_t now = kMidnight;
    const std::int64_t step = 3 * 86400 * kSecond / rows;
    for (int i = 0; i < rows; ++i) {
      now += 1 + static_cast<std::int64_t>(draw.below(static_cast<std::uint64_t>(2 * step)));
      if (now >= kMidnight + 3 * 86400 * kSecond) break;
      const std::int64_t stamp = now - (draw.below(50) == 0 ? 40 * kSecond : 0);
      const bool bid = draw.below(2) == 0;
      book += book_row(stamp, Row::update, bid ? "bid" : "ask", cents(bid ? 9000 + draw.below(900) : 10100 + draw.below(900)),
                       std::to_string(draw.below(20)));
      if (draw.below(3) == 0) trades += trade_row(now, draw.below(9) == 0 ? "unknown" : "buy", cents(10000 + draw.below(100)), "2");
    }
  }
};

}  // namespace

TEST_CASE("day files are the same bytes for any window, and as written whole") {
  const TemporaryFolder folder;
  const LongFeed feed(240'000);
  const std::vector<std::string> files = {folder.write("book.csv", feed.book), folder.write("trades.csv", feed.trades)};
  const auto wide = data::import_days({.files = files, .output_folder = folder / "wide"});
  const auto narrow = data::import_days({.files = files, .output_folder = folder / "narrow", .window_rows = 1000});
  REQUIRE(wide.days.size() == 3);
  REQUIRE(narrow.days.size() == 3);
  CHECK(wide.unsorted_rows > 1000);
  CHECK(data::to_text(wide).substr(0, data::to_text(wide).find("days\n")) == data::to_text(narrow).substr(0, data::to_text(narrow).find("days\n")));
  const auto whole = data::import_to_memory({.files = files});
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(bytes_of(wide.days[i].path) == bytes_of(narrow.days[i].path));
    const auto day = data::read_day(wide.days[i].path);
    REQUIRE(day.book.size() > 65536);
    CHECK(day.book.local_ns == whole.days[i].book.local_ns);
    CHECK(day.book.price == whole.days[i].book.price);
    CHECK(day.book.lots == whole.days[i].book.lots);
    CHECK(day.trades.side == whole.days[i].trades.side);
    CHECK(day.info.depth_levels == whole.days[i].info.depth_levels);
  }
}

TEST_CASE("an import that fails while days are written leaves nothing behind") {
  const TemporaryFolder folder;
  const LongFeed feed(2000);
  const std::vector<std::string> files = {folder.write("book.csv", feed.book), folder.write("trades.csv", feed.trades)};
  base::set_fault_hook([](base::FileOperation operation, const std::string&) { return operation == base::FileOperation::rename ? 28 : 0; });
  CHECK_THROWS_AS(data::import_days({.files = files, .output_folder = folder / "days"}), base::StorageError);
  base::set_fault_hook({});
  CHECK(std::filesystem::is_empty(folder / "days"));
}
