#include "sim/data/line_reader.hpp"

#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "sim/base/error.hpp"

namespace asgen::data {

namespace {
constexpr std::size_t kBlock = 1 << 20;

// zlib opens a folder and fails at the first read only.
gzFile open_file(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) throw base::ConfigurationError(path, "is a folder", "name a file");
  return gzopen(path.c_str(), "rb");
}
}  // namespace

/// The zlib stream behind a reader.
struct LineReader::Source {
  explicit Source(const std::string& path) : stream(open_file(path)) {
    if (stream == nullptr) {
      throw base::ConfigurationError(path, std::string("cannot be read (") + std::strerror(errno) + ")", "check the path");
    }
    gzbuffer(stream, 1 << 18);
  }
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  ~Source() { gzclose_r(stream); }
  gzFile stream;
};

LineReader::LineReader(const std::string& path) : path_(path), source_(std::make_unique<Source>(path)), buffer_(kBlock) {}

LineReader::~LineReader() = default;

/// Moves the unread rest to the front and reads behind it; false when nothing more came.
bool LineReader::refill() {
  if (exhausted_) return false;
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  if (end_ == buffer_.size()) buffer_.resize(buffer_.size() * 2);
  const int got = gzread(source_->stream, buffer_.data() + end_, static_cast<unsigned>(buffer_.size() - end_));
  int code = Z_OK;
  const char* reason = gzerror(source_->stream, &code);
  if (got <= 0 && code != Z_OK && code != Z_STREAM_END) {
    throw base::DataError(path_ + ":" + std::to_string(number_ + 1),
                          code == Z_BUF_ERROR ? std::string("the gzip stream ends in the middle (truncated file)")
                                              : std::string("the file cannot be read on (") + reason + ")",
                          "fetch the file again");
  }
  exhausted_ = got <= 0;
  end_ += static_cast<std::size_t>(got > 0 ? got : 0);
  return got > 0;
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
