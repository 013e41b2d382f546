#include "sim/data/day_file.hpp"

#include <doctest/doctest.h>

#include "sim/base/error.hpp"
#include "sim/data/h5.hpp"
#include "tests/sim/data/temporary_folder.hpp"

using namespace asgen;
using test::contains;
using test::message_of;

namespace {

data::Day sample_day() {
  data::Day day;
  day.info = {.exchange = "venue", .symbol = "A-B", .day = "2024-02-29", .time_zone = "UTC", .session = "",
              .price_quantum = 0.01, .lot = 0.001, .contract = "inverse", .contract_size = 100, .depth_levels = 20,
              .open = base::Nanos(100), .close = base::Nanos(900), .sources = {"a.csv.gz", "b.csv"}, .origin = "a test"};
  day.book = {.exchange_ns = {90, 90, 480}, .local_ns = {100, 100, 500}, .side = {1, -1, 1}, .price = {9999, 10001, 9998},
              .lots = {5, 7, 0}, .flags = {data::kSnapshot | data::kReset, data::kSnapshot, 0}};
  day.trades = {.exchange_ns = {400}, .local_ns = {410}, .side = {0}, .price = {10000}, .lots = {3}};
  day.gaps = {{base::Nanos(500), base::Nanos(900)}};
  return day;
}

/// A file with the root attributes of a day file, of any format and version.
void write_marker(const std::string& path, const char* format, std::int64_t version) {
  auto file = data::h5::File::create(path);
  file.set_attribute("/", "format", format);
  file.set_attribute("/", "version", version);
  file.publish();
}

}  // namespace

TEST_CASE("a day comes back from its file as it was written") {
  const test::TemporaryFolder folder;
  const auto day = sample_day();
  data::write_day(folder / "d.day.h5", day);
  const auto back = data::read_day(folder / "d.day.h5");
  CHECK(back.info.exchange == "venue");
  CHECK(back.info.symbol == "A-B");
  CHECK(back.info.day == "2024-02-29");
  CHECK(back.info.price_quantum == 0.01);
  CHECK(back.info.lot == 0.001);
  CHECK(back.info.contract == "inverse");
  CHECK(back.info.contract_size == 100);
  CHECK(back.info.depth_levels == 20);
  CHECK(back.info.open == base::Nanos(100));
  CHECK(back.info.close == base::Nanos(900));
  CHECK(back.info.sources == day.info.sources);
  CHECK(back.info.origin == "a test");
  CHECK(back.book.exchange_ns == day.book.exchange_ns);
  CHECK(back.book.local_ns == day.book.local_ns);
  CHECK(back.book.side == day.book.side);
  CHECK(back.book.price == day.book.price);
  CHECK(back.book.lots == day.book.lots);
  CHECK(back.book.flags == day.book.flags);
  CHECK(back.trades.exchange_ns == day.trades.exchange_ns);
  CHECK(back.trades.side == day.trades.side);
  CHECK(back.trades.lots == day.trades.lots);
  CHECK(back.gaps == day.gaps);
  CHECK(data::read_day_info(folder / "d.day.h5").symbol == "A-B");
}

TEST_CASE("every dataset of a day file says its unit") {
  const test::TemporaryFolder folder;
  data::write_day(folder / "d.day.h5", sample_day());
  const auto file = data::h5::File::open(folder / "d.day.h5");
  for (const std::string group : {"/book", "/trades", "/gaps"}) {
    for (const auto& name : file.children(group)) CHECK_FALSE(file.text_attribute(group + "/" + name, "unit").empty());
  }
}

TEST_CASE("the same day gives the same bytes") {
  const test::TemporaryFolder folder;
  data::write_day(folder / "a.day.h5", sample_day());
  data::write_day(folder / "b.day.h5", sample_day());
  CHECK(test::bytes_of(folder / "a.day.h5") == test::bytes_of(folder / "b.day.h5"));
}

TEST_CASE("a day without rows can be stored") {
  const test::TemporaryFolder folder;
  data::Day day;
  day.info = sample_day().info;
  data::write_day(folder / "d.day.h5", day);
  CHECK(data::read_day(folder / "d.day.h5").book.size() == 0);
}

TEST_CASE("a file of another kind or version is refused with what to do") {
  const test::TemporaryFolder folder;
  write_marker(folder / "run.h5", "asgen-run", 1);
  CHECK(contains(message_of<base::DataError>([&] { data::read_day(folder / "run.h5"); }), "is not a day file"));
  write_marker(folder / "old.day.h5", "asgen-day", 99);
  const auto message = message_of<base::DataError>([&] { data::read_day_info(folder / "old.day.h5"); });
  CHECK(contains(message, "version 99 (this program reads version 1)"));
  CHECK(contains(message, "asgen import"));
}

TEST_CASE("a day that is out of order or ragged is refused") {
  const test::TemporaryFolder folder;
  auto day = sample_day();
  day.book.local_ns = {500, 100, 100};
  CHECK(contains(message_of<base::DataError>([&] { data::write_day(folder / "d.h5", day); }), "/book/local_ns: is not sorted"));
  day = sample_day();
  day.trades.lots.clear();
  CHECK(contains(message_of<base::DataError>([&] { data::write_day(folder / "d.h5", day); }), "different lengths"));
  day = sample_day();
  day.info.close = base::Nanos(450);
  CHECK(contains(message_of<base::DataError>([&] { data::write_day(folder / "d.h5", day); }), "open_ns..close_ns"));
  CHECK(folder.files() == 0);
}

TEST_CASE("a cut day file is refused") {
  const test::TemporaryFolder folder;
  data::write_day(folder / "d.day.h5", sample_day());
  const auto bytes = test::bytes_of(folder / "d.day.h5");
  const auto cut = folder.write("cut.day.h5", bytes.substr(0, bytes.size() / 2));
  CHECK_THROWS_AS(data::read_day(cut), base::DataError);
}
