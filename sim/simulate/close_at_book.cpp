#include "sim/simulate/close_at_book.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string_view>

#include "sim/simulate/books.hpp"

namespace asgen::simulate {
namespace {

/// Price of what the displayed levels do not cover.
double beyond(double worst, double mid, const tape::TapeInfo& info, int sign) {
  const double away = std::max(std::fabs(worst - mid), info.price_quantum);
  // An inverse contract is never worth nothing: its last price is one quantum.
  return std::max(worst - sign * away, std::string_view(info.contract) == "inverse" ? info.price_quantum : 0.0);
}

std::vector<tape::BookLevel> all_levels(const tape::Tape& tape, base::Side side, std::size_t after_events) {
  return tape.book(side, after_events, std::numeric_limits<std::size_t>::max());
}

}  // namespace

ClosingBook::ClosingBook(const tape::Tape& tape, std::size_t events)
    : after_events(events), bids(all_levels(tape, base::Side::buy, events)), asks(all_levels(tape, base::Side::sell, events)) {}

double close_at_book(const tape::Tape& tape, const CloseRequest& request, const ClosingBook* book) {
  if (request.inventory.count() == 0) return 0;
  if (book == nullptr || book->after_events != request.after_events) {
    const ClosingBook made(tape, request.after_events);
    return close_at_book(tape, request, &made);
  }
  const int sign = request.inventory.count() > 0 ? 1 : -1;
  const account::Grid grid = grid_of(tape.info());
  const auto value_of = [&](double price, std::int64_t lots) {
    return account::unit_value(grid.contract, price) * (tape.quantity(lots) * tape.info().contract_size);
  };
  std::int64_t left = std::abs(request.inventory.count());
  double value = 0, worst = std::nan("");
  for (const tape::BookLevel& level : sign > 0 ? book->bids : book->asks) {
    worst = tape.price(level.price);
    const std::int64_t take = std::min(left, level.lots);
    value += value_of(worst, take);
    left -= take;
    if (left == 0) break;
  }
  const double rest_price = std::isnan(worst) ? request.mid : beyond(worst, request.mid, tape.info(), sign);
  if (left > 0) value += value_of(rest_price, left);
  // Selling brings quote currency, but costs the settlement currency of an inverse contract.
  const int brings = grid.contract == account::Contract::linear ? sign : -sign;
  return brings * value - request.taker_fee * value;
}

}  // namespace asgen::simulate
