#include <doctest/doctest.h>

#include "configs/json/differences.hpp"

using asgen::configs::json_differences;

TEST_CASE("differences name pointer, before and after") {
  CHECK(json_differences(R"({"a": {"b": 1, "c": [1]}, "d": 2})", R"({"a": {"b": 2, "c": [1]}, "e": 3})") ==
        std::vector<std::string>{"/a/b: 1 -> 2", "/d: 2 -> absent", "/e: absent -> 3"});
  CHECK(json_differences("{}", "{}").empty());
  CHECK(json_differences("[1]", "[2]") == std::vector<std::string>{"/: [1] -> [2]"});
}

TEST_CASE("texts that are no JSON are compared whole") {
  CHECK(json_differences("x", "x").empty());
  CHECK(json_differences("x", "{}").size() == 1);
}
