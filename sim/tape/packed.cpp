#include "sim/tape/packed.hpp"

#include <algorithm>

namespace asgen::tape {

std::vector<std::uint32_t> pack_lots(std::span<const std::int64_t> lots) {
  if (!std::ranges::all_of(lots, [](std::int64_t n) { return n >= 0 && n <= UINT32_MAX; })) return {};
  std::vector<std::uint32_t> packed(lots.size());
  std::ranges::transform(lots, packed.begin(), [](std::int64_t n) { return static_cast<std::uint32_t>(n); });
  return packed;
}

namespace {

std::int64_t common_unit(std::span<const std::int64_t> stamps) {
  for (const std::int64_t unit : {std::int64_t{1'000'000}, std::int64_t{1'000}}) {
    if (std::ranges::all_of(stamps, [unit](std::int64_t t) { return t % unit == 0; })) return unit;
  }
  return 1;
}

}  // namespace

StampColumns pack_stamps(std::span<const std::int64_t> stamps) {
  StampColumns columns{.unit = common_unit(stamps), .bases = {}, .since = {}, .whole = {}};
  columns.since.resize(stamps.size());
  for (std::size_t begin = 0; begin < stamps.size(); begin += PackedStamps::kPerBase) {
    const auto block = stamps.subspan(begin, std::min(PackedStamps::kPerBase, stamps.size() - begin));
    const auto [least, most] = std::ranges::minmax(block);
    if (block.front() >= 0 && least == block.front() && (most - least) / columns.unit <= UINT32_MAX) {
      columns.bases.push_back(least);
      std::ranges::transform(block, columns.since.begin() + static_cast<std::ptrdiff_t>(begin),
                             [&, least = least](std::int64_t t) { return static_cast<std::uint32_t>((t - least) / columns.unit); });
    } else {
      columns.bases.push_back(-1 - static_cast<std::int64_t>(columns.whole.size()));
      columns.whole.insert(columns.whole.end(), block.begin(), block.end());
    }
  }
  return columns;
}

}  // namespace asgen::tape
