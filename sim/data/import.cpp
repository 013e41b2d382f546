#include "sim/data/import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/error.hpp"
#include "sim/base/file.hpp"
#include "sim/data/csv_feed.hpp"
#include "sim/data/day_cutter.hpp"
#include "sim/data/day_file.hpp"
#include "sim/data/day_windows.hpp"
#include "sim/data/decimal.hpp"
#include "sim/data/survey.hpp"
#include "sim/data/time_zone.hpp"

namespace asgen::data {

namespace {

void require(bool holds, const char* option, const std::string& value, const char* rule) {
  if (!holds) throw base::ConfigurationError(std::string("import/") + option, "= " + value + " (must be " + rule + ")", "choose another value");
}

void check(const ImportOptions& o) {
  if (o.files.empty()) throw base::ConfigurationError("import", "no files are given", "name a book file and a trades file");
  require(o.contract == "linear" || o.contract == "inverse", "contract", "\"" + o.contract + "\"", "linear or inverse");
  require(o.contract_size > 0 && std::isfinite(o.contract_size), "contract_size", fmt::format("{}", o.contract_size), "> 0");
  require(o.max_bad >= 0 && o.max_bad <= 1, "max_bad", fmt::format("{}", o.max_bad), "in [0, 1]");
  require(o.gap.count() > 0, "gap", fmt::format("{} s", base::seconds(o.gap)), "> 0");
  require(!o.depth_levels || *o.depth_levels >= 0, "depth_levels", fmt::format("{}", o.depth_levels.value_or(0)), ">= 0");
  check_session(o.session);
}

/// A stated quantum in units of 1e-9.
std::optional<std::int64_t> stated_quantum(const std::optional<double>& value, const char* option) {
  if (!value) return std::nullopt;
  const double scaled = *value * static_cast<double>(kDecimalScale);
  const double whole = std::floor(scaled + 0.5);
  require(whole >= 1 && scaled < 9e18 && std::fabs(scaled - whole) < 1e-6 * whole, option, fmt::format("{}", *value), "a positive multiple of 1e-9");
  return static_cast<std::int64_t>(whole);
}

/// All files of one import, read and sorted.
struct LoadedFeed {
  RawFeed feed;
  std::vector<FileReport> files;
  bool quotes = false;
};

/// L2 and quotes say different things about the same book, so a feed is one of them.
void check_kinds(const std::vector<FileReport>& files) {
  const auto has = [&](FeedKind kind) { return std::any_of(files.begin(), files.end(), [&](const FileReport& f) { return f.kind == kind; }); };
  if (has(FeedKind::book) && has(FeedKind::quotes)) {
    throw base::ConfigurationError("import", "both incremental_book_L2 and quotes are given (they describe the same book)", "leave one out");
  }
  if (!has(FeedKind::book) && !has(FeedKind::quotes)) {
    throw base::ConfigurationError("import", "no book is given (trades only)", "add an incremental_book_L2 or book_ticker file");
  }
}

LoadedFeed load(const ImportOptions& options) {
  CsvRules rules{.symbol = options.symbol, .tick = stated_quantum(options.tick, "tick"), .lot = stated_quantum(options.lot, "lot"),
                 .max_bad = options.max_bad};
  LoadedFeed loaded;
  for (const std::string& file : options.files) loaded.files.push_back(read_csv(file, rules, loaded.feed));
  check_kinds(loaded.files);
  loaded.quotes = std::any_of(loaded.files.begin(), loaded.files.end(), [](const FileReport& f) { return f.kind == FeedKind::quotes; });
  if (loaded.feed.book.size() == 0) throw base::DataError(options.files.front(), "no book rows were read", "check the files and --symbol");
  if (!options.exchange.empty()) loaded.feed.exchange = options.exchange;
  return loaded;
}

std::int64_t unknown_sides(const RawTrades& trades) { return std::count(trades.side.begin(), trades.side.end(), std::int8_t{0}); }

void note_span(const std::vector<FileReport>& files, ImportReport& report) {
  report.first = base::Nanos::max();
  report.last = base::Nanos::min();
  for (const FileReport& file : files) {
    if (file.rows == 0) continue;
    report.first = std::min(report.first, file.first);
    report.last = std::max(report.last, file.last);
  }
}

/// Sorts the feed, turns quotes into book rows and fills the report with what the whole feed says. Returns the depth seen.
int survey(LoadedFeed& loaded, const ImportOptions& options, ImportReport& report) {
  RawFeed& feed = loaded.feed;
  report.exchange = feed.exchange;
  report.symbol = feed.symbol;
  note_span(loaded.files, report);
  report.unsorted_rows = sort_by_time(feed.book) / (loaded.quotes ? 2 : 1) + sort_by_time(feed.trades);
  report.book_latency = measure_latency(feed.book.exchange_ns, feed.book.local_ns, &feed.book.flags);
  report.trade_latency = measure_latency(feed.trades.exchange_ns, feed.trades.local_ns, nullptr);
  report.gaps = find_gaps(feed.book.local_ns, feed.trades.local_ns, options.gap);
  report.activity = measure_activity(feed.book, feed.trades, report.first, report.last);
  if (loaded.quotes) feed.book = book_from_quotes(feed.book);
  report.snapshots = loaded.quotes ? 0 : mark_resets(feed.book);
  report.book_rows = feed.book.size();
  report.trades = feed.trades.size();
  report.unknown_sides = static_cast<std::size_t>(unknown_sides(feed.trades));
  const int depth = survey_book(feed.book, report.last.count(), report);
  return loaded.quotes ? 1 : depth;
}

std::vector<std::string> names_of(const std::vector<FileReport>& files) {
  std::vector<std::string> names;
  for (const FileReport& file : files) names.push_back(file.name);
  return names;
}

CutOptions cut_options(const LoadedFeed& loaded, const ImportOptions& options, const ImportReport& report) {
  CutOptions cut;
  const auto quantum = [](const std::optional<std::int64_t>& stated, std::int64_t seen) { return stated.value_or(std::max<std::int64_t>(seen, 1)); };
  const RawFeed& feed = loaded.feed;
  cut.tick = quantum(stated_quantum(options.tick, "tick"), common_quantum(feed.trades.price, common_quantum(feed.book.price)));
  cut.lot = quantum(stated_quantum(options.lot, "lot"), common_quantum(feed.trades.amount, common_quantum(feed.book.amount)));
  cut.first = report.first;
  cut.last = report.last;
  cut.gaps = report.gaps;
  DayInfo& info = cut.common;
  info.exchange = report.exchange;
  info.symbol = report.symbol;
  info.time_zone = options.time_zone;
  info.session = options.session;
  info.price_quantum = static_cast<double>(cut.tick) / static_cast<double>(kDecimalScale);
  info.lot = static_cast<double>(cut.lot) / static_cast<double>(kDecimalScale);
  info.contract = options.contract;
  info.contract_size = options.contract_size;
  info.depth_levels = report.depth_levels;
  info.sources = names_of(loaded.files);
  info.origin = fmt::format("imported from Tardis.dev CSV ({}), gaps over {:g} s", loaded.quotes ? "quotes" : "incremental_book_L2", base::seconds(options.gap));
  return cut;
}

DayReport describe(const CutDay& cut) {
  const Day& day = cut.day;
  return {.path = "", .day = day.info.day, .open = day.info.open, .close = day.info.close, .book_rows = day.book.size(),
          .carried_rows = cut.carried, .trades = day.trades.size(), .gaps = day.gaps.size()};
}

}  // namespace

Import import_to_memory(const ImportOptions& options) {
  check(options);
  const TimeZone zone = TimeZone::load(options.time_zone);
  LoadedFeed loaded = load(options);
  Import result;
  ImportReport& report = result.report;
  const int depth = survey(loaded, options, report);
  report.depth_levels = options.depth_levels.value_or(depth);
  const CutOptions cut = cut_options(loaded, options, report);
  report.price_quantum = cut.common.price_quantum;
  report.lot = cut.common.lot;
  const auto windows = day_windows(report.first.count(), report.last.count(), zone, options.session);
  report.outside_rows = report.book_rows + report.trades;
  for (CutDay& day : cut_days(loaded.feed, windows, cut)) {
    report.days.push_back(describe(day));
    report.outside_rows -= day.day.book.size() - day.carried + day.day.trades.size();
    result.days.push_back(std::move(day.day));
  }
  report.files = std::move(loaded.files);
  if (result.days.empty()) {
    throw base::DataError(options.files.front(), "holds no rows in the session " + options.session, "check --session and --time-zone");
  }
  return result;
}

ImportReport import_days(const ImportOptions& options) {
  Import result = import_to_memory(options);
  base::make_folder(options.output_folder);
  for (std::size_t i = 0; i < result.days.size(); ++i) {
    result.report.days[i].path = options.output_folder + "/" + day_file_name(result.days[i].info);
    write_day(result.report.days[i].path, result.days[i]);
  }
  return std::move(result.report);
}

std::string day_file_name(const DayInfo& info) {
  const auto safe = [](std::string text) {
    for (char& c : text) {
      const bool fine = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
      if (!fine) c = '-';
    }
    return text;
  };
  std::string session = info.session;
  std::erase(session, ':');
  return safe(info.exchange) + "_" + safe(info.symbol) + "_" + info.day + (session.empty() ? "" : "_" + session) + ".day.h5";
}

}  // namespace asgen::data
