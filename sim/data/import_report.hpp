#pragma once
// What an import saw: plain figures, and the table that people read.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/data/day.hpp"

namespace asgen::data {

/// A row that was refused, and why.
struct BadRow {
  std::size_t line = 0;  ///< 1 = the header
  std::string column;
  std::string reason;
};

/// One input file.
struct FileReport {
  std::string name = {};
  std::string layout = {};       ///< "Tardis trades", "LOBSTER messages", ...
  std::size_t rows = 0;          ///< rows taken
  std::size_t bad = 0;           ///< rows refused
  std::size_t skipped = 0;       ///< rows of other symbols
  std::vector<BadRow> first_bad = {};  ///< at most 10
  std::vector<std::string> notes = {};  ///< what else people should know
  base::Nanos first = {}, last = {};  ///< smallest and largest local stamp taken
};

/// local stamp minus exchange stamp, in seconds, snapshots left out; to 0.4 %. NaN without rows.
struct LatencyReport {
  std::size_t rows = 0;
  double p50 = 0, p95 = 0, p99 = 0;
  double negative_share = 0;
};

/// Batches after which the book was in some state, and the share of time spent there.
struct StateReport {
  std::size_t batches = 0;
  double time_share = 0;
};

/// Events (trades and book batches) in whole 5 s windows of the recording.
struct ActivityReport {
  std::size_t windows = 0;
  double mean = 0, sd = 0, min = 0, max = 0, skew = 0;
};

/// One day that was made.
struct DayReport {
  std::string path = {};  ///< "" when not written
  std::string day = {};
  base::Nanos open = {}, close = {};
  std::size_t book_rows = 0, carried_rows = 0, trades = 0, gaps = 0;
};

struct ImportReport {
  std::string exchange, symbol;
  std::vector<FileReport> files;
  std::vector<DayReport> days;
  base::Nanos first = {}, last = {};   ///< of all rows taken
  double price_quantum = 0, lot = 0;
  int depth_levels = 0;
  std::size_t book_rows = 0, trades = 0, batches = 0;
  std::size_t snapshots = 0;      ///< resets of the book by the feed
  std::size_t unsorted_rows = 0;  ///< rows older than one before them
  std::size_t unknown_deletes = 0;
  std::size_t inferred_sides = 0;  ///< trades whose aggressor the tick rule gave
  std::size_t unknown_sides = 0;  ///< trades that are left without an aggressor
  bool resting_known = false;     ///< trades say since when the order that they hit had rested (L3)
  std::size_t outside_rows = 0;   ///< rows that fell outside the session
  StateReport locked, crossed;
  std::vector<Gap> gaps;          ///< silence, lost messages and halts, in time order, apart
  std::vector<std::string> notes;  ///< what else people should know
  LatencyReport book_latency, trade_latency;
  ActivityReport activity;
};

/// The report as a table for people, ending with a line feed.
std::string to_text(const ImportReport& report);

}  // namespace asgen::data
