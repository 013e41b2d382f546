#include "sim/strategy/baselines.hpp"

namespace asgen::strategy {
namespace {

class LinearConstantSpreadQuotes final : public QuoteModel {
 public:
  explicit LinearConstantSpreadQuotes(const Parameters& p) : half_(p.half_spread), skew_(p.inventory_skew), min_spread_(p.min_spread) {}

  [[nodiscard]] Signals signals() const override { return Signals::none; }

  [[nodiscard]] std::optional<QuotePrices> quote(const QuoteInput& in) const override {
    const double reservation = in.mid - in.inventory * skew_;
    return with_min_spread({reservation, 2 * half_, reservation - half_, reservation + half_}, in.mid, min_spread_);
  }

 private:
  double half_, skew_, min_spread_;
};

}  // namespace

std::unique_ptr<QuoteModel> make_linear_constant_spread_quotes(const Parameters& parameters) {
  return std::make_unique<LinearConstantSpreadQuotes>(parameters);
}

}  // namespace asgen::strategy
