#include "sim/data/npy_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "sim/base/error.hpp"

namespace asgen::data {

namespace {

constexpr std::size_t kBlockRows = 4096;
constexpr std::size_t kLongestHeader = 1 << 16;
constexpr const char* kType =
    "[('ev','<u8'),('exch_ts','<i8'),('local_ts','<i8'),('px','<f8'),('qty','<f8'),('order_id','<u8'),('ival','<i8'),('fval','<f8')]";

/// The value of a key of the header's Python dictionary, blanks removed.
std::string value_of(const std::string& header, const std::string& key, char last) {
  const auto at = header.find("'" + key + "':");
  if (at == std::string::npos) return "";
  const auto from = at + key.size() + 3;
  const auto to = header.find(last, from);
  return to == std::string::npos ? "" : header.substr(from, to - from + 1);
}

}  // namespace

NpyReader::NpyReader(std::string name, std::unique_ptr<ByteSource> source)
    : name_(std::move(name)), source_(std::move(source)), buffer_(kBlockRows * sizeof(NpyEvent)) {
  unsigned char head[8];
  read_exactly(reinterpret_cast<char*>(head), sizeof head);
  if (std::memcmp(head, "\x93NUMPY", 6) != 0) refuse("is no numpy array");
  unsigned char length[4] = {};
  read_exactly(reinterpret_cast<char*>(length), head[6] == 1 ? 2 : 4);
  const std::size_t size = length[0] | std::size_t{length[1]} << 8 | std::size_t{length[2]} << 16 | std::size_t{length[3]} << 24;
  if (size > kLongestHeader) refuse(fmt::format("has a header of {} bytes", size));
  std::string header(size, ' ');
  read_exactly(header.data(), size);
  rows_ = rows_in(header);
}

std::size_t NpyReader::rows_in(const std::string& header) const {
  std::string dense = header;
  std::erase_if(dense, [](char c) { return c == ' ' || c == '\n'; });
  if (const std::string type = value_of(dense, "descr", ']'); type != kType) {
    std::string shown = type.empty() ? dense.substr(0, 120) : type;
    std::ranges::replace_if(shown, [](char c) { return c < ' ' || c > '~'; }, '?');
    refuse("has the element type " + shown + " (hftbacktest's events wanted: " + kType + ")");
  }
  const std::string shape = value_of(dense, "shape", ')');
  std::size_t rows = 0;
  const char* const end = shape.data() + shape.size();
  const auto [stop, error] = std::from_chars(shape.data() + std::min<std::size_t>(1, shape.size()), end, rows);
  if (error != std::errc() || std::string_view(stop, static_cast<std::size_t>(end - stop)) != ",)") refuse("has the shape " + shape + " (one dimension wanted)");
  return rows;
}

void NpyReader::refuse(const std::string& problem) const {
  throw base::DataError(name_, problem, "give an array that hftbacktest's converters wrote, or fetch the file again");
}

bool NpyReader::refill() {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  const auto got = source_->read(buffer_.data() + end_, buffer_.size() - end_);
  if (!got.fault.empty()) throw base::DataError(fmt::format("{}, row {}", name_, number_ + 1), got.fault, "fetch the file again");
  end_ += got.size;
  return got.size > 0;
}

void NpyReader::read_exactly(char* into, std::size_t size) {
  while (size > 0) {
    if (begin_ == end_ && !refill()) refuse("ends in the middle of the array's header");
    const std::size_t part = std::min(size, end_ - begin_);
    std::memcpy(into, buffer_.data() + begin_, part);
    begin_ += part;
    into += part;
    size -= part;
  }
}

bool NpyReader::next(NpyEvent& event) {
  if (number_ == rows_) return false;
  while (end_ - begin_ < sizeof event) {
    if (!refill()) refuse(fmt::format("ends after {} of {} rows (truncated file)", number_, rows_));
  }
  std::memcpy(&event, buffer_.data() + begin_, sizeof event);
  begin_ += sizeof event;
  ++number_;
  return true;
}

}  // namespace asgen::data
