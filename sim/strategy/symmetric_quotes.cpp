#include "sim/strategy/baselines.hpp"

namespace asgen::strategy {
namespace {

class SymmetricQuotes final : public QuoteModel {
 public:
  explicit SymmetricQuotes(std::unique_ptr<QuoteModel> model) : model_(std::move(model)) {}

  [[nodiscard]] std::optional<QuotePrices> quote(const QuoteInput& in) const override {
    QuoteInput flat = in;
    flat.inventory = 0;
    return model_->quote(flat);
  }

 private:
  std::unique_ptr<QuoteModel> model_;
};

}  // namespace

std::unique_ptr<QuoteModel> make_symmetric_quotes(const Settings& settings, double clock_s) {
  return std::make_unique<SymmetricQuotes>(make_quotes(settings, clock_s));
}

}  // namespace asgen::strategy
