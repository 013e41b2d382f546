#pragma once
// A transport that delivers results in an order of its own: each result block is split into single results, and these are
// held back and given out at random. Messages of other kinds keep their places.

#include <memory>
#include <utility>
#include <vector>

#include "jobs/cluster/message.hpp"
#include "jobs/cluster/payload.hpp"
#include "jobs/cluster/transport.hpp"
#include "sim/base/random.hpp"

namespace asgen::cluster::test {

class ReorderingTransport final : public Transport {
 public:
  ReorderingTransport(std::unique_ptr<Transport> inner, std::uint64_t seed)
      : inner_(std::move(inner)), stream_({.seed = seed}) {}

  int rank() const override { return inner_->rank(); }
  int size() const override { return inner_->size(); }
  void send(int to, Bytes frame) override { inner_->send(to, std::move(frame)); }
  void wait(std::chrono::microseconds at_most) override {
    if (held_.empty()) inner_->wait(at_most);
  }
  void wake() override { inner_->wake(); }

  /// Other messages at once; a held result with one chance in two, so that some wait for a long time.
  std::optional<Parcel> try_receive() override {
    while (auto parcel = inner_->try_receive()) {
      const Message message = open(Parcel(*parcel));
      if (message.tag == Tag::bye) farewells_.push_back(std::move(*parcel));
      else if (message.tag == Tag::results) hold(message);
      else return parcel;
    }
    if (!held_.empty()) return stream_.uniform() < 0.5 ? std::nullopt : std::optional(take(held_, stream_.below(held_.size())));
    if (!farewells_.empty()) return take(farewells_, 0);
    return std::nullopt;
  }

 private:
  static Parcel take(std::vector<Parcel>& parcels, std::size_t at) {
    Parcel parcel = std::move(parcels[at]);
    parcels.erase(parcels.begin() + static_cast<std::ptrdiff_t>(at));
    return parcel;
  }
  void hold(const Message& message) {
    for (const UnitResult& result : decode_results(message.payload)) {
      held_.push_back({message.from, seal(Tag::results, encode_results(std::vector{result}))});
    }
  }

  std::unique_ptr<Transport> inner_;
  base::Stream stream_;
  std::vector<Parcel> held_;
  std::vector<Parcel> farewells_;
};

}  // namespace asgen::cluster::test
