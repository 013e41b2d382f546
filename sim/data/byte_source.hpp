#pragma once
// The bytes of an input file, in order: plain, gzip, or a member of a zip archive.

#include <cstddef>
#include <memory>
#include <string>

namespace asgen::data {

class ByteSource {
 public:
  /// Bytes that came (0 at the end), or why none can come: "the gzip stream ends in the middle (truncated file)".
  struct Read {
    std::size_t size = 0;
    std::string fault = {};
  };

  virtual ~ByteSource() = default;
  virtual Read read(char* into, std::size_t size) = 0;
};

/// A file, inflated when it is gzip. Throws ConfigurationError when it cannot be opened or is a folder.
std::unique_ptr<ByteSource> open_source(const std::string& path);

}  // namespace asgen::data
