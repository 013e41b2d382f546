#include "sim/data/row_store.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "sim/base/contract.hpp"

namespace asgen::data {

namespace {
constexpr std::size_t kBufferRows = 1024;

constexpr auto by_time = [](const auto& a, const auto& b) { return a.local_ns < b.local_ns; };
}  // namespace

template <class Row>
void RowStore<Row>::clear() {
  *this = RowStore(std::move(limits_));
}

template <class Row>
void RowStore<Row>::end_block() {
  if (filling_.empty()) return;
  if (!std::is_sorted(filling_.begin(), filling_.end(), by_time)) std::stable_sort(filling_.begin(), filling_.end(), by_time);
  Block block{filling_.front().local_ns, filling_.size(), {}, 0};
  stored_ += block.count;
  if (blocks_.size() < limits_.kept_blocks) {
    block.rows = std::exchange(filling_, {});
  } else {
    if (!scratch_) scratch_ = std::make_unique<base::ScratchFile>(limits_.folder);
    block.offset = scratch_->append(std::as_bytes(std::span(filling_)));
    filling_.clear();
  }
  blocks_.push_back(std::move(block));
}

template <class Row>
typename RowStore<Row>::Cursor RowStore<Row>::read() {
  end_block();
  return Cursor(*this);
}

template <class Row>
RowStore<Row>::Cursor::Cursor(const RowStore& store) : store_(&store), open_(store.blocks_.size()) {
  for (std::size_t i = 0; i < store.blocks_.size(); ++i) waiting_.push_back(static_cast<std::ptrdiff_t>(i));
  const auto due = [&](std::ptrdiff_t i) { return key(store.blocks_[static_cast<std::size_t>(i)].first_ns, i); };
  std::sort(waiting_.begin(), waiting_.end(), [&](auto a, auto b) { return due(b) < due(a); });
  settle();
}

/// The next rows of a block into its buffer; false when it is read.
template <class Row>
bool RowStore<Row>::Cursor::fill(Open& open, const Block& block) const {
  if (open.next == block.count) return false;
  if (!block.rows.empty()) {
    open.rows = block.rows.data();
    open.filled = open.next = block.count;
    return true;
  }
  open.buffer.resize(std::min(kBufferRows, block.count - open.next));
  store_->scratch_->read(block.offset + open.next * sizeof(Row), std::as_writable_bytes(std::span(open.buffer)));
  open.rows = open.buffer.data();
  open.at = 0;
  open.filled = open.buffer.size();
  open.next += open.filled;
  return true;
}

/// The current block has given its buffer or reached the limit: puts it back, begins the blocks that are due and goes on with the
/// earliest row of all.
template <class Row>
void RowStore<Row>::Cursor::settle() {
  if (current_ >= 0) {
    auto& open = open_[static_cast<std::size_t>(current_)];
    open->at = at_;
    if (at_ < filled_ || fill(*open, store_->blocks_[static_cast<std::size_t>(current_)])) {
      heap_.push_back(key(open->rows[open->at].local_ns, current_));
      std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
    } else {
      open.reset();
    }
    current_ = -1;
  }
  const auto next_due = [&] { return key(store_->blocks_[static_cast<std::size_t>(waiting_.back())].first_ns, waiting_.back()); };
  while (!waiting_.empty() && (heap_.empty() || next_due() < heap_.front())) {
    heap_.push_back(next_due());
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
    auto& open = open_[static_cast<std::size_t>(waiting_.back())].emplace();
    fill(open, store_->blocks_[static_cast<std::size_t>(waiting_.back())]);
    waiting_.pop_back();
  }
  if (heap_.empty()) return;
  std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
  current_ = heap_.back().block;
  heap_.pop_back();
  limit_ = heap_.empty() ? Key{} : heap_.front();
  if (!waiting_.empty()) limit_ = std::min(limit_, next_due());
  resume();
}

template <class Row>
void RowStore<Row>::Cursor::resume() {
  const Open& open = *open_[static_cast<std::size_t>(current_)];
  rows_ = open.rows;
  at_ = open.at;
  filled_ = open.filled;
  base::ensures(at_ < filled_, "the current block has a row");
}

template class RowStore<BookRow>;
template class RowStore<TradeRow>;

}  // namespace asgen::data
