#include "sim/data/line_reader.hpp"

#include <cstring>

#include "sim/base/error.hpp"

namespace asgen::data {

namespace {
constexpr std::size_t kBlock = 1 << 18;  // stays in the cache while it is parsed
}

LineReader::LineReader(std::string name, std::unique_ptr<ByteSource> source)
    : name_(std::move(name)), source_(std::move(source)), buffer_(kBlock + kSlack) {}

/// Moves the unread rest to the front and reads behind it; false when nothing more came.
bool LineReader::refill() {
  if (exhausted_) return false;
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  if (end_ + kSlack == buffer_.size()) buffer_.resize(buffer_.size() * 2);
  const auto got = source_->read(buffer_.data() + end_, buffer_.size() - kSlack - end_);
  if (!got.fault.empty()) throw base::DataError(name_ + ":" + std::to_string(number_ + 1), got.fault, "fetch the file again");
  exhausted_ = got.size == 0;
  end_ += got.size;
  return !exhausted_;
}

bool LineReader::next(std::string_view& line) {
  std::size_t searched = 0;
  const char* found = nullptr;
  for (;;) {
    const char* from = buffer_.data() + begin_ + searched;
    found = static_cast<const char*>(std::memchr(from, '\n', end_ - begin_ - searched));
    if (found != nullptr) break;
    searched = end_ - begin_;
    if (!refill()) break;
  }
  const std::size_t length = found != nullptr ? static_cast<std::size_t>(found - (buffer_.data() + begin_)) : end_ - begin_;
  if (found == nullptr && length == 0) return false;
  line = std::string_view(buffer_.data() + begin_, length);
  if (line.ends_with('\r')) line.remove_suffix(1);
  begin_ += length + (found != nullptr ? 1 : 0);
  ++number_;
  return true;
}

}  // namespace asgen::data
