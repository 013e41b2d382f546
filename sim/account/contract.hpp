#pragma once
// In which currency a contract is counted and in which it is settled.
//
//            order amounts, inventory, MAP     cash, P&L, fees, funding, drawdown
//  linear    base currency                     quote currency
//  inverse   quote currency                    base currency
//
// Buying Q of an inverse contract at price p is buying Q/p base with Q quote, settled in base: its P&L at mark m is Q (1/p - 1/m)
// (backtest.md 1.1). With the *settlement price* u(p) = p (linear) or -1/p (inverse) both are Q (u(m) - u(p)), so ledger, path and
// every check are written once, in u.

#include <cmath>

namespace asgen::account {

enum class Contract { linear, inverse };

/// u(p): what one unit of amount is worth in the currency of settlement, up to a constant.
inline double settlement_price(Contract contract, double price) { return contract == Contract::linear ? price : -1 / price; }

/// The price whose settlement price is `u`.
inline double market_price(Contract contract, double u) { return contract == Contract::linear ? u : -1 / u; }

/// Value of one unit of amount at `price`, >= 0 [currency of settlement].
inline double unit_value(Contract contract, double price) { return std::fabs(settlement_price(contract, price)); }

}  // namespace asgen::account
