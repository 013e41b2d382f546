// Runs every case of hummingbot.json; what is left out is a committed list.
#include <doctest/doctest.h>

#include <fstream>
#include <set>

#include "tests/cases/folder.hpp"
#include "tests/cases/hummingbot.hpp"

namespace asgen::cases::hummingbot {

std::map<std::string, Runner>& section_runners() {
  static std::map<std::string, Runner> table;
  return table;
}
std::map<std::string, Runner>& upstream_runners() {
  static std::map<std::string, Runner> table;
  return table;
}

namespace {

/// What was run and what the list leaves out.
struct Tally {
  std::set<std::string> listed;
  std::map<std::string, int> run;
  int left_out = 0;
};

json load() {
  const std::string path = cases_folder() + "/hummingbot.json";
  std::ifstream file(path);
  REQUIRE_MESSAGE(file.good(), path << " is missing");
  return json::parse(file);
}

std::string name_of(const json& one) {
  if (one.contains("name")) return one.at("name");
  const std::string test = one.at("test");
  return test.substr(test.rfind(':') + 1);
}

void run_case(const std::string& section, const json& one, Tally& tally) {
  const std::string id = section + "/" + name_of(one);
  CAPTURE(id);
  if (tally.listed.contains(id)) {
    ++tally.left_out;
    return;
  }
  const bool upstream = section == "upstream_tests";
  const auto& table = upstream ? upstream_runners() : section_runners();
  const std::string what = upstream ? one.at("kind").get<std::string>() : section;
  const auto runner = table.find(what);
  ++tally.run[section];
  try {
    REQUIRE_MESSAGE(runner != table.end(), "no runner for " << what << ", and " << id << " is not in hummingbot_later.txt");
    runner->second(one);
  } catch (const doctest::detail::TestFailureException&) {
    // A failed REQUIRE ends its case, not the others; it is counted already.
  }
}

}  // namespace

TEST_CASE("every case recorded from Hummingbot is met, but for those of hummingbot_later.txt") {
  const json file = load();
  Tally tally;
  tally.listed = listed_names("hummingbot_later.txt");
  for (const auto& [section, cases] : file.items()) {
    if (section == "about" || section == "sections") continue;
    for (const json& one : cases) run_case(section, one, tally);
  }
  int all = 0;
  for (const auto& [section, count] : tally.run) {
    MESSAGE(section << ": " << count << " cases run");
    all += count;
  }
  MESSAGE(all << " cases run, " << tally.left_out << " of hummingbot_later.txt left out");
  CHECK_MESSAGE(tally.left_out == static_cast<int>(tally.listed.size()), "hummingbot_later.txt names a case that is not there");
  CHECK(all > 0);
}

}  // namespace asgen::cases::hummingbot
