#pragma once
// A matcher that replays the whole day for every genome, as fast as that can be written: prepared rows, a flat book, one look at the best
// own price per event. It knows what the speed figures use: fill rule `shared`, the queues front, risk_averse and back, constant latency,
// post-only orders.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/market/fill.hpp"
#include "sim/market/options.hpp"
#include "tests/bench/flat_book.hpp"

namespace asgen::bench {

/// An order, or the cancel of one, in the order of sending.
struct FlatRequest {
  std::int64_t arrives = 0;
  std::uint32_t order = 0;  ///< index into the orders
  bool cancels = false;
};
struct FlatOrder {
  base::Side side = base::Side::buy;
  std::int32_t price = 0;
  std::int64_t lots = 0;
};

class FlatMatcher {
 public:
  /// Throws ConfigurationError for options that it does not know.
  FlatMatcher(const FlatDay& day, const market::MarketOptions& options, std::span<const FlatOrder> orders, std::span<const FlatRequest> requests);

  /// Plays the day; fills name orders by index + 1, as the product's matcher does.
  std::vector<market::Fill> play();

 private:
  struct Resting {
    std::uint32_t order;
    std::int32_t price;
    std::int32_t place;  ///< on its own side of the book, or -1
    std::int64_t leaves;
    std::int64_t ahead;  ///< lots, or kNever, or kUnknown
  };
  static constexpr std::int64_t kNever = -1, kUnknown = -2;

  static std::size_t index(base::Side side) { return side == base::Side::buy ? 0 : 1; }
  /// Whether `price` lies at `limit` or is better for whoever holds a resting order there.
  static bool reaches(std::size_t side, std::int32_t price, std::int32_t limit) { return side == 0 ? price <= limit : price >= limit; }

  void play_trade(const FlatEvent& event);
  void play_rows(const FlatEvent& event);
  void cross(std::size_t side);
  std::int64_t take_displayed(std::size_t book_side, std::int32_t limit, std::int64_t wanted);
  void look(Resting& own, std::size_t side);
  void arrive(std::uint32_t order);
  void withdraw(std::uint32_t order);
  void pull_all();
  [[nodiscard]] std::int64_t displayed(std::size_t side, std::int32_t price, std::int32_t place) const;
  void fill(const Resting& own, std::size_t side, std::int64_t lots, market::FillCause cause);
  void drop_filled(std::size_t side);

  const FlatDay& day_;
  market::MarketOptions options_;
  std::span<const FlatOrder> orders_;
  std::span<const FlatRequest> requests_;
  std::size_t levels_;
  std::array<FlatSide, 2> book_;
  std::array<std::vector<Resting>, 2> own_;          ///< best price first, then by arrival
  std::array<std::vector<std::uint8_t>, 2> marked_;  ///< per place: own orders rest there
  std::vector<std::pair<std::size_t, std::int64_t>> taken_;  ///< displayed lots that own orders took in this state of the book
  std::vector<market::Fill> fills_;
  std::size_t event_ = 0, next_gap_ = 0;
  std::int64_t now_ = 0;
};

}  // namespace asgen::bench
