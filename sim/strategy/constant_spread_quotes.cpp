#include "sim/strategy/baselines.hpp"

namespace asgen::strategy {
namespace {

class ConstantSpreadQuotes final : public QuoteModel {
 public:
  explicit ConstantSpreadQuotes(const Parameters& p) : half_(p.half_spread), min_spread_(p.min_spread) {}

  [[nodiscard]] Signals signals() const override { return Signals::none; }

  [[nodiscard]] std::optional<QuotePrices> quote(const QuoteInput& in) const override {
    return with_min_spread({in.mid, 2 * half_, in.mid - half_, in.mid + half_}, in.mid, min_spread_);
  }

 private:
  double half_, min_spread_;
};

}  // namespace

std::unique_ptr<QuoteModel> make_constant_spread_quotes(const Parameters& parameters) { return std::make_unique<ConstantSpreadQuotes>(parameters); }

}  // namespace asgen::strategy
