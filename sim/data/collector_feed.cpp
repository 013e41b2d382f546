#include "sim/data/collector_feed.hpp"

#include <fmt/format.h>

#include "sim/data/binance_messages.hpp"
#include "sim/data/bybit_messages.hpp"
#include "sim/data/decimal.hpp"
#include "sim/data/line_reader.hpp"

namespace asgen::data {

namespace {

static_assert(simdjson::SIMDJSON_PADDING <= LineReader::kSlack, "simdjson reads behind a line");

/// Splits lines, parses them and hands each to the reader of its exchange.
class CollectedLines {
 public:
  CollectedLines(const FeedRules& rules, RawFeed& feed) : fields_(rules), binance_(rules, feed), bybit_(rules, feed) {}

  Outcome take(std::string_view line);
  [[nodiscard]] std::int64_t local_ns() const { return local_; }
  [[nodiscard]] const MessageFields& fault() const { return *fault_; }
  void finish(RowLog& log) {
    if (bybit_seen_) bybit_.finish(log);
    else binance_.finish(log);
    if (control_ > 0) log.note(fmt::format("{} answers to requests and the like", control_));
  }

 private:
  Outcome refuse(const char* column, std::string reason) {
    fields_.begin();
    fields_.refuse(column, std::move(reason));
    fault_ = &fields_;
    return Outcome::refused;
  }

  MessageFields fields_;
  BinanceMessages binance_;
  BybitMessages bybit_;
  simdjson::dom::parser parser_;
  const MessageFields* fault_ = &fields_;
  std::int64_t local_ = 0;
  bool bybit_seen_ = false;
  std::size_t control_ = 0;
};

Outcome CollectedLines::take(std::string_view line) {
  const auto space = line.find(' ');
  const auto stamp = line.substr(0, space);
  if (space == std::string_view::npos || stamp.size() > 19 || stamp.size() < 2) return refuse("local time", quoted(stamp, "is no stamp before a message"));
  // Nineteen digits are one more than parse_whole() takes.
  std::int64_t leading = 0, last = 0;
  if (!parse_whole(stamp.substr(0, stamp.size() - 1), leading) || !parse_whole(stamp.substr(stamp.size() - 1), last) ||
      leading > kLastInstant / 10 || leading * 10 + last < kFirstInstant) {
    return refuse("local time", quoted(stamp, "is not in ns since 1970 (1990 to 2100)"));
  }
  local_ = leading * 10 + last;
  JsonObject message;
  const auto text = line.substr(space + 1);
  const auto error = parser_.parse(text.data(), text.size(), false).get(message);
  if (error != simdjson::SUCCESS) return refuse("json", quoted(text, fmt::format("does not parse ({})", simdjson::error_message(error))));
  if (BybitMessages::knows(message)) {
    bybit_seen_ = true;
    fault_ = &bybit_.fields();
    return bybit_.take(local_, message);
  }
  if (BinanceMessages::knows(message)) {
    fault_ = &binance_.fields();
    return binance_.take(local_, message);
  }
  ++control_;
  return Outcome::taken;
}

}  // namespace

FileReport read_collected(const std::string& path, const FeedRules& rules, RawFeed& feed) {
  LineReader lines(path);
  RowLog log(path, "collector log");
  CollectedLines reader(rules, feed);
  for (std::string_view line; lines.next(line);) {
    if (line.empty()) continue;
    switch (reader.take(line)) {
      case Outcome::taken: log.taken(reader.local_ns()); break;
      case Outcome::skipped: log.skipped(); break;
      case Outcome::refused: log.refused(lines.number(), reader.fault().column(), reader.fault().reason()); break;
    }
  }
  reader.finish(log);
  return log.finish(rules.max_bad);
}

}  // namespace asgen::data
