#pragma once
// The small markets of fills.json: times in nanoseconds, prices in ticks of 1, quantities in lots of 1, events seen 1 ns after they
// happen. Played on a tape and the product's matcher.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sim/data/day.hpp"
#include "sim/market/matcher.hpp"

namespace asgen::cases {

using nlohmann::json;

/// A day written event by event, in order of time.
class CaseDay {
 public:
  CaseDay();
  /// Sets a displayed level; the first row of the day opens the book.
  void level(std::int64_t t, base::Side side, std::int64_t price, std::int64_t lots);
  void trade(std::int64_t t, base::Side aggressor, std::int64_t price, std::int64_t lots);
  [[nodiscard]] tape::Tape compile(const market::MarketOptions& options) const;

 private:
  data::Day day_;
};

/// The queue model that a case names.
market::QueueModel queue_model(const std::string& name);

/// The runner of one kind of case: checks with doctest.
void run_queue_unit(const json& one);
void run_engine(const json& one);
void run_latency(const json& one);
void run_l3_fifo(const json& one);
void run_other_engine(const json& one);

}  // namespace asgen::cases
