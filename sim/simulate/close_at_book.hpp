#pragma once
// What closing an inventory at the displayed book costs.

#include <cstddef>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::simulate {

/// A forced close of an inventory at a moment of the tape.
struct CloseRequest {
  base::Lots inventory;  ///< long > 0 is sold into the bids, short < 0 bought from the asks
  std::size_t after_events = 0;
  double mid = 0;        ///< quote currency
  double taker_fee = 0;  ///< ratio
};

/// All that is displayed at a moment, best first; the same for all who close there.
struct ClosingBook {
  ClosingBook(const tape::Tape& tape, std::size_t after_events);

  std::size_t after_events;
  std::vector<tape::BookLevel> bids, asks;
};

/// Cash that closing brings (negative for a short; for a long inverse contract) minus the taker fee [settlement].
/// Walks the displayed levels; what they do not cover trades at the worst displayed price moved once more by its distance from the mid,
/// by one quantum at least. With nothing displayed on that side everything trades at the mid.
/// @param book of the moment, when it has been made; of another moment it is not looked at
double close_at_book(const tape::Tape& tape, const CloseRequest& request, const ClosingBook* book = nullptr);

}  // namespace asgen::simulate
