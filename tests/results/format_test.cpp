#include <doctest/doctest.h>

#include <fmt/format.h>

#include <functional>
#include <map>
#include <set>
#include <sstream>

#include "results/run_file.hpp"
#include "sim/account/metrics.hpp"
#include "sim/base/file.hpp"
#include "sim/data/day_file.hpp"
#include "sim/data/h5.hpp"
#include "tests/results/example_run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace asgen;
using data::h5::File;

namespace {

struct Entry {
  std::string type, shape, unit, meaning;
};

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" `"), last = text.find_last_not_of(" `");
  return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

/// The table of datasets in one section of results/format.md.
std::map<std::string, Entry> documented(const std::string& section) {
  const std::string page = base::read_text(std::string(ASGEN_SOURCE_DIR) + "/results/format.md");
  const auto begin = page.find("## " + section);
  REQUIRE(begin != std::string::npos);
  const std::string text = page.substr(begin, page.find("\n## ", begin) - begin);
  std::map<std::string, Entry> table;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| `/")) continue;
    const auto cells = split(line, '|');
    REQUIRE(cells.size() == 7);  // the first and last are empty
    table[trimmed(cells[1])] = {trimmed(cells[2]), trimmed(cells[3]), trimmed(cells[4]), trimmed(cells[5])};
  }
  return table;
}

std::string type_name(data::h5::Type type) {
  static const char* const kNames[] = {"i8", "u8", "i32", "u32", "i64", "u64", "f64", "text"};
  return kNames[static_cast<std::size_t>(type)];
}

std::set<std::string> datasets(const File& file) {
  std::set<std::string> found;
  const std::function<void(const std::string&)> visit = [&](const std::string& group) {
    for (const std::string& child : file.children(group)) {
      const std::string path = (group == "/" ? "" : group) + "/" + child;
      if (file.is_group(path)) {
        visit(path);
      } else {
        found.insert(path);
      }
    }
  };
  visit("/");
  return found;
}

/// "n x s" with the lengths of the letters.
std::string shape_text(const std::string& letters, const std::map<std::string, std::size_t>& lengths) {
  if (letters == "scalar") return "";
  std::string text;
  for (const std::string& factor : split(letters, ' ')) {
    if (factor == "x") continue;
    const auto known = lengths.find(factor);
    text += (known != lengths.end() ? std::to_string(known->second) : factor) + " ";
  }
  return text;
}

std::string with_values(std::string text, const std::map<std::string, std::string>& values) {
  for (const auto& [name, value] : values) {
    if (const auto at = text.find(name); at != std::string::npos) text.replace(at, name.size(), value);
  }
  return text;
}

struct Values {
  std::map<std::string, std::size_t> lengths;
  std::map<std::string, std::string> units;
};

void compare(const File& file, const std::map<std::string, Entry>& page, const Values& values) {
  std::set<std::string> on_page;
  for (const auto& [path, entry] : page) on_page.insert(path);
  REQUIRE(datasets(file) == on_page);
  for (const auto& [path, entry] : page) {
    CAPTURE(path);
    CHECK(type_name(file.type(path)) == entry.type);
    std::string shape;
    for (const std::size_t length : file.shape(path)) shape += std::to_string(length) + " ";
    CHECK(shape == shape_text(entry.shape, values.lengths));
    CHECK(file.text_attribute(path, "unit") == with_values(entry.unit, values.units));
    CHECK(file.text_attribute(path, "description") == entry.meaning);
  }
}

data::Day small_day() {
  data::Day day;
  day.info = {.exchange = "x",
              .symbol = "Y",
              .day = "2026-01-06",
              .time_zone = "UTC",
              .session = "",
              .price_quantum = 0.25,
              .lot = 0.5,
              .sources = {"a.csv"},
              .origin = "test"};
  day.info.close = base::Nanos(100);
  day.book = {{1, 2, 3}, {1, 2, 3}, {1, -1, 1}, {10, 12, 10}, {1, 1, 0}, {1, 1, 0}};
  day.trades = {{2, 3}, {2, 3}, {1, -1}, {12, 10}, {1, 1}, {1, 0}};
  day.gaps = {{base::Nanos(50), base::Nanos(60)}};
  return day;
}

}  // namespace

TEST_CASE("results/format.md and a real run file agree both ways") {
  const test::TemporaryFolder folder;
  results::write_run_file(folder / "r.h5", test::example_run());
  const std::map<std::string, std::size_t> lengths = {{"n", 5}, {"g", 2}, {"s", 3}, {"m", account::kMetricCount}, {"k", 2}, {"d", 2},
                                                      {"p", 5}, {"u", 2}, {"r", 2}};
  compare(File::open(folder / "r.h5"), documented("Run file"), {lengths, {}});
}

TEST_CASE("results/format.md and a real day file agree both ways") {
  const test::TemporaryFolder folder;
  data::write_day(folder / "d.h5", small_day());
  const auto file = File::open(folder / "d.h5");
  compare(file, documented("Day file"), {{{"b", 3}, {"t", 2}, {"q", 1}}, {{"{tick}", "0.25"}, {"{lot}", "0.5"}}});
  const std::string page = base::read_text(std::string(ASGEN_SOURCE_DIR) + "/results/format.md");
  for (const std::string& name : file.attribute_names("/")) {
    CAPTURE(name);
    CHECK(page.find("`" + name + "`") != std::string::npos);
  }
}

TEST_CASE("results/format.md states the versions that this program writes") {
  const std::string page = base::read_text(std::string(ASGEN_SOURCE_DIR) + "/results/format.md");
  CHECK(page.find(fmt::format("`format` = `asgen-run`, `version` = {}", results::kRunVersion)) != std::string::npos);
  CHECK(page.find(fmt::format("`format` = `asgen-day`, `version` = {}", data::kDayFileVersion)) != std::string::npos);
  CHECK(page.find(fmt::format("a u32 version ({})", results::kJournalVersion)) != std::string::npos);
}
