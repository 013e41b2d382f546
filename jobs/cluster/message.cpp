#include "jobs/cluster/message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "sim/base/error.hpp"
#include "sim/base/hash.hpp"

namespace asgen::cluster {
namespace {

constexpr std::uint32_t kMagic = 0x4e475341;  // "ASGN"

struct Header {
  std::uint32_t magic = kMagic;
  std::uint16_t version = kProtocolVersion;
  std::uint16_t tag = 0;
  std::uint64_t length = 0;
  std::uint64_t checksum = 0;
  std::uint64_t reserved = 0;
};
static_assert(sizeof(Header) == kHeaderSize);

std::uint64_t checksum(const Header& header, std::span<const std::byte> payload) {
  Header bare = header;
  bare.checksum = 0;
  return base::hash_bytes(payload, base::hash_bytes(std::as_bytes(std::span(&bare, 1))));
}

[[noreturn]] void garbled(int from, const std::string& why) {
  throw base::ClusterError(fmt::format("rank {}", from), "garbled message (" + why + ")",
                           "check that every rank runs the same program over a sound network");
}

void check(const Header& header, std::span<const std::byte> payload, int from) {
  if (header.magic != kMagic) garbled(from, "not a message of this program");
  if (header.version != kProtocolVersion) {
    garbled(from, fmt::format("protocol version {}, here {}", header.version, kProtocolVersion));
  }
  if (header.length != payload.size()) {
    garbled(from, fmt::format("{} bytes announced, {} came", header.length, payload.size()));
  }
  if (header.checksum != checksum(header, payload)) garbled(from, "checksum differs");
  if (header.tag < 1 || header.tag > static_cast<std::uint16_t>(kLastTag)) {
    garbled(from, fmt::format("unknown tag {}", header.tag));
  }
}

}  // namespace

Bytes seal(Tag tag, const Bytes& payload) {
  Header header;
  header.tag = static_cast<std::uint16_t>(tag);
  header.length = payload.size();
  header.checksum = checksum(header, payload);
  Bytes frame(kHeaderSize + payload.size());
  std::memcpy(frame.data(), &header, kHeaderSize);
  std::ranges::copy(payload, frame.begin() + kHeaderSize);
  return frame;
}

Message open(Parcel&& parcel) {
  if (parcel.bytes.size() < kHeaderSize) garbled(parcel.from, fmt::format("only {} bytes", parcel.bytes.size()));
  Header header;
  std::memcpy(&header, parcel.bytes.data(), kHeaderSize);
  const auto payload = std::span(parcel.bytes).subspan(kHeaderSize);
  check(header, payload, parcel.from);
  return {parcel.from, static_cast<Tag>(header.tag), Bytes(payload.begin(), payload.end())};
}

}  // namespace asgen::cluster
