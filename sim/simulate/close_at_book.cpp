#include "sim/simulate/close_at_book.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace asgen::simulate {
namespace {

/// Price of what the displayed levels do not cover.
double beyond(double worst, double mid, double quantum, int sign) {
  const double away = std::max(std::fabs(worst - mid), quantum);
  return std::max(worst - sign * away, 0.0);
}

}  // namespace

double close_at_book(const tape::Tape& tape, const CloseRequest& request) {
  if (request.inventory.count() == 0) return 0;
  const int sign = request.inventory.count() > 0 ? 1 : -1;
  const base::Side book_side = sign > 0 ? base::Side::buy : base::Side::sell;
  constexpr std::size_t kAllLevels = 1 << 20;
  std::int64_t left = std::abs(request.inventory.count());
  double value = 0, worst = std::nan("");
  for (std::size_t levels = 16; left > 0; levels *= 16) {
    const auto book = tape.book(book_side, request.after_events, levels);
    left = std::abs(request.inventory.count());
    value = 0;
    for (const tape::BookLevel& level : book) {
      worst = tape.price(level.price);
      const std::int64_t take = std::min(left, level.lots);
      value += worst * tape.quantity(take);
      left -= take;
      if (left == 0) break;
    }
    if (book.size() < levels || levels >= kAllLevels) break;
  }
  const double rest_price = std::isnan(worst) ? request.mid : beyond(worst, request.mid, tape.info().price_quantum, sign);
  value += rest_price * tape.quantity(left);
  return sign * value - request.taker_fee * value;
}

}  // namespace asgen::simulate
