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

}  // namespace asgen::tape
