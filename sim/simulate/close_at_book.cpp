#include "sim/simulate/close_at_book.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
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

}  // namespace

double close_at_book(const tape::Tape& tape, const CloseRequest& request) {
  if (request.inventory.count() == 0) return 0;
  const int sign = request.inventory.count() > 0 ? 1 : -1;
  const base::Side book_side = sign > 0 ? base::Side::buy : base::Side::sell;
  constexpr std::size_t kAllLevels = 1 << 20;
  const account::Grid grid = grid_of(tape.info());
  const auto value_of = [&](double price, std::int64_t lots) {
    return account::unit_value(grid.contract, price) * (tape.quantity(lots) * tape.info().contract_size);
  };
  std::int64_t left = std::abs(request.inventory.count());
  double value = 0, worst = std::nan("");
  for (std::size_t levels = 16; left > 0; levels *= 16) {
    const auto book = tape.book(book_side, request.after_events, levels);
    left = std::abs(request.inventory.count());
    value = 0;
    for (const tape::BookLevel& level : book) {
      worst = tape.price(level.price);
      const std::int64_t take = std::min(left, level.lots);
      value += value_of(worst, take);
      left -= take;
      if (left == 0) break;
    }
    if (book.size() < levels || levels >= kAllLevels) break;
  }
  const double rest_price = std::isnan(worst) ? request.mid : beyond(worst, request.mid, tape.info(), sign);
  if (left > 0) value += value_of(rest_price, left);
  // Selling brings quote currency, but costs the settlement currency of an inverse contract.
  const int brings = grid.contract == account::Contract::linear ? sign : -sign;
  return brings * value - request.taker_fee * value;
}

}  // namespace asgen::simulate
