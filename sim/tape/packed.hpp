#pragma once
// Columns of 64-bit integers that take half the room where their values allow it, which is nearly always: views, read like spans.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace asgen::tape {

/// Quantities: 32 bits each where all of them fit.
class PackedLots {
 public:
  PackedLots() = default;
  explicit PackedLots(std::span<const std::uint32_t> narrow) : data_(narrow.data()), size_(narrow.size()), narrow_(true) {}
  explicit PackedLots(std::span<const std::int64_t> wide) : data_(wide.data()), size_(wide.size()) {}

  [[nodiscard]] std::int64_t operator[](std::size_t i) const { return narrow_ ? static_cast<std::int64_t>(narrow()[i]) : wide()[i]; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] PackedLots subspan(std::size_t offset, std::size_t count) const {
    return narrow_ ? PackedLots(std::span(narrow() + offset, count)) : PackedLots(std::span(wide() + offset, count));
  }

 private:
  [[nodiscard]] const std::uint32_t* narrow() const { return static_cast<const std::uint32_t*>(data_); }
  [[nodiscard]] const std::int64_t* wide() const { return static_cast<const std::int64_t*>(data_); }

  const void* data_ = nullptr;
  std::size_t size_ = 0;
  bool narrow_ = false;
};

/// Rising time stamps [ns]: 32 bits each, counted from the first of every 64 in the unit that all of them are multiples of; where 64 last
/// longer than that reaches (4.29 s of nanoseconds, an hour of microseconds) they are kept whole.
class PackedStamps {
 public:
  static constexpr std::size_t kPerBase = 64;

  PackedStamps() = default;
  /// @param bases first of every 64, or -1 - the place in `whole` where the 64 begin
  PackedStamps(std::int64_t unit, std::span<const std::int64_t> bases, std::span<const std::uint32_t> since, std::span<const std::int64_t> whole)
      : unit_(unit), bases_(bases.data()), since_(since.data()), whole_(whole.data()), size_(since.size()) {}

  [[nodiscard]] std::int64_t operator[](std::size_t i) const {
    const std::int64_t base = bases_[i / kPerBase];
    return base >= 0 ? base + unit_ * since_[i] : whole_[static_cast<std::size_t>(-1 - base) + i % kPerBase];
  }
  /// Has what [i] reads fetched, for whoever knows early what is asked next.
  void prefetch(std::size_t i) const {
    __builtin_prefetch(bases_ + i / kPerBase);
    __builtin_prefetch(since_ + i);
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

 private:
  std::int64_t unit_ = 1;
  const std::int64_t* bases_ = nullptr;
  const std::uint32_t* since_ = nullptr;
  const std::int64_t* whole_ = nullptr;
  std::size_t size_ = 0;
};

/// `lots` in 32 bits; empty when some do not fit.
std::vector<std::uint32_t> pack_lots(std::span<const std::int64_t> lots);
/// The columns of PackedStamps.
struct StampColumns {
  std::int64_t unit = 1;  ///< 1, 1000 or 1000000 ns
  std::vector<std::int64_t> bases;
  std::vector<std::uint32_t> since;
  std::vector<std::int64_t> whole;
};
StampColumns pack_stamps(std::span<const std::int64_t> stamps);

}  // namespace asgen::tape
