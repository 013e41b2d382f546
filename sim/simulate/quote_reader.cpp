#include "sim/simulate/quote_reader.hpp"

namespace asgen::simulate {

const strategy::QuoteBlock& QuoteReader::read(std::size_t first, std::size_t stride, std::size_t n) {
  columns_ = stride == 1 ? neighbours(first) : gather(first, stride, n);
  lanes_.quote(columns_, n, block_);
  return block_;
}

std::span<const market::OrderRequest> QuoteReader::ladder(std::size_t i, base::Side side) {
  lanes_.ladder(columns_, block_, i, side, orders_);
  return orders_;
}

strategy::QuoteColumns QuoteReader::neighbours(std::size_t first) const {
  const tape::Gates& gates = *leg_.gates;
  return {leg_.tape->mid().data() + first, gates.inverse_mid().data() + first, leg_.volatility.data() + first,
          inverse_kappa().data() + first,  gates.highest_bid().data() + first, gates.lowest_ask().data() + first};
}

strategy::QuoteColumns QuoteReader::gather(std::size_t first, std::size_t stride, std::size_t n) {
  const tape::Gates& gates = *leg_.gates;
  for (std::size_t i = 0, tick = first; i < n; ++i, tick += stride) {
    mid_[i] = leg_.tape->mid()[tick];
    inverse_mid_[i] = gates.inverse_mid()[tick];
    volatility_[i] = leg_.volatility[tick];
    inverse_kappa_[i] = inverse_kappa()[tick];
    highest_bid_[i] = gates.highest_bid()[tick];
    lowest_ask_[i] = gates.lowest_ask()[tick];
  }
  return {mid_.data(), inverse_mid_.data(), volatility_.data(), inverse_kappa_.data(), highest_bid_.data(), lowest_ask_.data()};
}

}  // namespace asgen::simulate
