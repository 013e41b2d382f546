#include "sim/market/fill.hpp"

namespace asgen::market {

FillTrigger trigger_of(const tape::Tape& tape, const Fill& fill) {
  if (fill.cause == FillCause::queue || fill.cause == FillCause::trade_through) {
    const std::size_t trade = tape.trade_of(fill.event);
    return {base::Ticks(tape.trade_price()[trade]), base::Lots(tape.trade_lots()[trade])};
  }
  const std::size_t after = fill.event + 1;
  return {base::Ticks(fill.side == base::Side::buy ? tape.best_ask(after) : tape.best_bid(after)), base::Lots(0)};
}

}  // namespace asgen::market
