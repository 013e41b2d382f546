#pragma once
// What every row of every layout must keep to, and the account of those that do not.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/units.hpp"
#include "sim/data/import_report.hpp"
#include "sim/data/quantum.hpp"

namespace asgen::data {

/// Earliest and latest believable instants, ns since the epoch: 1990 to 2100.
inline constexpr std::int64_t kFirstInstant = 631'152'000'000'000'000;
inline constexpr std::int64_t kLastInstant = 4'102'444'800'000'000'000;

/// Twice this still fits into 63 bits; in units of 1e-9.
inline constexpr std::int64_t kHighestPrice = 4'000'000'000'000'000'000;

struct FeedRules {
  std::string symbol = {};                     ///< "" = that of the feed so far, or of the first row; given: others are skipped
  std::optional<ExactDivisor> tick = {}, lot = {};  ///< prices and amounts must be multiples, in units of 1e-9
  double max_bad = 0.001;                      ///< share of refused rows above which a file is refused
  std::optional<std::int64_t> day = {};        ///< stated date of files whose stamps count from midnight; day number
  std::string zone = {};                       ///< of such files, an IANA name

  /// Why a price cannot be taken, or null. Prices are positive multiples of the tick.
  [[nodiscard]] const char* price_fault(std::int64_t price) const {
    if (price <= 0) return "is not positive";
    if (price > kHighestPrice) return "is too large (4e9 at most)";
    return tick && !tick->divides(price) ? "is not a multiple of the tick" : nullptr;
  }
  /// Why an amount cannot be taken, or null. Amounts are multiples of the lot, or 0.
  [[nodiscard]] const char* amount_fault(std::int64_t amount) const {
    if (amount < 0) return "is negative";
    return lot && !lot->divides(amount) ? "is not a multiple of the lot" : nullptr;
  }
};

/// Whether a row was taken, belongs to another symbol, or is bad.
enum class Outcome { taken, skipped, refused };

/// Counts the rows of one file.
class RowLog {
 public:
  RowLog(const std::string& path, std::string layout);

  void taken(std::int64_t local_ns) {
    ++report_.rows;
    report_.first = local_ns < report_.first.count() ? base::Nanos(local_ns) : report_.first;
    report_.last = local_ns > report_.last.count() ? base::Nanos(local_ns) : report_.last;
  }
  void skipped() { ++report_.skipped; }
  void refused(std::size_t line, std::string_view column, const std::string& reason);
  /// Something that people should know about this file.
  void note(std::string text) { report_.notes.push_back(std::move(text)); }
  [[nodiscard]] std::size_t rows() const { return report_.rows; }

  /// The report, or a DataError naming the first bad row when more than `max_bad` of all are.
  FileReport finish(double max_bad);

 private:
  std::string path_;
  FileReport report_;
};

/// "\"12a\" is not a number": a value, cut at 40 characters, and what is wrong with it.
std::string quoted(std::string_view value, std::string_view fault);

}  // namespace asgen::data
