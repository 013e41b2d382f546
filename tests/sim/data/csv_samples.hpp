#pragma once
// CSV text in Tardis.dev layouts, row by row.

#include <fmt/format.h>

#include <cstdint>
#include <string>

namespace asgen::test {

inline constexpr const char* kBookHeader = "exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount\n";
inline constexpr const char* kQuoteHeader = "exchange,symbol,timestamp,local_timestamp,ask_amount,ask_price,bid_price,bid_amount\n";
inline constexpr const char* kTradeHeader = "exchange,symbol,timestamp,local_timestamp,id,side,price,amount\n";

/// 2024-01-02T00:00:00Z in microseconds.
inline constexpr std::int64_t kMidnight = 1'704'153'600'000'000;
inline constexpr std::int64_t kSecond = 1'000'000;

enum class Row { update, snapshot };

inline std::string book_row(std::int64_t micros, Row kind, const char* side, const std::string& price, const std::string& amount) {
  return fmt::format("venue,A-B,{},{},{},{},{},{}\n", micros - 5000, micros, kind == Row::snapshot ? "true" : "false", side, price, amount);
}
inline std::string trade_row(std::int64_t micros, const char* side, const std::string& price, const std::string& amount) {
  return fmt::format("venue,A-B,{},{},17,{},{},{}\n", micros - 3000, micros, side, price, amount);
}
inline std::string quote_row(std::int64_t micros, const std::string& ask_amount, const std::string& ask, const std::string& bid,
                             const std::string& bid_amount) {
  return fmt::format("venue,A-B,{},{},{},{},{},{}\n", micros, micros, ask_amount, ask, bid, bid_amount);
}
/// A snapshot of one bid and one ask.
inline std::string snapshot(std::int64_t micros, const std::string& bid, const std::string& ask) {
  return book_row(micros, Row::snapshot, "bid", bid, "1") + book_row(micros, Row::snapshot, "ask", ask, "2");
}

}  // namespace asgen::test
