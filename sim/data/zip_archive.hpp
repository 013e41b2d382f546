#pragma once
// Reading zip archives; libzip's own header stays in zip_archive.cpp.

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "sim/data/byte_source.hpp"

namespace asgen::data {

class ZipArchive {
 public:
  /// Throws ConfigurationError when the file cannot be opened, DataError when it is no whole zip archive.
  explicit ZipArchive(const std::string& path);

  /// Names of the members, in the archive's order.
  [[nodiscard]] const std::vector<std::string>& members() const { return members_; }
  /// The inflated bytes of one member; the archive stays open as long as the source lives.
  [[nodiscard]] std::unique_ptr<ByteSource> open(std::size_t member) const;

 private:
  std::string path_;
  std::shared_ptr<void> handle_;
  std::vector<std::string> members_;
};

/// True when the file begins as a zip archive does.
bool is_zip(const std::string& path);

}  // namespace asgen::data
