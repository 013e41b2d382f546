#include "sim/simulate/wanted_quotes.hpp"

#include <algorithm>

namespace asgen::simulate {

std::span<const WantedQuote> WantedQuotes::after(Lookout& lookout, base::Side side, const Decisions& decisions, const market::Quotes& before) {
  if (lookout.levels() == 1) return after_single(lookout, side, decisions, before);
  start(side, lookout.ladder(decisions.last, side));
  bool open = true;
  for (std::size_t tick = decisions.last; tick > decisions.first && open; tick -= decisions.stride) {
    open = trace(lookout.ladder(tick - decisions.stride, side), tick);
  }
  collect(decisions.first, before);
  return quotes_;
}

std::optional<Ladder> WantedQuotes::all_new(Lookout& lookout, base::Side side, const Decisions& decisions, const market::Quotes& before) {
  const Ladder wanted = lookout.ladder(decisions.last, side);
  is_buy_ = side == base::Side::buy;
  auto old = before.begin();
  for (std::size_t i = 0; i < wanted.prices.size(); ++i) {
    const std::int32_t price = wanted.prices[i];
    if (i > 0 && price == wanted.prices[i - 1]) return std::nullopt;
    while (old != before.end() && is_better(old->price, price)) ++old;
    for (auto same = old; same != before.end() && same->price == price; ++same) {
      if (same->quantity == wanted.lots_of(i)) return std::nullopt;
    }
  }
  return wanted;
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

/// Prices of a ladder never come back to an earlier one, so equal ones are neighbours, and one pass along groups and ladder will do.
void WantedQuotes::start(base::Side side, const Ladder& wanted) {
  is_buy_ = side == base::Side::buy;
  groups_.clear();
  begun_.clear();
  for (std::size_t i = 0; i < wanted.prices.size(); ++i) {
    if (!groups_.empty() && groups_.back().price == wanted.prices[i] && groups_.back().lots == wanted.lots_of(i)) {
      ++groups_.back().copies;
    } else {
      groups_.push_back({wanted.prices[i], wanted.lots_of(i), 1, kNone});
    }
  }
}

/// Copies that the decision before `later_tick` did not want were sent at that tick. False when all beginnings are known.
bool WantedQuotes::trace(const Ladder& earlier, std::size_t later_tick) {
  bool open = false;
  const std::size_t n = earlier.prices.size();
  std::size_t at = 0;
  for (Group& group : groups_) {
    if (group.copies == 0) continue;
    while (at < n && is_better(earlier.prices[at], group.price)) ++at;
    std::size_t found = 0;
    for (std::size_t i = at; i < n && earlier.prices[i] == group.price; ++i) found += earlier.lots_of(i) == group.lots ? 1 : 0;
    for (; group.copies > found; --group.copies) {
      begun_.push_back({later_tick, group.begun});
      group.begun = begun_.size() - 1;
    }
    open = open || group.copies > 0;
  }
  return open;
}

void WantedQuotes::collect(std::size_t first, const market::Quotes& before) {
  quotes_.clear();
  auto old = before.begin();
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    Group& group = groups_[g];
    while (old != before.end() && is_better(old->price, group.price)) ++old;
    for (auto same = old; group.copies > 0 && same != before.end() && same->price == group.price; ++same) {
      if (same->quantity != group.lots) continue;
      quotes_.push_back({group.price, group.lots, first, &*same});
      --group.copies;
    }
    for (; group.copies > 0; --group.copies) quotes_.push_back({group.price, group.lots, first, nullptr});
    for (std::size_t begun = group.begun; begun != kNone; begun = begun_[begun].later) {
      quotes_.push_back({group.price, group.lots, begun_[begun].tick, nullptr});
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
