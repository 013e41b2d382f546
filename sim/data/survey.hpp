#pragma once
// Figures of a whole feed, sorted by time: book states, latency, gaps, activity.

#include <cstdint>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/data/import_report.hpp"
#include "sim/data/raw_feed.hpp"

namespace asgen::data {

/// Replays the book: fills batches, locked, crossed and unknown_deletes of `report`. Returns the depth of a feed of the
/// best N levels (both sides hold exactly N after at least 95 % of 100 or more batches, and more after at most 5 %), else 0.
int survey_book(const RawBook& book, std::int64_t last_ns, ImportReport& report);

/// Quantiles of local minus exchange stamps; rows with kSnapshot in `flags` are left out (`flags` may be null).
LatencyReport measure_latency(const std::vector<std::int64_t>& exchange_ns, const std::vector<std::int64_t>& local_ns,
                              const std::vector<std::uint8_t>* flags);

/// Stretches of more than `longest` between neighbouring rows of either kind. Both inputs sorted.
std::vector<Gap> find_gaps(const std::vector<std::int64_t>& book_ns, const std::vector<std::int64_t>& trade_ns, base::Nanos longest);

/// Trades and batches in the whole 5 s windows of [first, last].
ActivityReport measure_activity(const RawBook& book, const RawTrades& trades, base::Nanos first, base::Nanos last);

}  // namespace asgen::data
