#pragma once
// Figures under flat names, and the JSON object that holds them.

#include <string>
#include <utility>
#include <vector>

namespace asgen::bench {

/// Names keep their order; a number that is not finite becomes null.
class Figures {
 public:
  void add(const std::string& name, double value);
  void add(const std::string& name, const std::string& text);

  /// One JSON object without nested ones, a line per figure.
  [[nodiscard]] std::string to_json() const;
  /// Writes it to `path`; nothing when that is empty.
  void write(const std::string& path) const;

 private:
  std::vector<std::pair<std::string, std::string>> values_;  ///< name, JSON
};

}  // namespace asgen::bench
