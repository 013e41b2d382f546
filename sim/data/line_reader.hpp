#pragma once
// Lines of a text, read in large blocks.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/data/byte_source.hpp"

namespace asgen::data {

class LineReader {
 public:
  /// Bytes that may be read behind every line (they mean nothing), for parsers that look at whole words.
  static constexpr std::size_t kSlack = 64;

  /// A file, plain or gzip. Throws ConfigurationError when it cannot be opened.
  explicit LineReader(const std::string& path) : LineReader(path, open_source(path)) {}
  /// `name` stands for the source in messages.
  LineReader(std::string name, std::unique_ptr<ByteSource> source);

  /// Next line without its line end; valid until the next call. False at the end.
  /// Throws DataError, naming source and line, when the source is damaged or cut short.
  bool next(std::string_view& line);
  /// Number of the line that next() gave last; 1 is the first.
  [[nodiscard]] std::size_t number() const { return number_; }
  [[nodiscard]] const std::string& name() const { return name_; }
  /// "name:line" of the line that next() gave last.
  [[nodiscard]] std::string where() const { return name_ + ":" + std::to_string(number_); }

 private:
  bool refill();
  std::string name_;
  std::unique_ptr<ByteSource> source_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0, number_ = 0;
  bool exhausted_ = false;
};

}  // namespace asgen::data
