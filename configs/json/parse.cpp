#include <fmt/format.h>

#include <set>

#include "configs/json/reader.hpp"
#include "sim/base/error.hpp"

namespace asgen::configs {
namespace {

using Event = nlohmann::detail::parse_event_t;

/// Line and column, from 1, of byte `offset`.
std::string position(const std::string& text, std::size_t offset) {
  const std::string before = text.substr(0, std::min(offset, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const auto last = before.rfind('\n');
  return fmt::format("line {}, column {}", line, before.size() - (last == std::string::npos ? 0 : last + 1) + 1);
}

/// Sees every key once; JSON itself would let the last of two equal keys win.
class DuplicateCheck {
 public:
  explicit DuplicateCheck(std::string file) : file_(std::move(file)) {}

  bool operator()(int /*depth*/, Event event, const Json& parsed) {
    if (event == Event::object_start) open_.emplace_back();
    if (event == Event::object_end) open_.pop_back();
    if (event == Event::key && !open_.back().insert(parsed.get<std::string>()).second) {
      throw base::ConfigurationError(file_, fmt::format("key \"{}\" occurs twice in one object", parsed.get<std::string>()),
                                     "keep one of the two");
    }
    return true;
  }

 private:
  std::string file_;
  std::vector<std::set<std::string>> open_;
};

/// What nlohmann says, without its own prefix and position.
std::string reason(const std::string& message) {
  const auto colon = message.rfind(": ");
  const auto cut = message.find("; ");
  if (cut != std::string::npos) return message.substr(cut + 2);
  return colon == std::string::npos ? message : message.substr(colon + 2);
}

}  // namespace

Json parse_json(const std::string& text, const std::string& file) {
  try {
    DuplicateCheck check(file);
    return Json::parse(text, [&check](int depth, Event event, Json& parsed) { return check(depth, event, parsed); });
  } catch (const Json::parse_error& error) {
    const std::size_t offset = error.byte == 0 ? 0 : error.byte - 1;
    throw base::ConfigurationError(file, fmt::format("{}: is no valid JSON ({})", position(text, offset), reason(error.what())),
                                   "correct it there");
  } catch (const Json::exception& error) {
    throw base::ConfigurationError(file, fmt::format("is no valid JSON ({})", error.what()), "correct it");
  }
}

}  // namespace asgen::configs
