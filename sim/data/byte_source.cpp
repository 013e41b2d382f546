#include "sim/data/byte_source.hpp"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "sim/base/error.hpp"

namespace asgen::data {

namespace {

constexpr std::size_t kMostAtOnce = 1 << 30;  // zlib counts in int

/// zlib reads plain files as they are, straight into the caller's buffer.
class GzipSource : public ByteSource {
 public:
  explicit GzipSource(const std::string& path) : stream_(gzopen(path.c_str(), "rb")) {
    if (stream_ == nullptr) {
      throw base::ConfigurationError(path, std::string("cannot be read (") + std::strerror(errno) + ")", "check the path");
    }
    gzbuffer(stream_, 1 << 18);
  }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;
  ~GzipSource() override { gzclose_r(stream_); }

  Read read(char* into, std::size_t size) override {
    const int got = gzread(stream_, into, static_cast<unsigned>(std::min(size, kMostAtOnce)));
    if (got > 0) return {static_cast<std::size_t>(got)};
    int code = Z_OK;
    const char* reason = gzerror(stream_, &code);
    if (code == Z_OK || code == Z_STREAM_END) return {};
    if (code == Z_BUF_ERROR) return {0, "the gzip stream ends in the middle (truncated file)"};
    return {0, std::string("the file cannot be read on (") + reason + ")"};
  }

 private:
  gzFile stream_;
};

}  // namespace

std::unique_ptr<ByteSource> open_source(const std::string& path) {
  // zlib opens a folder and fails at the first read only.
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) throw base::ConfigurationError(path, "is a folder", "name a file");
  return std::make_unique<GzipSource>(path);
}

}  // namespace asgen::data
