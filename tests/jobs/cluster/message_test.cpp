#include "jobs/cluster/message.hpp"

#include <doctest/doctest.h>

#include "sim/base/error.hpp"
#include "sim/base/random.hpp"

namespace asgen::cluster {
namespace {

Bytes some_bytes(std::size_t n) {
  Bytes bytes(n);
  for (std::size_t i = 0; i < n; ++i) bytes[i] = static_cast<std::byte>(i * 37);
  return bytes;
}

}  // namespace

TEST_CASE("a sealed message opens to what was put in") {
  for (const std::size_t n : {0u, 1u, 31u, 1000u}) {
    const Message message = open({3, seal(Tag::results, some_bytes(n))});
    CHECK(message.from == 3);
    CHECK(message.tag == Tag::results);
    CHECK(message.payload == some_bytes(n));
  }
}

TEST_CASE("every single flipped bit of a frame is noticed") {
  const Bytes frame = seal(Tag::units, some_bytes(20));
  for (std::size_t bit = 0; bit < 8 * frame.size(); ++bit) {
    Bytes garbled = frame;
    garbled[bit / 8] ^= std::byte{1} << (bit % 8);
    CAPTURE(bit);
    CHECK_THROWS_AS(open({1, std::move(garbled)}), base::ClusterError);
  }
}

TEST_CASE("frames cut short, drawn out or made of noise are refused, and the text names the rank") {
  const Bytes frame = seal(Tag::units, some_bytes(20));
  for (std::size_t n = 0; n < frame.size(); ++n) {
    CHECK_THROWS_AS(open({1, Bytes(frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(n))}), base::ClusterError);
  }
  Bytes longer = frame;
  longer.push_back(std::byte{0});
  CHECK_THROWS_WITH_AS(open({7, std::move(longer)}),
                       "rank 7: garbled message (20 bytes announced, 21 came); check that every rank runs the same program "
                       "over a sound network",
                       base::ClusterError);
  base::Stream noise({.seed = 5});
  for (int i = 0; i < 1000; ++i) {
    Bytes bytes(noise.below(100));
    for (std::byte& b : bytes) b = static_cast<std::byte>(noise.bits());
    CHECK_THROWS_AS(open({1, std::move(bytes)}), base::ClusterError);
  }
}

TEST_CASE("a frame with a tag that nobody knows is refused although its checksum is right") {
  CHECK_THROWS_AS(open({1, seal(static_cast<Tag>(99))}), base::ClusterError);
  CHECK_THROWS_AS(open({1, seal(static_cast<Tag>(0))}), base::ClusterError);
}

}  // namespace asgen::cluster
