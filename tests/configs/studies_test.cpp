#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>

#include "configs/json/study.hpp"
#include "sim/base/file.hpp"

using namespace asgen;

namespace {

std::string configs_folder() { return ASGEN_SOURCE_DIR "/configs"; }

}  // namespace

TEST_CASE("every study in configs is read, explained in configs/README.md, and resolves to itself") {
  const std::string readme = base::read_text(configs_folder() + "/README.md");
  int studies = 0;
  for (const auto& entry : std::filesystem::directory_iterator(configs_folder())) {
    if (entry.path().extension() != ".json") continue;
    CAPTURE(entry.path().string());
    const configs::Study study = configs::read_study(entry.path().string());
    const std::string resolved = configs::to_json(study);
    CHECK(configs::to_json(configs::parse_study(resolved, entry.path().string())) == resolved);
    CHECK_FALSE(study.description.empty());
    CHECK_NOTHROW(configs::genome_space(study));
    CHECK(readme.find(fmt::format("`{}`", entry.path().filename().string())) != std::string::npos);
    ++studies;
  }
  CHECK(studies >= 4);
}

TEST_CASE("the issue's four studies say what they are for") {
  const auto study = [](const char* name) { return configs::read_study(fmt::format("{}/{}.json", configs_folder(), name)); };
  const configs::Study quick = study("quickstart");
  CHECK(quick.data.synth->days >= 64);
  CHECK(quick.validation.unseen_days >= 200);
  CHECK(quick.simulation.options.instrument.maker_fee == 0);
  CHECK(study("btc-usd").simulation.slices.hours == 2);
  CHECK(study("btc-usd").validation.held_back == 4);
  CHECK(study("btc-usd").strategy.parameters.order_levels == 3);
  CHECK(study("btc-usd").optimizer.evaluations >= 1000);
  CHECK(study("btc-usd-hummingbot").target == configs::Target::hummingbot);
  CHECK(study("us-equity").simulation.slices.hours == 1);
}

TEST_CASE("every key of every study is explained in configs/README.md") {
  const std::string readme = base::read_text(configs_folder() + "/README.md");
  for (const auto& info : strategy::parameter_table()) {
    CAPTURE(std::string(info.name));
    CHECK(readme.find(fmt::format("`{}`", info.name)) != std::string::npos);
  }
}
