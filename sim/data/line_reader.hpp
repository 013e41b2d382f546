#pragma once
// Lines of a text file, plain or gzip, read in large blocks.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace asgen::data {

class LineReader {
 public:
  /// Throws ConfigurationError when the file cannot be opened.
  explicit LineReader(const std::string& path);
  ~LineReader();
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;

  /// Next line without its line end; valid until the next call. False at the end of the file.
  /// Throws DataError, naming file and line, when a gzip stream is damaged or cut short.
  bool next(std::string_view& line);
  /// Number of the line that next() gave last; 1 is the first.
  [[nodiscard]] std::size_t number() const { return number_; }

 private:
  struct Source;
  bool refill();
  std::string path_;
  std::unique_ptr<Source> source_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0, number_ = 0;
  bool exhausted_ = false;
};

}  // namespace asgen::data
