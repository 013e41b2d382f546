#include "sim/data/lobster_feed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "sim/base/error.hpp"
#include "sim/data/day_clock.hpp"
#include "sim/data/decimal.hpp"
#include "sim/data/line_reader.hpp"
#include "sim/data/lobster_rows.hpp"
#include "sim/data/order_book.hpp"

namespace asgen::data {

namespace {

std::string name_of(const std::string& path) { return std::filesystem::path(path).filename().string(); }

/// The name with the word for the kind of file taken out: the same for both files of a pair.
std::string stem_of(const std::string& path) {
  std::string name = name_of(path);
  for (const std::string word : {"_message", "_orderbook"}) {
    if (const auto at = name.find(word); at != std::string::npos) name.erase(at, word.size());
  }
  return name;
}

/// Applies messages to the feed.
class MessageBook {
 public:
  enum class Levels { from_file, from_messages };
  MessageBook(RawFeed& feed, Levels levels) : feed_(feed), levels_(levels) {}

  void apply(const LobsterMessage& message, std::int64_t now);
  void finish(std::int64_t last, RowLog& log);

 private:
  void trade(const LobsterMessage& message, std::int64_t now, std::int64_t since);
  void execute(const LobsterMessage& message, std::int64_t now);
  void halt(const LobsterMessage& message, std::int64_t now);
  void say_level(int side, std::int64_t price, std::int64_t now);
  void drop_stale(int side, std::int64_t limit, std::int64_t now);

  RawFeed& feed_;
  Levels levels_;
  OrderBook orders_;
  std::optional<std::int64_t> halted_;
  std::size_t hidden_ = 0, crosses_ = 0, halts_ = 0, unknown_ = 0, stale_ = 0;
  std::int64_t hidden_amount_ = 0;
  bool begun_ = false;
};

void MessageBook::apply(const LobsterMessage& message, std::int64_t now) {
  switch (message.type) {
    case LobsterType::add:
      drop_stale(-message.side, message.price, now);
      orders_.add(message.order, {message.price, message.amount, now, message.side});
      return say_level(message.side, message.price, now);
    case LobsterType::reduce:
    case LobsterType::remove: {
      const auto taken = message.type == LobsterType::reduce ? orders_.reduce(message.order, message.amount) : orders_.remove(message.order);
      if (taken) say_level(taken->side, taken->price, now);
      return;
    }
    case LobsterType::execute: return execute(message, now);
    case LobsterType::execute_hidden:
      ++hidden_;
      hidden_amount_ += message.amount / kDecimalScale;
      return trade(message, now, now);
    case LobsterType::cross: ++crosses_; return;
    case LobsterType::halt: return halt(message, now);
  }
}

/// The aggressor is the other side of the order that rested.
void MessageBook::trade(const LobsterMessage& message, std::int64_t now, std::int64_t since) {
  feed_.add_trade({now, now, message.price, message.amount, since, static_cast<std::int8_t>(-message.side)});
}

void MessageBook::execute(const LobsterMessage& message, std::int64_t now) {
  const auto hit = orders_.reduce(message.order, message.amount);
  unknown_ += hit ? 0U : 1U;
  trade(message, now, hit ? hit->since_ns : 0);
  if (levels_ == Levels::from_file) return;
  // An execution is at the best price: what seems better than it went unseen.
  std::vector<std::int64_t> better;
  const auto collect = [&](const auto& side) {
    for (const auto& [price, amount] : side) {
      if (price == message.price || (message.side > 0) == (price < message.price)) break;
      better.push_back(price);
    }
  };
  message.side > 0 ? collect(orders_.levels().bids()) : collect(orders_.levels().asks());
  for (const std::int64_t price : better) {
    orders_.drop_level(message.side, price);
    say_level(message.side, price, now);
    ++stale_;
  }
  if (hit) say_level(hit->side, hit->price, now);
}

/// An order that rests at `limit` proves that no level of side `side` at or beyond it is left.
void MessageBook::drop_stale(int side, std::int64_t limit, std::int64_t now) {
  if (levels_ == Levels::from_file) return;
  const auto next = [&]() -> std::optional<std::int64_t> {
    const auto& book = orders_.levels();
    if (side > 0 && !book.bids().empty() && book.bids().begin()->first >= limit) return book.bids().begin()->first;
    if (side < 0 && !book.asks().empty() && book.asks().begin()->first <= limit) return book.asks().begin()->first;
    return std::nullopt;
  };
  for (auto price = next(); price; price = next()) {
    orders_.drop_level(side, *price);
    say_level(side, *price, now);
    ++stale_;
  }
}

void MessageBook::halt(const LobsterMessage& message, std::int64_t now) {
  if (message.price == -1) {
    ++halts_;
    if (!halted_) halted_ = now;
  } else if (message.price == 1 && halted_) {
    feed_.breaks.push_back({base::Nanos(*halted_), base::Nanos(now)});
    halted_.reset();
  }
}

void MessageBook::say_level(int side, std::int64_t price, std::int64_t now) {
  if (levels_ == Levels::from_file) return;
  BookRow row{now, now, price, orders_.shown(side, price), static_cast<std::int8_t>(side), 0, RowKind::plain, 0};
  if (!begun_) row.flags = kSnapshot | kReset;
  begun_ = true;
  feed_.add_book(row);
}

void MessageBook::finish(std::int64_t last, RowLog& log) {
  if (halted_) feed_.breaks.push_back({base::Nanos(*halted_), base::Nanos(last)});
  if (hidden_ > 0) log.note(fmt::format("{} hidden executions of {} shares: trades that hit no displayed queue", hidden_, hidden_amount_));
  if (unknown_ > 0) log.note(fmt::format("{} executions of orders from before the first message: their age is not known", unknown_));
  if (crosses_ > 0) log.note(fmt::format("{} cross trades (auctions) are left out", crosses_));
  if (halts_ > 0) log.note(fmt::format("{} trading halts are gaps", halts_));
  if (levels_ == Levels::from_file) return;
  log.note(fmt::format("no order book file: the book is rebuilt from the messages; what rested before the first one is not known, and {} levels "
                       "were dropped when a later order or execution proved that they were gone", stale_));
}

/// Both files in step.
class PairReader {
 public:
  PairReader(const LobsterFiles& files, const FeedRules& rules, RawFeed& feed)
      : rules_(rules), feed_(feed), clock_(name_of(files.messages), rules), messages_(files.messages), rows_(rules),
        orders_(feed, files.book.empty() ? MessageBook::Levels::from_messages : MessageBook::Levels::from_file),
        log_(files.messages, "LOBSTER messages"), book_log_(files.book, "LOBSTER order book") {
    if (!files.book.empty()) book_.emplace(files.book);
  }

  LobsterReports read() {
    for (std::string_view line; messages_.next(line);) {
      if (!line.empty()) take_message(line);
      if (book_) take_picture();
    }
    std::string_view line;
    if (book_ && book_->next(line)) refuse_lengths(*book_, "has more rows than the message file");
    orders_.finish(now_, log_);
    if (levels_ > 0) feed_.stated_depth = static_cast<int>(levels_);
    LobsterReports reports;
    reports.messages = log_.finish(rules_.max_bad);
    if (book_) reports.book = book_log_.finish(rules_.max_bad);
    return reports;
  }

 private:
  [[noreturn]] static void refuse_lengths(const LineReader& at, const char* problem) {
    throw base::DataError(at.where(), problem, "give the two files of one request: they have a row each for every message");
  }

  void take_message(std::string_view line) {
    LobsterMessage message;
    if (!rows_.read(line, message)) return log_.refused(messages_.number(), rows_.fault().column, rows_.fault().reason);
    const std::int64_t stamp = clock_.at(message.since_midnight_ns);
    if (stamp < now_) return log_.refused(messages_.number(), "time", quoted(line.substr(0, line.find(',')), "is earlier than the message before"));
    now_ = stamp;
    orders_.apply(message, now_);
    log_.taken(now_);
  }

  void take_picture() {
    std::string_view line;
    if (!book_->next(line)) refuse_lengths(*book_, "ends before the message file");
    if (!rows_.read(line, picture_, levels_)) return book_log_.refused(book_->number(), rows_.fault().column, rows_.fault().reason);
    if (log_.rows() == 0) return;  // no message has said the time yet
    changes_.clear();
    diff_.advance(picture_, {.exchange_ns = now_, .local_ns = now_}, changes_);
    for (const BookRow& change : changes_) feed_.add_book(change);
    book_log_.taken(now_);
  }

  const FeedRules& rules_;
  RawFeed& feed_;
  DayClock clock_;
  LineReader messages_;
  std::optional<LineReader> book_;
  LobsterRows rows_;
  MessageBook orders_;
  RowLog log_, book_log_;
  Picture picture_;
  PictureDiff diff_;
  std::vector<BookRow> changes_;
  std::size_t levels_ = 0;
  std::int64_t now_ = kFirstInstant;
};

}  // namespace

std::vector<std::size_t> pair_lobster_files(const std::vector<std::string>& files, const std::vector<FileKind>& kinds) {
  std::vector<std::size_t> messages, books, partner(files.size(), files.size());
  for (std::size_t i = 0; i < files.size(); ++i) (kinds[i] == FileKind::lobster_messages ? messages : books).push_back(i);
  for (const std::size_t book : books) {
    const auto same = [&](std::size_t i) { return partner[i] == files.size() && stem_of(files[i]) == stem_of(files[book]); };
    const auto found = messages.size() == 1 && books.size() == 1 ? messages.begin() : std::ranges::find_if(messages, same);
    if (found == messages.end()) {
      throw base::ConfigurationError(files[book], "has no message file (an order book file has no stamps of its own)", "give its message file too");
    }
    partner[*found] = book;
  }
  return partner;
}

LobsterReports read_lobster(const LobsterFiles& files, const FeedRules& rules, RawFeed& feed) {
  if (feed.symbol.empty()) {
    const std::string name = name_of(files.messages);
    feed.symbol = rules.symbol.empty() ? name.substr(0, name.find_first_of("_.")) : rules.symbol;
  }
  if (feed.exchange.empty()) feed.exchange = "nasdaq";
  feed.resting_known = true;
  return PairReader(files, rules, feed).read();
}

}  // namespace asgen::data
