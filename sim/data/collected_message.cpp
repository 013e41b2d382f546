#include "sim/data/collected_message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/data/decimal.hpp"

namespace asgen::data {

namespace {
constexpr std::size_t kRemembered = 200;  // changes: twenty seconds of Binance's slowest stream
constexpr std::int64_t kSoon = 60 * base::kNanosPerSecond;
}

bool has(const JsonObject& object, std::string_view key) {
  simdjson::dom::element value;
  return object.at_key(key).get(value) == simdjson::SUCCESS && !value.is_null();
}

bool MessageFields::refuse(std::string_view column, std::string reason) {
  if (good()) {
    column_ = column;
    reason_ = std::move(reason);
  }
  return false;
}

std::int64_t MessageFields::whole(const JsonObject& object, std::string_view key) {
  std::int64_t value = 0;
  if (object.at_key(key).get(value) != simdjson::SUCCESS) refuse(key, "is missing or no whole number");
  return value;
}

std::int64_t MessageFields::milliseconds(const JsonObject& object, std::string_view key) {
  const std::int64_t value = whole(object, key);
  if (!good()) return 0;
  if (value >= kFirstInstant / 1'000'000 && value <= kLastInstant / 1'000'000) return value * 1'000'000;
  refuse(key, fmt::format("{} is not in ms since 1970 (1990 to 2100)", value));
  return 0;
}

std::string_view MessageFields::text(const JsonObject& object, std::string_view key) {
  std::string_view value;
  if (object.at_key(key).get(value) != simdjson::SUCCESS) refuse(key, "is missing or no text");
  return value;
}

std::int64_t MessageFields::judged(std::string_view key, std::string_view text, const char* (FeedRules::*judge)(std::int64_t) const) {
  if (!good()) return 0;
  const Decimal parsed = parse_decimal(text);
  const char* fault = parsed.fault != DecimalFault::none ? to_text(parsed.fault) : (rules_.*judge)(parsed.value);
  if (fault != nullptr) refuse(key, quoted(text, fault));
  return parsed.value;
}

std::int64_t MessageFields::price(const JsonObject& object, std::string_view key) { return judged(key, text(object, key), &FeedRules::price_fault); }
std::int64_t MessageFields::amount(const JsonObject& object, std::string_view key) { return judged(key, text(object, key), &FeedRules::amount_fault); }

void MessageFields::levels(const JsonObject& object, std::string_view key, BookRow row, std::vector<BookRow>& out) {
  JsonArray levels;
  if (object.at_key(key).get(levels) != simdjson::SUCCESS) {
    refuse(key, "is missing or no list");
    return;
  }
  for (const simdjson::dom::element level : levels) {
    std::string_view price_text, amount_text;
    if (level.at(0).get(price_text) != simdjson::SUCCESS || level.at(1).get(amount_text) != simdjson::SUCCESS) {
      refuse(key, "holds a level that is no pair of texts");
    }
    row.price = judged(key, price_text, &FeedRules::price_fault);
    row.amount = judged(key, amount_text, &FeedRules::amount_fault);
    if (!good()) return;
    out.push_back(row);
  }
}

void SequencedBook::change(std::int64_t last, Follows follows, std::vector<BookRow>&& rows) {
  if (snapshot_ != 0 && last <= snapshot_) {
    ++stale_;  // the snapshot holds it
    return;
  }
  const std::int64_t now = rows.empty() ? latest_ns_ : rows.front().local_ns;
  if (follows == Follows::no && last_ != 0) {
    ++breaks_;
    if (!broken_) broken_ = Gap{base::Nanos(latest_ns_), base::Nanos(now)};
  }
  last_ = last;
  latest_ns_ = now;
  for (const BookRow& row : rows) feed_.add_book(row);
  recent_.push_back({last, std::move(rows)});
  if (recent_.size() > kRemembered) recent_.pop_front();
}

void SequencedBook::snapshot(std::int64_t last, std::int64_t now, std::vector<BookRow>&& rows) {
  // Collectors subscribe first and fetch the book then: what came in between shows a few levels only.
  if (snapshots_++ == 0 && !feed_.book_opened && feed_.book.size() > 0 && now - feed_.book.first_ns < kSoon) {
    early_ = feed_.book.size();
    feed_.book.clear();
  }
  feed_.book_opened = true;
  if (!rows.empty()) rows.front().flags |= kReset;
  for (const BookRow& row : rows) feed_.add_book(row);
  for (Change& change : recent_) {
    if (change.last <= last) continue;
    for (BookRow& row : change.rows) {
      row.local_ns = now;  // only now can the book be known
      feed_.add_book(row);
    }
  }
  recent_.clear();
  snapshot_ = last;
  last_ = std::max(last_, last);
  latest_ns_ = now;
  for (Gap& unrepaired : feed_.breaks) {  // of an earlier file
    if (unrepaired.end == base::Nanos::max() && unrepaired.begin < base::Nanos(now)) unrepaired.end = base::Nanos(now);
  }
  if (!broken_) return;
  broken_->end = base::Nanos(now);
  feed_.breaks.push_back(*std::exchange(broken_, std::nullopt));
}

void SequencedBook::restart(std::int64_t last, std::int64_t now, std::vector<BookRow>&& rows) {
  recent_.clear();
  last_ = 0;
  snapshot(last, now, std::move(rows));
  snapshot_ = 0;  // nothing that follows is older than it
}

void SequencedBook::finish(RowLog& log) {
  if (breaks_ > 0) log.note(fmt::format("{} breaks of the sequence numbers: messages were lost; each is a gap until the next snapshot", breaks_));
  if (broken_) {
    // Levels whose deletion was lost would stand for ever and be traded against.
    broken_->end = base::Nanos::max();
    feed_.breaks.push_back(*broken_);
    log.note("no snapshot follows the last break: the rest of the recording is a gap; collect a snapshot after each loss, or import another feed");
  }
  if (early_ > 0) log.note(fmt::format("{} levels that changed before the first snapshot are left out: the book is not known before it", early_));
  if (stale_ > 0) log.note(fmt::format("{} changes were older than the snapshot before them and are left out", stale_));
  if (snapshots_ == 0 && latest_ns_ != 0) log.note("no snapshot in this file: unless an earlier file opens the book, it shows only what changed since the start");
}

}  // namespace asgen::data
