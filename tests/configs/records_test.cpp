#include <doctest/doctest.h>

#include <limits>

#include "configs/json/records.hpp"

TEST_CASE("tables become arrays of objects, with null for what is undefined") {
  CHECK(asgen::configs::records_to_json({"name", "x"},
                                        {{std::string("a"), 0.1}, {std::string("b"), std::numeric_limits<double>::quiet_NaN()}}) ==
        "[\n  {\n    \"name\": \"a\",\n    \"x\": 0.1\n  },\n  {\n    \"name\": \"b\",\n    \"x\": null\n  }\n]\n");
}
