#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>

#include "configs/json/study.hpp"
#include "sim/base/file.hpp"

using namespace asgen;

TEST_CASE("the committed JSON Schema is the reader's own, byte for byte (ASGEN_UPDATE=1 writes it)") {
  const std::string path = ASGEN_SOURCE_DIR "/configs/schema/study.schema.json";
  const std::string made = configs::study_schema();
  if (const char* update = std::getenv("ASGEN_UPDATE"); update != nullptr && std::string(update) == "1") base::write_atomically(path, made);
  const bool equal = base::read_text(path) == made;
  CHECK_MESSAGE(equal, "configs/schema/study.schema.json is not what the reader says; run this test once with ASGEN_UPDATE=1");
}

TEST_CASE("the schema describes every strategy key, gene and metric") {
  const std::string schema = configs::study_schema();
  for (const auto& info : strategy::parameter_table()) {
    const std::string quoted = fmt::format("\"{}\": {{", info.name);
    const auto first = schema.find(quoted);
    REQUIRE(first != std::string::npos);
    CHECK(schema.find(quoted, first + 1) != std::string::npos);  // in strategy and in genome
  }
  for (const auto& info : account::metric_table()) CHECK(schema.find(fmt::format("\"{}\"", info.name)) != std::string::npos);
}
