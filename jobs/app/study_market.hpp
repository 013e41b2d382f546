#pragma once
// A study's days cut into segments, with the indicators that its genomes may ask for. Cutting needs no day; a day is compiled (or opened
// from the cache) when the first simulation asks for one of its segments, so a search begins as soon as its first day is there.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <vector>

#include "configs/json/study.hpp"
#include "jobs/app/study_days.hpp"
#include "results/run_file.hpp"
#include "sim/simulate/segment.hpp"

namespace asgen::app {

/// Log lines about what took less [s] are details; nobody waits for it.
inline constexpr double kWorthALine = 1;

/// Segments in time order, their roles, and how their days are prepared.
struct MarketPlan {
  StudyDays days;
  std::vector<simulate::Segment> segments;  ///< of one day each
  std::vector<results::SegmentRole> roles;  ///< which ones the search may see
  simulate::PrepareOptions prepare;         ///< of one day on one thread
};

/// Thread-safe; what it gives never changes.
class StudyMarket {
 public:
  explicit StudyMarket(MarketPlan plan);
  StudyMarket(const StudyMarket&) = delete;
  StudyMarket& operator=(const StudyMarket&) = delete;

  [[nodiscard]] std::size_t size() const { return plan_.segments.size(); }
  [[nodiscard]] const std::vector<simulate::Segment>& segments() const { return plan_.segments; }
  [[nodiscard]] const std::vector<results::SegmentRole>& roles() const { return plan_.roles; }
  [[nodiscard]] std::vector<std::uint32_t> with_role(results::SegmentRole role) const;
  [[nodiscard]] const MarketPlan& plan() const { return plan_; }

  /// What a simulation of segment `i` reads; prepares its day when nobody has. A thread that finds the day in other hands (of this
  /// process, or of one that shares the cache) prepares another day meanwhile. Throws what preparing the day threw, each time.
  [[nodiscard]] const simulate::SegmentMarket& segment(std::size_t i) const;
  /// Prepares every day that is not there yet, on `threads` threads. Throws as the first day that failed.
  void prepare_all(int threads) const;

 private:
  enum class State : std::uint8_t { untouched, being_made, made_elsewhere, ready, failed };
  struct Day {
    State state = State::untouched;
    std::vector<std::size_t> segments;  ///< indices into the plan
    std::vector<simulate::SegmentMarket> markets;
    std::exception_ptr failure;
  };
  void finish_day(std::size_t day) const;
  bool try_prepare(std::size_t day, base::FileClaim::Patience patience) const;
  bool prepare_another(std::size_t day) const;
  [[nodiscard]] std::vector<simulate::SegmentMarket> prepare(std::size_t day, base::FileClaim::Patience patience) const;
  void tell(std::size_t day, std::chrono::steady_clock::time_point began) const;

  MarketPlan plan_;
  std::vector<std::pair<std::size_t, std::size_t>> place_;  ///< per segment: day, number among its segments
  std::chrono::steady_clock::time_point born_ = std::chrono::steady_clock::now();
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  mutable std::vector<Day> days_;  // written under the mutex; a ready day is read without it, after its state was seen under it
  mutable std::size_t ready_ = 0;
};

/// Whether simulations may leave foreseeable decisions out; a single one gains nothing by it.
enum class Gating { off, as_useful };

/// Cuts a study's days. Throws ConfigurationError when the study's cuts leave nothing, or nothing to train on, or do not fit the days.
std::shared_ptr<const StudyMarket> make_market(const configs::Study& study, StudyDays days, Gating gating = Gating::as_useful);

/// Every segment of `days` in one role, none held back: days given on the command line, or unseen ones.
std::shared_ptr<const StudyMarket> make_market_of(const configs::Study& study, StudyDays days, results::SegmentRole role,
                                                  Gating gating = Gating::as_useful);

/// Rows for the run file.
std::vector<results::SegmentRow> segment_rows(const StudyMarket& market);

}  // namespace asgen::app
