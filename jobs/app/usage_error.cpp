#include "jobs/app/usage_error.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "configs/json/suggest.hpp"

namespace asgen::app {
namespace {

constexpr const char* kWhere = "command line";

std::vector<std::string> commands_of(const CLI::App& parser) {
  std::vector<std::string> names;
  for (const CLI::App* command : parser.get_subcommands([](const CLI::App*) { return true; })) names.push_back(command->get_name());
  return names;
}

// The first flag, else the first word, that nothing claimed; "" when all was claimed.
std::string unclaimed(const CLI::App& parser) {
  const std::vector<std::string> words = parser.remaining(true);
  const auto flag = std::ranges::find_if(words, [](const std::string& word) { return word.starts_with("-"); });
  return flag != words.end() ? *flag : words.empty() ? "" : words.front();
}

// CLI11 writes "--flag: what is wrong" for a bad value; the colon then already says where.
std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

}  // namespace

base::ConfigurationError explain(const CLI::App& parser, const CLI::ParseError& error) {
  const auto chosen = parser.get_subcommands();
  const std::string command = chosen.empty() ? "asgen" : "asgen " + chosen.front()->get_name();
  const std::string advice = "see " + command + " --help";
  const std::string word = unclaimed(parser);
  if (chosen.empty() && word.empty()) return {kWhere, "names no command", advice};
  if (chosen.empty() && !word.starts_with("-")) {
    return {kWhere, "\"" + word + "\" is no command", "did you mean \"" + configs::nearest(word, commands_of(parser)) + "\"? See asgen --help"};
  }
  if (!word.empty()) return {kWhere, "\"" + word + "\" is not known to " + command, advice};
  const std::string message = one_line(error.what());
  const std::size_t colon = message.starts_with("-") ? message.find(": ") : std::string::npos;
  if (colon == std::string::npos) return {kWhere, message, advice};
  return {message.substr(0, colon), message.substr(colon + 2), advice};
}

}  // namespace asgen::app
