#include "sim/tape/intensity_block.hpp"

#include <fmt/format.h>

#include <cstring>
#include <new>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/base/hash.hpp"
#include "sim/tape/layout.hpp"

namespace asgen::tape {
namespace {

/// One cache line; the columns follow, each 64-byte aligned.
struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t byte_order;
  std::uint64_t checksum;  ///< of the whole block with this field 0
  std::uint64_t ticks, first_ready, from_tick;
  std::int32_t length, price_step;
  std::uint64_t bytes;
};
static_assert(sizeof(Header) == kBlockAlignment);
constexpr char kMagic[8] = {'A', 'S', 'G', 'I', 'N', 'T', 'E', '\n'};
constexpr std::uint32_t kByteOrder = 0x01020304;

std::size_t column_bytes(std::size_t ticks) { return (ticks * sizeof(double) + kBlockAlignment - 1) / kBlockAlignment * kBlockAlignment; }
std::size_t block_bytes(std::size_t ticks) { return sizeof(Header) + 3 * column_bytes(ticks); }

std::uint64_t checksum(Header header, std::span<const std::byte> block) {
  header.checksum = 0;
  base::LaneHash hash;
  hash.add(std::as_bytes(std::span(&header, 1)));
  hash.add(block.subspan(sizeof header));
  return hash.value();
}

IntensityColumns view(std::shared_ptr<const void> owner, std::span<const std::byte> block, const Header& header) {
  const auto column = [&](std::size_t i) {
    return std::span(reinterpret_cast<const double*>(block.data() + sizeof(Header) + i * column_bytes(header.ticks)), header.ticks);
  };
  return {std::move(owner), block, column(0), column(1), column(2), header.first_ready};
}

}  // namespace

IntensityDraft::IntensityDraft(const IntensityKey& key, std::size_t ticks)
    : key_(key),
      ticks_(ticks),
      first_ready_(ticks),
      bytes_(block_bytes(ticks)),
      memory_(static_cast<std::byte*>(::operator new (bytes_, std::align_val_t{kBlockAlignment})),
              [](std::byte* p) { ::operator delete (p, std::align_val_t{kBlockAlignment}); }),
      alpha_(reinterpret_cast<double*>(memory_.get() + sizeof(Header))),
      kappa_(alpha_ + column_bytes(ticks) / sizeof(double)),
      inverse_(kappa_ + column_bytes(ticks) / sizeof(double)) {
  std::memset(memory_.get(), 0, bytes_);  // padding counts in the checksum; ticks before the first one sampled are 0
}

void IntensityDraft::set(std::size_t tick, double alpha, double kappa) {
  alpha_[tick] = alpha;
  kappa_[tick] = kappa;
  inverse_[tick] = alpha != 0 && kappa > 0 ? 1 / kappa : 0;
}

IntensityColumns IntensityDraft::finish() {
  Header header{{}, kIntensityVersion, kByteOrder, 0, ticks_, first_ready_, key_.from_tick, key_.length, key_.price_step, bytes_};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  const std::span<const std::byte> block(memory_.get(), bytes_);
  header.checksum = checksum(header, block);
  std::memcpy(memory_.get(), &header, sizeof header);
  return view(std::exchange(memory_, nullptr), block, header);
}

IntensityColumns open_intensity(const std::string& path, const IntensityKey& key, std::size_t ticks) {
  const OwnedBlock file = map_file(path);
  const auto refuse = [&](const std::string& problem) {
    throw base::DataError(path, problem, "it is made anew from the day file");
  };
  Header header{};
  if (file.bytes.size() < sizeof header) refuse(fmt::format("{} bytes are too few for columns of trading intensity", file.bytes.size()));
  std::memcpy(&header, file.bytes.data(), sizeof header);
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0) refuse("holds no columns of trading intensity (wrong magic)");
  if (header.byte_order != kByteOrder) refuse("written on a machine of another byte order");
  if (header.version != kIntensityVersion) refuse(fmt::format("intensity version {} (this program reads {})", header.version, kIntensityVersion));
  if (header.bytes != file.bytes.size() || header.bytes != block_bytes(header.ticks)) refuse("has another length than its header says (cut)");
  if (header.checksum != checksum(header, file.bytes)) refuse("checksum does not match (damaged)");
  if (header.ticks != ticks || IntensityKey{header.length, header.from_tick, header.price_step} != key) refuse("belongs to another tape or buffer length");
  return view(file.owner, file.bytes, header);
}

}  // namespace asgen::tape
