#pragma once
// How long requests and answers travel: constant, measured, or drawn.
//
// Requests and answers are first in, first out: nothing overtakes what was sent before (the matcher raises its time).
// Answers are sent for every fill, for every other end of an order (refused, cancelled, expired), and for a request that led to
// neither (accepted, or too late), in this order of happening.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/base/units.hpp"

namespace asgen::market {

/// One measured round trip; exchange <= 0: the request was lost on the way and its failure known at `response`.
struct LatencyRow {
  base::Nanos request, exchange, response;
  bool operator==(const LatencyRow&) const = default;
};

/// How a request travels.
struct RequestTravel {
  enum class Fate : std::uint8_t { arrives, lost };
  base::Nanos duration;  ///< until it takes effect; when lost, until we know
  Fate fate = Fate::arrives;
  bool operator==(const RequestTravel&) const = default;
};

/// Measured latencies, interpolated between rows as hftbacktest's IntpOrderLatency does (backtest.md 2.5, cases T01-T03): linear
/// in the request's (answer's) time, slope x distance cut towards zero, constant before the first and after the last row.
class MeasuredLatency {
 public:
  /// @param offset added to every way, e.g. when the measurement was made elsewhere. Throws DataError, naming `where`, when there is
  /// no row, rows are not in time order of requests or of arrivals, or time runs backwards in one.
  MeasuredLatency(std::vector<LatencyRow> rows, base::Nanos offset, const std::string& where);

  /// Travel of a request sent at `now`; lost between two rows of which one was.
  [[nodiscard]] RequestTravel request(base::Nanos now) const;
  /// Travel of an answer sent at `now` by the venue's clock; lost rows are left out.
  [[nodiscard]] base::Nanos response(base::Nanos now) const;
  /// No answer travels shorter.
  [[nodiscard]] base::Nanos shortest_response() const { return shortest_response_; }
  [[nodiscard]] std::span<const LatencyRow> rows() const { return rows_; }

 private:
  std::vector<LatencyRow> rows_;
  std::vector<LatencyRow> arrived_;  ///< rows that were not lost
  base::Nanos shortest_response_;
};

/// Reads req_ts,exch_ts,resp_ts [ns] from CSV text with that header. Throws DataError, naming `where` and the line.
std::vector<LatencyRow> parse_latency_rows(std::string_view text, const std::string& where);

/// Each way takes minimum + (median - minimum) x exp(sigma Z), Z standard normal: never shorter than the minimum, with a long tail.
struct DrawnLatency {
  base::Nanos minimum{0};
  double sigma = 0.5;      ///< >= 0
  std::uint64_t seed = 1;  ///< every genome meets the same luck: a draw depends on seed, day and number of the request or answer only
};

enum class LatencyKind {
  constant,  ///< MarketOptions::entry_latency and response_latency
  measured,
  drawn,  ///< entry_latency and response_latency are medians
};
struct LatencyOptions {
  LatencyKind kind = LatencyKind::constant;
  std::shared_ptr<const MeasuredLatency> measured = nullptr;  ///< for LatencyKind::measured
  DrawnLatency drawn = {};
};

}  // namespace asgen::market
