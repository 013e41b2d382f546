#include "sim/tape/level_set.hpp"

#include <bit>

namespace asgen::tape {

LevelSet::LevelSet(std::size_t capacity) {
  do {
    capacity = (capacity + 63) / 64;
    layers_.emplace_back(capacity == 0 ? 1 : capacity);
  } while (capacity > 1);
}

void LevelSet::insert(std::size_t id) {
  if (contains(id)) return;
  ++size_;
  for (auto& layer : layers_) {
    layer[id / 64] |= std::uint64_t{1} << (id % 64);
    id /= 64;
  }
}

void LevelSet::erase(std::size_t id) {
  if (!contains(id)) return;
  --size_;
  for (auto& layer : layers_) {
    layer[id / 64] &= ~(std::uint64_t{1} << (id % 64));
    if (layer[id / 64] != 0) return;
    id /= 64;
  }
}

std::size_t LevelSet::first() const {
  if (size_ == 0) return kNone;
  std::size_t id = 0;
  for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer) {
    id = id * 64 + static_cast<std::size_t>(std::countr_zero((*layer)[id]));
  }
  return id;
}

std::size_t LevelSet::last() const {
  if (size_ == 0) return kNone;
  std::size_t id = 0;
  for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer) {
    id = id * 64 + static_cast<std::size_t>(63 - std::countl_zero((*layer)[id]));
  }
  return id;
}

std::size_t LevelSet::above(std::size_t id) const {
  for (std::size_t layer = 0; layer < layers_.size(); ++layer, id /= 64) {
    // The bits above `id` in its word; a shift by 64 would be undefined, hence two.
    const std::uint64_t rest = layers_[layer][id / 64] & (~std::uint64_t{0} << (id % 64) << 1);
    if (rest == 0) continue;
    id = id / 64 * 64 + static_cast<std::size_t>(std::countr_zero(rest));
    while (layer-- > 0) id = id * 64 + static_cast<std::size_t>(std::countr_zero(layers_[layer][id]));
    return id;
  }
  return kNone;
}

std::size_t LevelSet::below(std::size_t id) const {
  for (std::size_t layer = 0; layer < layers_.size(); ++layer, id /= 64) {
    const std::uint64_t rest = layers_[layer][id / 64] & ((std::uint64_t{1} << (id % 64)) - 1);
    if (rest == 0) continue;
    id = id / 64 * 64 + static_cast<std::size_t>(63 - std::countl_zero(rest));
    while (layer-- > 0) id = id * 64 + static_cast<std::size_t>(63 - std::countl_zero(layers_[layer][id]));
    return id;
  }
  return kNone;
}

}  // namespace asgen::tape
