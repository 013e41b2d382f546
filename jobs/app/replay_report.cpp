#include "jobs/app/replay_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "jobs/app/log.hpp"
#include "sim/simulate/books.hpp"

namespace asgen::app {

Table replay_summary(const market::Replay& replay, const tape::Tape& tape, const market::Instrument& fees) {
  using market::FillCause, market::Outcome;
  const auto with = [&](Outcome outcome) {
    return static_cast<double>(std::ranges::count(replay.orders, outcome, &market::ReplayedOrder::outcome));
  };
  const auto by = [&](FillCause cause) {
    return static_cast<double>(std::ranges::count(replay.fills, cause, [](const market::ReplayedFill& f) { return f.fill.cause; }));
  };
  const account::Grid grid = simulate::grid_of(tape.info());
  base::Lots volume;
  double value = 0, paid = 0;
  for (const auto& [fill, listed, trigger] : replay.fills) {
    const double worth = grid.amount(fill.quantity) * account::unit_value(grid.contract, tape.price(fill.price.count()));
    volume += fill.quantity;
    value += worth;
    paid += worth * (fill.cause == FillCause::taker ? fees.taker_fee : fees.maker_fee);
  }
  Table table{{"orders", "filled", "canceled", "expired", "rejected", "open", "fills", "queue", "trade_through", "best_cross", "taker", "volume",
               "value", "fees"},
              {}};
  table.rows.push_back({static_cast<double>(replay.orders.size()), with(Outcome::filled), with(Outcome::cancelled), with(Outcome::expired),
                        with(Outcome::rejected), with(Outcome::open), static_cast<double>(replay.fills.size()), by(FillCause::queue),
                        by(FillCause::trade_through), by(FillCause::book_cross), by(FillCause::taker), tape.quantity(volume.count()), value, paid});
  return table;
}

void warn_of_seams(const data::JoinedDays& days) {
  for (const data::Seam& seam : days.seams) {
    if (seam.differing_levels > 0) {
      log_warning(fmt::format("day {}: its opening book differs from the book at the end of {} on {} levels (rows are missing in between); "
                              "orders go on in the new book",
                              seam.after, seam.before, seam.differing_levels));
    }
    if (seam.pause.count() > 0) {
      log_warning(fmt::format("day {}: opens {:.3f} s after {} closes; nothing is known of the time in between", seam.after,
                              base::seconds(seam.pause), seam.before));
    }
  }
}

}  // namespace asgen::app
