#include "sim/data/import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include "sim/base/error.hpp"
#include "sim/data/calendar.hpp"
#include "sim/data/day_windows.hpp"
#include "sim/data/decimal.hpp"
#include "sim/data/load_feed.hpp"
#include "sim/data/time_zone.hpp"

namespace asgen::data {

namespace {

constexpr std::size_t kBlockRows = 1 << 16;

void require(bool holds, const char* option, const std::string& value, const char* rule) {
  if (!holds) throw base::ConfigurationError(std::string("import/") + option, "= " + value + " (must be " + rule + ")", "choose another value");
}

void check(const ImportOptions& o) {
  if (o.files.empty()) throw base::ConfigurationError("import", "no files are given", "name a book file and a trades file");
  std::set<std::filesystem::path> seen;
  for (const std::string& file : o.files) {
    if (seen.insert(std::filesystem::weakly_canonical(file)).second) continue;
    throw base::ConfigurationError(file, "is given twice (every row would count twice)", "name it once");
  }
  require(o.contract == "linear" || o.contract == "inverse", "contract", "\"" + o.contract + "\"", "linear or inverse");
  require(o.contract_size > 0 && std::isfinite(o.contract_size), "contract_size", fmt::format("{}", o.contract_size), "> 0");
  require(o.max_bad >= 0 && o.max_bad <= 1, "max_bad", fmt::format("{}", o.max_bad), "in [0, 1]");
  require(o.gap.count() > 0, "gap", fmt::format("{} s", base::seconds(o.gap)), "> 0");
  require(!o.depth_levels || *o.depth_levels >= 0, "depth_levels", fmt::format("{}", o.depth_levels.value_or(0)), ">= 0");
  require(o.window_rows > 0, "window_rows", "0", "> 0");
  check_session(o.session);
}

/// A stated quantum in units of 1e-9.
std::optional<ExactDivisor> stated_quantum(const std::optional<double>& value, const char* option) {
  if (!value) return std::nullopt;
  const double scaled = *value * static_cast<double>(kDecimalScale);
  const double whole = std::floor(scaled + 0.5);
  require(whole >= 1 && scaled < 9e18 && std::fabs(scaled - whole) < 1e-6 * whole, option, fmt::format("{}", *value), "a positive multiple of 1e-9");
  return ExactDivisor(static_cast<std::int64_t>(whole));
}

StoreLimits store_limits(const ImportOptions& options) {
  const std::size_t block = std::min(options.window_rows, kBlockRows);
  return {.folder = options.output_folder, .block_rows = block, .kept_blocks = options.window_rows / block};
}

/// All files of one import, read; and the rows of them that make the days.
struct LoadedFeed {
  explicit LoadedFeed(const StoreLimits& limits) : feed(limits) {}
  [[nodiscard]] RowSet<BookRow>& book() { return quotes ? feed.quotes : feed.book; }
  [[nodiscard]] RowSet<TradeRow>& trades() { return feed.fills.size() > 0 ? feed.fills : feed.trades; }

  RawFeed feed;
  std::vector<FileReport> files;
  std::string time_zone = {};
  bool quotes = false;
};

void choose_rows(const ImportOptions& options, ImportReport& report, LoadedFeed& loaded) {
  const RawFeed& feed = loaded.feed;
  if (feed.book.size() == 0 && feed.quotes.size() == 0) {
    if (feed.trades.size() == 0) throw base::DataError(options.files.front(), "no book rows were read", "check the files and --symbol");
    throw base::ConfigurationError("import", "no book is given (trades only)", "add an incremental_book_L2 or book_ticker file");
  }
  loaded.quotes = feed.book.size() == 0 || (options.book == BookSource::quotes && feed.quotes.size() > 0);
  if (options.book == BookSource::quotes && feed.quotes.size() == 0) {
    throw base::ConfigurationError("import/book", "= \"quotes\" (the files hold none)", "leave it out");
  }
  if (!loaded.quotes && feed.quotes.size() > 0) {
    report.notes.push_back(fmt::format("{} best quotes are not used: the changes of the book say more (--book quotes takes them instead)", feed.quotes.size()));
  }
  if (feed.fills.size() > 0 && feed.trades.size() > 0) {
    report.notes.push_back(fmt::format("{} trades are not used: {} fills of single orders say the same", feed.trades.size(), feed.fills.size()));
  }
}

LoadedFeed load(const ImportOptions& options, ImportReport& report) {
  FeedRules rules{.symbol = options.symbol, .tick = stated_quantum(options.tick, "tick"), .lot = stated_quantum(options.lot, "lot"),
                  .max_bad = options.max_bad};
  const auto kinds = recognise_all(options.files, options.layout);
  const bool new_york = std::ranges::any_of(kinds, is_new_york);
  LoadedFeed loaded(store_limits(options));
  loaded.time_zone = !options.time_zone.empty() ? options.time_zone : new_york ? "America/New_York" : "UTC";
  rules.zone = new_york ? "America/New_York" : loaded.time_zone;
  if (!options.date.empty()) rules.day = parse_date(options.date, "import/date");
  TimeZone::load(loaded.time_zone);  // an unknown zone is refused before hours of reading
  loaded.files = load_feed(options.files, kinds, rules, loaded.feed);
  choose_rows(options, report, loaded);
  if (!options.exchange.empty()) loaded.feed.exchange = options.exchange;
  return loaded;
}

/// What needs no order of rows.
void describe(LoadedFeed& loaded, ImportReport& report) {
  const auto& book = loaded.book();
  const auto& trades = loaded.trades();
  report.exchange = loaded.feed.exchange;
  report.symbol = loaded.feed.symbol;
  report.first = base::Nanos(std::min(book.first_ns, trades.first_ns));
  report.last = base::Nanos(std::max(book.last_ns, trades.last_ns));
  // A quote line is two rows.
  report.unsorted_rows = book.rows.unsorted() / (loaded.quotes ? 2 : 1) + trades.rows.unsorted();
  report.book_latency = book.latency.report();
  report.trade_latency = trades.latency.report();
  report.trades = trades.size();
  report.resting_known = loaded.feed.resting_known;
}

std::vector<std::string> distinct_layouts(const std::vector<FileReport>& files) {
  std::vector<std::string> layouts;
  for (const FileReport& file : files) {
    if (std::ranges::find(layouts, file.layout) == layouts.end()) layouts.push_back(file.layout);
  }
  return layouts;
}

CutOptions cut_options(LoadedFeed& loaded, const ImportOptions& options, const ImportReport& report) {
  CutOptions cut;
  const auto quantum = [](const std::optional<ExactDivisor>& stated, Quantum seen, const Quantum& more) {
    seen.add(more);
    return stated ? stated->divisor() : std::max<std::int64_t>(seen.value(), 1);
  };
  auto& book = loaded.book();
  auto& trades = loaded.trades();
  cut.tick = quantum(stated_quantum(options.tick, "tick"), book.price, trades.price);
  cut.lot = quantum(stated_quantum(options.lot, "lot"), book.amount, trades.amount);
  cut.first = report.first;
  cut.last = report.last;
  cut.longest_silence = std::max(options.gap, base::Nanos(loaded.feed.usual_silence));
  cut.breaks = loaded.feed.breaks;
  cut.unknown_sides = options.unknown_sides;
  cut.resting_known = report.resting_known;
  DayInfo& info = cut.common;
  info.exchange = report.exchange;
  info.symbol = report.symbol;
  info.time_zone = loaded.time_zone;
  info.session = options.session;
  info.price_quantum = static_cast<double>(cut.tick) / static_cast<double>(kDecimalScale);
  info.lot = static_cast<double>(cut.lot) / static_cast<double>(kDecimalScale);
  info.contract = options.contract;
  info.contract_size = options.contract_size;
  for (const FileReport& file : loaded.files) info.sources.push_back(file.name);
  info.origin = fmt::format("imported from {}, gaps over {:g} s", fmt::join(distinct_layouts(loaded.files), " and "), base::seconds(cut.longest_silence));
  return cut;
}

void check_ticks(const LoadedFeed& loaded, std::int64_t highest, const CutOptions& cut) {
  const std::int64_t ticks = highest / cut.tick;
  if (ticks < INT32_MAX) return;
  throw base::DataError(fmt::format("{} {}", loaded.feed.exchange, loaded.feed.symbol),
                        fmt::format("has a price of {} ticks of {} (more than 32 bits hold)", ticks, cut.common.price_quantum),
                        "state a coarser price quantum with --tick");
}

}  // namespace

ImportReport import_into(DaySink& sink, const ImportOptions& options) {
  check(options);
  ImportReport report;
  LoadedFeed loaded = load(options, report);
  describe(loaded, report);
  const CutOptions cut = cut_options(loaded, options, report);
  check_ticks(loaded, std::max(loaded.book().highest, loaded.trades().highest), cut);
  report.price_quantum = cut.common.price_quantum;
  report.lot = cut.common.lot;
  const auto windows = day_windows(report.first.count(), report.last.count(), TimeZone::load(loaded.time_zone), options.session);
  const int seen = cut_days({loaded.book().rows, loaded.trades().rows}, windows, cut, sink, report);
  const int depth = loaded.quotes ? 1 : loaded.feed.stated_depth >= 0 ? loaded.feed.stated_depth : seen;
  report.depth_levels = options.depth_levels.value_or(depth);
  report.files = std::move(loaded.files);
  if (report.days.empty()) {
    throw base::DataError(options.files.front(), "holds no rows in the session " + options.session, "check --session and --time-zone");
  }
  return report;
}

Import import_to_memory(const ImportOptions& options) {
  Import result;
  MemorySink sink;
  result.report = import_into(sink, options);
  result.days = std::move(sink.days);
  for (Day& day : result.days) day.info.depth_levels = result.report.depth_levels;
  return result;
}

ImportReport import_days(const ImportOptions& options) {
  FileSink sink(options.output_folder);
  ImportReport report = import_into(sink, options);
  const auto paths = sink.publish(report.depth_levels);
  for (std::size_t i = 0; i < paths.size(); ++i) report.days[i].path = paths[i];
  return report;
}

}  // namespace asgen::data
