// Question: how fast does a Tardis incremental_book_L2 file become rows, days, and day files on one core, and how much memory does
// that take when the file is ten times as long? All stages run on the same file, one after the other; the best of three counts.

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>

#include "sim/base/random.hpp"
#include "sim/data/csv_feed.hpp"
#include "sim/data/import.hpp"
#include "sim/data/line_reader.hpp"
#include "tests/bench/figures.hpp"
#include "tests/sim/data/temporary_folder.hpp"

using namespace asgen;

namespace {

constexpr std::int64_t kMidnight = 1'704'153'600'000'000;  // 2024-01-02, microseconds
constexpr std::int64_t kDay = 86'400'000'000;
constexpr int kRepeats = 3;

/// Drops the days.
class NoSink : public data::DaySink {
 public:
  void begin(const data::DayInfo&) override {}
  void book(data::BookColumns& piece) override { piece = {}; }
  void trades(data::TradeColumns& piece) override { piece = {}; }
  void end(data::BookColumns&&, data::TradeColumns&&, std::vector<data::Gap>&&) override {}
  [[nodiscard]] std::size_t piece_rows() const override { return 65536; }
};

/// Writes days of `rows` rows each: a walking price, messages of a few levels near it, a snapshot of 1,000 levels a side at the start.
void write_days(const std::string& path, int days, int rows) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  REQUIRE(file != nullptr);
  std::fputs("exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount\n", file);
  fmt::memory_buffer text;
  const auto row = [&](std::int64_t now, bool snapshot, int side, int ticks, std::uint64_t amount) {
    fmt::format_to(std::back_inserter(text), "binance,BTCUSDT,{},{},{},{},{}.{:02},{}.{:05}\n", now - 5123, now, snapshot, side > 0 ? "bid" : "ask",
                   ticks / 100, ticks % 100, amount / 100000, amount % 100000);
    if (text.size() < (1 << 20)) return;
    std::fwrite(text.data(), 1, text.size(), file);
    text.clear();
  };
  base::Stream draw({11});
  for (int day = 0; day < days; ++day) {
    std::int64_t now = kMidnight + day * kDay + 1000;
    int mid = 6'000'000;
    for (int i = 1; i <= 1000; ++i) {
      for (const int side : {1, -1}) row(now, true, side, mid - side * i, 1 + draw.below(300000));
    }
    const std::int64_t step = (kDay - 2000) / rows;
    for (int i = 0; i < rows; ++i) {
      if (draw.below(8) == 0) now += 1 + static_cast<std::int64_t>(draw.below(static_cast<std::uint64_t>(15 * step)));
      if (now >= kMidnight + (day + 1) * kDay) break;
      if (draw.below(50) == 0) mid += draw.below(2) == 0 ? 1 : -1;
      const int side = draw.below(2) == 0 ? 1 : -1;
      const auto depth = static_cast<int>(1 + draw.below(1 + draw.below(1000)));
      row(now, false, side, mid - side * depth, draw.below(3) == 0 ? 0 : 1 + draw.below(300000));
    }
  }
  std::fwrite(text.data(), 1, text.size(), file);
  std::fclose(file);
}

/// Processor and wall seconds of the fastest of several calls; the first does not depend on what else the machine does.
struct Seconds {
  double processor = 1e9, wall = 1e9;
};

Seconds best_seconds(const std::function<void()>& call) {
  Seconds best;
  for (int i = 0; i < kRepeats; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    const std::clock_t ticks = std::clock();
    call();
    best.processor = std::min(best.processor, static_cast<double>(std::clock() - ticks) / CLOCKS_PER_SEC);
    best.wall = std::min(best.wall, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  return best;
}

/// Peak memory in MB of a call in a process of its own.
double peak_megabytes(const std::function<void()>& call) {
  const pid_t child = fork();
  if (child == 0) {
    call();
    _exit(0);
  }
  int status = 0;
  rusage usage{};
  REQUIRE(wait4(child, &status, 0, &usage) == child);
  REQUIRE(status == 0);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void print(const char* what, const std::string& name, const Seconds& seconds, double megabytes, double rows, bench::Figures& figures) {
  const double s = seconds.processor;
  figures.add("import_megabytes_per_s." + name, megabytes / s);
  figures.add("import_rows_per_s." + name, rows / s);
  fmt::print("{:<46} {:6.3f} s  {:6.1f} MB/s  {:6.2f} M rows/s  (wall {:.3f} s)\n", what, s, megabytes / s, rows / s * 1e-6, seconds.wall);
}

}  // namespace

TEST_CASE("Tardis CSV to rows, to days, to day files: MB/s and peak memory") {
  const test::TemporaryFolder folder;
  constexpr int kRows = 1'000'000;
  const std::string one = folder / "one.csv", ten = folder / "ten.csv";
  write_days(one, 1, kRows);
  write_days(ten, 10, kRows / 2);
  const double megabytes = static_cast<double>(std::filesystem::file_size(one)) * 1e-6;
  const data::ImportOptions options{.files = {one}, .output_folder = folder / "days"};
  std::size_t rows = 0;
  const Seconds lines = best_seconds([&] {
    data::LineReader reader(one);
    rows = 0;
    for (std::string_view line; reader.next(line);) ++rows;
  });
  const Seconds parse = best_seconds([&] {
    data::RawFeed feed({.folder = folder.path(), .block_rows = 1 << 16, .kept_blocks = 8});
    data::read_csv(one, {}, feed);
  });
  const Seconds normalise = best_seconds([&] {
    NoSink sink;
    data::import_into(sink, options);
  });
  const Seconds whole = best_seconds([&] { data::import_days(options); });
  const auto n = static_cast<double>(rows);
  fmt::print("{:.0f} MB of plain CSV, {} rows; one thread\n", megabytes, rows);
  bench::Figures figures;
  print("lines only", "lines", lines, megabytes, n, figures);
  print("parsed and stored", "parse", parse, megabytes, n, figures);
  print("parsed and normalised (sorted, surveyed, cut)", "normalise", normalise, megabytes, n, figures);
  print("whole import with HDF5 compression", "whole", whole, megabytes, n, figures);
  const auto import = [&](const std::string& file) {
    return peak_megabytes([&] { data::import_days({.files = {file}, .output_folder = folder / "days"}); });
  };
  const auto ten_megabytes = static_cast<double>(std::filesystem::file_size(ten)) * 1e-6;
  const double peak = import(one), peak_of_ten = import(ten);
  fmt::print("peak memory: {:.0f} MB for {:.0f} MB of CSV, {:.0f} MB for {:.0f} MB\n", peak, megabytes, peak_of_ten, ten_megabytes);
  figures.add("import_peak_megabytes.one_day", peak);
  figures.add("import_peak_megabytes.ten_days", peak_of_ten);
  if (const char* json = std::getenv("ASGEN_BENCH_JSON")) figures.write(json);
  CHECK(rows > kRows / 2);
}
