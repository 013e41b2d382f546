#pragma once
// What is traded and what trading it costs.

namespace asgen::market {

/// One instrument at one venue.
struct Instrument {
  double tick = 0.01;          ///< price step of orders, quote currency
  double lot = 0.0001;         ///< quantity step of orders, base units
  double maker_fee = 0;        ///< ratio of notional; negative = rebate
  double taker_fee = 0;        ///< ratio of notional
  double min_notional = 0;     ///< smallest price x quantity of an order, quote currency
  double funding_rate_8h = 0;  ///< paid by longs per 8 hours, ratio of notional
};

}  // namespace asgen::market
