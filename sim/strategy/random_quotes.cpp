#include "sim/base/random.hpp"
#include "sim/strategy/baselines.hpp"

namespace asgen::strategy {
namespace {

class RandomQuotes final : public QuoteModel {
 public:
  explicit RandomQuotes(const Parameters& p)
      : half_(p.half_spread), seed_(static_cast<std::uint64_t>(p.random_seed)), min_spread_(p.min_spread) {}

  [[nodiscard]] Signals signals() const override { return Signals::none; }

  [[nodiscard]] std::optional<QuotePrices> quote(const QuoteInput& in) const override {
    base::Stream stream({seed_, base::Purpose::random_strategy, static_cast<std::uint64_t>(in.now.count())});
    const double bid = in.mid - 2 * half_ * stream.uniform();
    const double ask = in.mid + 2 * half_ * stream.uniform();
    return with_min_spread({(bid + ask) / 2, ask - bid, bid, ask}, in.mid, min_spread_);
  }

 private:
  double half_;
  std::uint64_t seed_;
  double min_spread_;
};

}  // namespace

std::unique_ptr<QuoteModel> make_random_quotes(const Parameters& parameters) { return std::make_unique<RandomQuotes>(parameters); }

}  // namespace asgen::strategy
