#pragma once
// The way to the venue and back, one request and one answer after the other.

#include <cstdint>
#include <optional>
#include <string>

#include "sim/market/options.hpp"

namespace asgen::test_reference {

class NaiveChannel {
 public:
  NaiveChannel(const market::MarketOptions& options, std::string day) : options_(options), day_(std::move(day)) {}

  /// When a request sent at `now` takes effect; nothing when it is lost, and then `known` says when we know.
  std::optional<base::Nanos> send(base::Nanos now, base::Nanos& known);
  /// When an answer sent at `now` is known.
  base::Nanos answer(base::Nanos now);

 private:
  [[nodiscard]] std::int64_t drawn(std::int64_t median, std::uint32_t way, std::uint64_t number) const;

  market::MarketOptions options_;
  std::string day_;
  std::uint64_t sent_ = 0, answered_ = 0;
  std::int64_t last_arrival_ = INT64_MIN, last_known_ = INT64_MIN;
};

}  // namespace asgen::test_reference
