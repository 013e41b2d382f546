#include "sim/simulate/wanted_quotes.hpp"

#include <algorithm>

namespace asgen::simulate {

std::span<const WantedQuote> WantedQuotes::after(Lookout& lookout, base::Side side, const Decisions& decisions, const market::Quotes& before) {
  if (lookout.levels() == 1) return after_single(lookout, side, decisions, before);
  start(lookout.ladder(decisions.last, side));
  bool open = true;
  for (std::size_t tick = decisions.last; tick > decisions.first && open; tick -= decisions.stride) {
    open = trace(lookout.ladder(tick - decisions.stride, side), tick);
  }
  collect(decisions.first, before);
  return quotes_;
}

std::span<const WantedQuote> WantedQuotes::after_single(Lookout& lookout, base::Side side, const Decisions& decisions, const market::Quotes& before) {
  const strategy::SingleQuote wanted = lookout.single(decisions.last, side);
  if (wanted.lots.count() == 0) return {};
  WantedQuote quote{wanted.price, wanted.lots, lookout.same_since(decisions.last, side, decisions.first), nullptr};
  if (quote.sent == decisions.first) {
    for (const market::Quote& old : before) {
      if (old.price != quote.price || old.quantity != quote.lots) continue;
      quote.kept = &old;
      break;
    }
  }
  quotes_.assign(1, quote);
  return quotes_;
}

/// Prices of a ladder never come back to an earlier one, so equal ones are neighbours.
void WantedQuotes::start(const Ladder& wanted) {
  groups_.clear();
  begun_.clear();
  for (std::size_t i = 0; i < wanted.prices.size(); ++i) {
    if (!groups_.empty() && groups_.back().price == wanted.prices[i] && groups_.back().lots == wanted.lots_of(i)) {
      ++groups_.back().copies;
    } else {
      groups_.push_back({wanted.prices[i], wanted.lots_of(i), 1});
    }
  }
}

/// Copies that the decision before `later_tick` did not want were sent at that tick. False when all beginnings are known.
bool WantedQuotes::trace(const Ladder& earlier, std::size_t later_tick) {
  bool open = false;
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    Group& group = groups_[g];
    if (group.copies == 0) continue;
    std::size_t found = 0;
    for (std::size_t i = 0; i < earlier.prices.size(); ++i) {
      found += earlier.prices[i] == group.price && earlier.lots_of(i) == group.lots ? 1 : 0;
    }
    for (; group.copies > found; --group.copies) begun_.push_back({g, later_tick});
    open = open || group.copies > 0;
  }
  return open;
}

void WantedQuotes::collect(std::size_t first, const market::Quotes& before) {
  quotes_.clear();
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    Group& group = groups_[g];
    for (const market::Quote& old : before) {
      if (group.copies == 0) break;
      if (old.price != group.price || old.quantity != group.lots) continue;
      quotes_.push_back({group.price, group.lots, first, &old});
      --group.copies;
    }
    for (; group.copies > 0; --group.copies) quotes_.push_back({group.price, group.lots, first, nullptr});
    for (auto begun = begun_.rbegin(); begun != begun_.rend(); ++begun) {
      if (begun->group == g) quotes_.push_back({group.price, group.lots, begun->tick, nullptr});
    }
    // A last order of another size may share its price with those before it.
    if (g > 0 && groups_[g - 1].price == group.price) by_age(group.price);
  }
}

/// Brings the orders of the last price into the order in which they joined.
void WantedQuotes::by_age(std::int32_t price) {
  const auto first = std::find_if(quotes_.begin(), quotes_.end(), [price](const WantedQuote& quote) { return quote.price == price; });
  std::stable_sort(first, quotes_.end(), [](const WantedQuote& a, const WantedQuote& b) {
    if (a.kept != nullptr && b.kept != nullptr) return a.kept < b.kept;
    return a.kept != nullptr || (b.kept == nullptr && a.sent < b.sent);
  });
}

}  // namespace asgen::simulate
