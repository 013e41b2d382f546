#include "sim/tape/layout.hpp"

#include <fmt/format.h>

#include <array>
#include <cstring>
#include <new>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/hash.hpp"

namespace asgen::tape {
namespace {

enum Section : std::size_t {
  kEventNs,
  kEventSince,
  kEventWhole,
  kSeenNs,
  kSeenSince,
  kSeenWhole,
  kBestBid,
  kBestAsk,
  kEventTradeBases,
  kEventTradeSince,
  kTradePrice,
  kTradeLots,  ///< 32 or 64 bits
  kTradeSide,
  kTradeEvent,
  kTradeRestingSince,
  kTradeLowsUpper,
  kTradeHighs,
  kTradeHighsUpper,
  kResets,
  kBuyHits,
  kBuyHitsUpper,
  kSellHits,
  kSellHitsUpper,
  kBuyTickHits,
  kBuyTickHitsUpper,
  kSellTickHits,
  kSellTickHitsUpper,
  kTickEvents,
  kMid,
  kTickFlags,
  kGaps,
  kBids,
};
/// Sections of one book side, from kBids and kAsks.
enum SideSection : std::size_t {
  kPrices,
  kPriceStarts,
  kEntryBegin,
  kEntryEvent,
  kEntryLots,  ///< 32 or 64 bits
  kTradeBegin,
  kTradeIndex,
  kWindow,
  kWindowUpper,
  kSideSections,
};
constexpr std::size_t kAsks = kBids + std::size_t{kSideSections};
constexpr std::size_t kSections = kAsks + std::size_t{kSideSections};

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t byte_order;
  std::uint64_t bytes;
  std::uint64_t checksum;  ///< of the whole block with this field 0
  std::uint32_t bid_shift, ask_shift;
  std::int64_t event_unit, seen_unit;
  TapeInfo info;
  struct {
    std::uint64_t offset, bytes;
  } sections[kSections];
};
constexpr char kMagic[8] = {'A', 'S', 'G', 'T', 'A', 'P', 'E', '\n'};
constexpr std::uint32_t kByteOrder = 0x01020304;

constexpr std::size_t aligned(std::size_t bytes) { return (bytes + kBlockAlignment - 1) / kBlockAlignment * kBlockAlignment; }

std::uint64_t checksum(std::span<const std::byte> block) {
  std::array<std::byte, base::LaneHash::kBlock> first;
  std::memcpy(first.data(), block.data(), first.size());
  std::memset(first.data() + offsetof(Header, checksum), 0, sizeof(Header::checksum));
  base::LaneHash hash;
  hash.add(first);
  hash.add(block.subspan(first.size()));
  return hash.value();
}

/// Collects columns, then copies them into one allocation.
class Writer {
 public:
  template <class T>
  void add(std::size_t section, const std::vector<T>& column) {
    static_assert(std::is_trivially_copyable_v<T>);
    columns_[section] = std::as_bytes(std::span(column));
  }
  void add_tree(std::size_t section, const std::vector<std::int32_t>& leaves) {
    add(section, leaves);
    add_minima(section + 1, leaves);
  }
  void add_minima(std::size_t section, const std::vector<std::int32_t>& leaves) {
    add(section, kept_minima_.emplace_back(build_minima(leaves)));
  }
  void add_lots(std::size_t section, const std::vector<std::int64_t>& lots) {
    std::vector<std::uint32_t> packed = pack_lots(lots);
    packed.size() == lots.size() ? add(section, kept_packed_.emplace_back(std::move(packed))) : add(section, lots);
  }
  /// Returns their unit.
  std::int64_t add_stamps(std::size_t section, const std::vector<std::int64_t>& stamps) {
    StampColumns packed = pack_stamps(stamps);
    add(section, kept_stamps_.emplace_back(std::move(packed.bases)));
    add(section + 1, kept_packed_.emplace_back(std::move(packed.since)));
    add(section + 2, kept_stamps_.emplace_back(std::move(packed.whole)));
    return packed.unit;
  }
  std::uint32_t add_side(std::size_t first, const SideDraft& side) {
    const std::uint32_t shift = price_shift(side.prices);
    add(first + kPrices, side.prices);
    add(first + kPriceStarts, kept_starts_.emplace_back(build_price_starts(side.prices, shift)));
    add(first + kEntryBegin, side.entry_begin);
    add(first + kEntryEvent, side.entry_event);
    add_lots(first + kEntryLots, side.entry_lots);
    add(first + kTradeBegin, side.trade_begin);
    add(first + kTradeIndex, side.trade_index);
    add_tree(first + kWindow, side.window);
    return shift;
  }
  OwnedBlock write(Header& header) const {
    std::size_t size = aligned(sizeof(Header));
    for (std::size_t i = 0; i < kSections; ++i) {
      header.sections[i] = {size, columns_[i].size()};
      size += aligned(columns_[i].size());
    }
    header.bytes = size;
    auto* memory = static_cast<std::byte*>(::operator new (size, std::align_val_t{kBlockAlignment}));
    const std::shared_ptr<const void> owner(memory, [](std::byte* p) { ::operator delete (p, std::align_val_t{kBlockAlignment}); });
    std::memset(memory, 0, size);  // gaps between columns count in the checksum
    for (std::size_t i = 0; i < kSections; ++i) {
      if (!columns_[i].empty()) std::memcpy(memory + header.sections[i].offset, columns_[i].data(), columns_[i].size());
    }
    std::memcpy(memory, &header, sizeof header);
    header.checksum = checksum({memory, size});
    std::memcpy(memory, &header, sizeof header);
    return {owner, {memory, size}};
  }

 private:
  std::array<std::span<const std::byte>, kSections> columns_;
  std::vector<std::vector<std::int32_t>> kept_minima_ = reserved<std::int32_t>();
  std::vector<std::vector<std::uint32_t>> kept_starts_ = reserved<std::uint32_t>();
  std::vector<std::vector<std::uint32_t>> kept_packed_ = reserved<std::uint32_t>();
  std::vector<std::vector<std::int64_t>> kept_stamps_ = reserved<std::int64_t>();

  /// Room for all kept columns, because the spans must stay good.
  template <class T>
  static std::vector<std::vector<T>> reserved() {
    std::vector<std::vector<T>> kept;
    kept.reserve(kSections);
    return kept;
  }
};

/// Finds columns in a checked block.
class Reader {
 public:
  explicit Reader(std::span<const std::byte> block) : base_(block.data()) { std::memcpy(&header_, base_, sizeof header_); }

  template <class T>
  std::span<const T> column(std::size_t section) const {
    const auto& where = header_.sections[section];
    return {reinterpret_cast<const T*>(base_ + where.offset), where.bytes / sizeof(T)};
  }
  /// Their number tells how wide they are.
  [[nodiscard]] PackedLots lots(std::size_t section, std::size_t count) const {
    const bool narrow = header_.sections[section].bytes == count * sizeof(std::uint32_t);
    return narrow ? PackedLots(column<std::uint32_t>(section)) : PackedLots(column<std::int64_t>(section));
  }
  [[nodiscard]] PackedStamps stamps(std::size_t section, std::int64_t unit) const {
    return {unit, column<std::int64_t>(section), column<std::uint32_t>(section + 1), column<std::int64_t>(section + 2)};
  }
  [[nodiscard]] MinTree tree(std::size_t section) const { return {column<std::int32_t>(section), column<std::int32_t>(section + 1)}; }
  [[nodiscard]] BookSide side(std::size_t first, std::uint32_t shift) const {
    BookSide side;
    side.prices = {column<std::int32_t>(first + kPrices), column<std::uint32_t>(first + kPriceStarts), shift};
    side.entry_begin = column<std::uint32_t>(first + kEntryBegin);
    side.entry_event = column<std::uint32_t>(first + kEntryEvent);
    side.entry_lots = lots(first + kEntryLots, side.entry_event.size());
    side.trade_begin = column<std::uint32_t>(first + kTradeBegin);
    side.trade_index = column<std::uint32_t>(first + kTradeIndex);
    side.window = tree(first + kWindow);
    return side;
  }
  [[nodiscard]] const Header& header() const { return header_; }
  [[nodiscard]] const TapeInfo* info() const { return reinterpret_cast<const TapeInfo*>(base_ + offsetof(Header, info)); }

 private:
  const std::byte* base_;
  Header header_;
};

void check_block(std::span<const std::byte> block, const std::string& where) {
  const auto refuse = [&](const std::string& problem) {
    throw base::DataError(where, problem, "it is made anew from the day file");
  };
  if (block.size() < sizeof(Header)) refuse(fmt::format("{} bytes are too few for a tape", block.size()));
  if (reinterpret_cast<std::uintptr_t>(block.data()) % kBlockAlignment != 0) refuse("the block is not aligned to 64 bytes");
  Header header;
  std::memcpy(&header, block.data(), sizeof header);
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0) refuse("not a tape (wrong magic)");
  if (header.byte_order != kByteOrder) refuse("written on a machine of another byte order");
  if (header.version != kBlockVersion) {
    refuse(fmt::format("tape version {} (this program reads {})", header.version, kBlockVersion));
  }
  if (header.bytes != block.size()) refuse(fmt::format("{} bytes long (its header says {})", block.size(), header.bytes));
  if (header.checksum != checksum(block)) refuse("checksum does not match (damaged)");
}

}  // namespace

OwnedBlock write_block(const Draft& d) {
  Writer writer;
  writer.add(kBestBid, d.best_bid);
  writer.add(kBestAsk, d.best_ask);
  const EventTradeColumns event_trades = number_trades(d.event_ns.size(), d.trade_event);
  writer.add(kEventTradeBases, event_trades.bases);
  writer.add(kEventTradeSince, event_trades.since);
  writer.add(kTradePrice, d.trade_price);
  writer.add_lots(kTradeLots, d.trade_lots);
  writer.add(kTradeSide, d.trade_side);
  writer.add(kTradeEvent, d.trade_event);
  writer.add(kTradeRestingSince, d.trade_resting_since);
  writer.add_minima(kTradeLowsUpper, d.trade_price);
  writer.add_tree(kTradeHighs, d.negated_trade_price);
  writer.add(kResets, d.resets);
  writer.add_tree(kBuyHits, d.buy_hits);
  writer.add_tree(kSellHits, d.sell_hits);
  writer.add_tree(kBuyTickHits, d.buy_tick_hits);
  writer.add_tree(kSellTickHits, d.sell_tick_hits);
  writer.add(kTickEvents, d.tick_events);
  writer.add(kMid, d.mid);
  writer.add(kTickFlags, d.tick_flags);
  writer.add(kGaps, d.gaps);
  Header header;
  std::memset(static_cast<void*>(&header), 0, sizeof header);  // padding counts in the checksum
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.version = kBlockVersion;
  header.byte_order = kByteOrder;
  header.bid_shift = writer.add_side(kBids, d.bids);
  header.ask_shift = writer.add_side(kAsks, d.asks);
  header.event_unit = writer.add_stamps(kEventNs, d.event_ns);
  header.seen_unit = writer.add_stamps(kSeenNs, d.seen_ns);
  header.info = d.info;
  return writer.write(header);
}

Columns view_block(std::span<const std::byte> block, const std::string& where) {
  check_block(block, where);
  const Reader reader(block);
  Columns c;
  c.info = reader.info();
  c.price = Scale(c.info->price_quantum);
  c.quantity = Scale(c.info->lot);
  c.event_ns = reader.stamps(kEventNs, reader.header().event_unit);
  c.seen_ns = reader.stamps(kSeenNs, reader.header().seen_unit);
  c.best_bid = reader.column<std::int32_t>(kBestBid);
  c.best_ask = reader.column<std::int32_t>(kBestAsk);
  c.event_trades = {reader.column<std::uint32_t>(kEventTradeBases), reader.column<std::uint8_t>(kEventTradeSince)};
  c.trade_price = reader.column<std::int32_t>(kTradePrice);
  c.trade_lots = reader.lots(kTradeLots, c.trade_price.size());
  c.trade_side = reader.column<std::int8_t>(kTradeSide);
  c.trade_event = reader.column<std::uint32_t>(kTradeEvent);
  c.trade_resting_since = reader.column<std::int64_t>(kTradeRestingSince);
  c.trade_lows = {c.trade_price, reader.column<std::int32_t>(kTradeLowsUpper)};
  c.trade_highs = reader.tree(kTradeHighs);
  c.resets = reader.column<std::uint32_t>(kResets);
  c.buy_hits = reader.tree(kBuyHits);
  c.sell_hits = reader.tree(kSellHits);
  c.buy_tick_hits = reader.tree(kBuyTickHits);
  c.sell_tick_hits = reader.tree(kSellTickHits);
  c.tick_events = reader.column<std::uint32_t>(kTickEvents);
  c.mid = reader.column<double>(kMid);
  c.tick_flags = reader.column<std::uint8_t>(kTickFlags);
  c.gaps = reader.column<TapeGap>(kGaps);
  c.bids = reader.side(kBids, reader.header().bid_shift);
  c.asks = reader.side(kAsks, reader.header().ask_shift);
  return c;
}

}  // namespace asgen::tape
