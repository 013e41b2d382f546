#include "sim/account/metrics.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <string_view>

using namespace asgen::account;

TEST_CASE("the metric table has one complete row per metric and no name twice") {
  std::set<std::string_view> names;
  for (const MetricInfo& info : metric_table()) {
    CHECK(names.insert(info.name).second);
    CHECK(!info.unit.empty());
    CHECK(!info.meaning.empty());
    CHECK(find_metric(info.name) == info.metric);
    CHECK(&metric_info(info.metric) == &info);
  }
  CHECK(!find_metric("profit").has_value());
}

TEST_CASE("a fresh row is undefined everywhere") {
  MetricRow row;
  for (const double value : row.values) CHECK(std::isnan(value));
  row[Metric::fills] = 3;
  CHECK(row.values[static_cast<std::size_t>(Metric::fills)] == 3);
}

TEST_CASE("ratios sample every five seconds, or on a coarser clock") {
  CHECK(ratio_step_ticks(0.1) == 50);
  CHECK(ratio_step_ticks(0.01) == 500);
  CHECK(ratio_step_ticks(1) == 5);
  CHECK(ratio_step_ticks(2) == 3);
  CHECK(ratio_step_ticks(5) == 1);
  CHECK(ratio_step_ticks(60) == 1);
}
