#include "sim/simulate/segment.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include "sim/account/metrics.hpp"
#include "sim/base/contract.hpp"
#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"
#include "sim/simulate/books.hpp"

namespace asgen::simulate {
namespace {

using Shared = std::shared_ptr<const tape::Indicators>;

void check_tape(const Segment& segment, std::span<const tape::Tape> tapes, std::size_t index) {
  const std::string where = fmt::format("segment {}", segment.name);
  if (index >= tapes.size()) {
    throw base::ConfigurationError(where, fmt::format("names day {} of {}", index + 1, tapes.size()), "list the day in the study");
  }
  const tape::TapeInfo& info = tapes[index].info();
  const tape::TapeInfo& first = tapes[segment.tapes.front()].info();
  if (info.price_quantum != first.price_quantum || info.lot != first.lot || info.clock != first.clock) {
    throw base::ConfigurationError(where, "joins days with different price quanta, lots or clocks", "import them with the same --tick");
  }
  if (std::string_view(info.contract) != first.contract || info.contract_size != first.contract_size) {
    throw base::ConfigurationError(where, "joins days of different contracts", "import them with the same --contract and --contract-size");
  }
}

/// First tick whose mid the indicators see.
std::size_t first_fed_tick(const tape::Tape& tape, const Segment& segment, Start start) {
  return start == Start::warm ? 0 : tape.ticks_until(segment.from - segment.warmup - base::Nanos(1));
}

/// `tick` in the tape's quanta; a tick that is no multiple of them is refused by the strategy.
std::int32_t price_step(double tick, const tape::Tape& tape) {
  return std::max(1, static_cast<std::int32_t>(std::lround(tick / tape.info().price_quantum)));
}

/// What is made once per tape.
struct Prices {
  std::shared_ptr<const account::MarkIndex> marks;
  std::shared_ptr<const MidChanges> mids;
};

Prices index_prices(const tape::Tape& tape) {
  const account::Grid grid = grid_of(tape.info());
  const std::size_t sample_ticks = account::ratio_step_ticks(base::seconds(tape.info().clock));
  return {std::make_shared<const account::MarkIndex>(tape.mid(), grid.contract, grid.price_quantum, sample_ticks),
          std::make_shared<const MidChanges>(tape)};
}

std::shared_ptr<const ClosingBook> closing_book(const tape::Tape& tape, const Segment& segment) {
  return std::make_shared<const ClosingBook>(tape, tape.events_until(std::min(segment.to, tape.info().close)));
}

std::vector<std::shared_ptr<const tape::Gates>> make_gates(std::span<const tape::Tape> tapes, const PrepareOptions& options) {
  if (!options.gates) return {};
  std::vector<std::shared_ptr<const tape::Gates>> gates(tapes.size());
  base::parallel_for(tapes.size(), options.threads,
                     [&](std::size_t i) { gates[i] = std::make_shared<const tape::Gates>(tapes[i], *options.gates); });
  return gates;
}

}  // namespace

std::vector<SegmentMarket> prepare_markets(std::span<const tape::Tape> tapes, std::span<const Segment> segments,
                                           const PrepareOptions& options) {
  using Key = std::pair<std::size_t, std::size_t>;  // tape, first fed tick
  base::expects(!options.intensity_source || tapes.size() == 1, "a source of columns belongs to one tape");
  std::map<Key, Shared> indicators;
  std::map<std::size_t, Prices> marks;
  for (const Segment& segment : segments) {
    if (segment.tapes.empty()) {
      throw base::ConfigurationError(fmt::format("segment {}", segment.name), "has no day", "list at least one");
    }
    for (const std::size_t index : segment.tapes) {
      check_tape(segment, tapes, index);
      indicators.emplace(Key{index, first_fed_tick(tapes[index], segment, options.start)}, nullptr);
      if (!marks.contains(index)) marks.emplace(index, index_prices(tapes[index]));
    }
  }
  const std::vector<int> strides = options.gates ? options.gates->strides : std::vector<int>{};
  std::vector<std::pair<const Key, Shared>*> jobs;
  for (auto& job : indicators) jobs.push_back(&job);
  base::parallel_for(jobs.size(), options.threads, [&](std::size_t i) {
    const auto& [index, first_tick] = jobs[i]->first;
    jobs[i]->second = std::make_shared<const tape::Indicators>(
        tapes[index], tape::IndicatorOptions{first_tick, options.volatility_lengths, options.intensity_lengths, options.precision,
                                             price_step(options.tick, tapes[index]), options.intensity_source, strides});
  });
  const std::vector<std::shared_ptr<const tape::Gates>> gates = make_gates(tapes, options);
  std::vector<SegmentMarket> markets;
  for (const Segment& segment : segments) {
    SegmentMarket market{segment, {}, {}, {}, {}, {}, {}};
    for (const std::size_t index : segment.tapes) {
      market.tapes.push_back(tapes[index]);
      market.marks.push_back(marks.at(index).marks);
      market.mids.push_back(marks.at(index).mids);
      market.closing.push_back(closing_book(tapes[index], segment));
      if (!gates.empty()) market.gates.push_back(gates[index]);
      market.indicators.push_back(indicators.at({index, first_fed_tick(tapes[index], segment, options.start)}));
    }
    markets.push_back(std::move(market));
  }
  return markets;
}

}  // namespace asgen::simulate
