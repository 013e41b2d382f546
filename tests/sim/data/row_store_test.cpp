// Sorted blocks against a stable sort of everything, and the figures that stream.

#include "sim/data/row_store.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "sim/base/error.hpp"
#include "sim/base/random.hpp"
#include "sim/data/latency_histogram.hpp"
#include "sim/data/quantum.hpp"
#include "tests/sim/data/temporary_folder.hpp"

using namespace asgen;
using namespace asgen::data;

namespace {

std::vector<TradeRow> random_rows(base::Stream& draw, std::size_t count, std::uint64_t jitter) {
  std::vector<TradeRow> rows;
  for (std::size_t i = 0; i < count; ++i) {
    TradeRow row;
    row.local_ns = static_cast<std::int64_t>(i / 3 + draw.below(jitter));  // many equal stamps
    row.price = static_cast<std::int64_t>(i);
    rows.push_back(row);
  }
  return rows;
}

std::vector<std::int64_t> read_all(RowStore<TradeRow>& store) {
  std::vector<std::int64_t> order;
  for (auto cursor = store.read(); cursor.peek() != nullptr; cursor.pop()) order.push_back(cursor.peek()->price);
  return order;
}

}  // namespace

TEST_CASE("a store gives the rows of a stable sort, whatever fits into memory") {
  const test::TemporaryFolder folder;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    base::Stream draw({seed});
    auto rows = random_rows(draw, draw.below(3000), std::array<std::uint64_t, 4>{1, 5, 300, 5000}[seed % 4]);
    if (seed % 5 == 4) std::reverse(rows.begin(), rows.end());
    RowStore<TradeRow> store({.folder = folder.path(), .block_rows = 1 + draw.below(200), .kept_blocks = draw.below(4)});
    for (const TradeRow& row : rows) store.push(row);
    CHECK(store.size() == rows.size());
    std::size_t unsorted = 0;
    std::int64_t latest = INT64_MIN;
    for (const TradeRow& row : rows) {
      unsorted += row.local_ns < latest ? 1U : 0U;
      latest = std::max(latest, row.local_ns);
    }
    CHECK(store.unsorted() == unsorted);
    std::stable_sort(rows.begin(), rows.end(), [](const TradeRow& a, const TradeRow& b) { return a.local_ns < b.local_ns; });
    std::vector<std::int64_t> wanted;
    for (const TradeRow& row : rows) wanted.push_back(row.price);
    REQUIRE(read_all(store) == wanted);
  }
  CHECK(folder.files() == 0);  // the scratch file has no name
}

TEST_CASE("a full disk under the scratch file is an error of storage") {
  const test::TemporaryFolder folder;
  RowStore<TradeRow> store({.folder = folder.path(), .block_rows = 2, .kept_blocks = 0});
  base::set_fault_hook([](base::FileOperation operation, const std::string&) { return operation == base::FileOperation::write ? 28 : 0; });
  store.push({});
  CHECK_THROWS_AS(store.push({}), base::StorageError);
  base::set_fault_hook({});
}

TEST_CASE("exact division and the greatest common divisor agree with plain arithmetic") {
  base::Stream draw({7});
  for (int i = 0; i < 2000; ++i) {
    const auto divisor = static_cast<std::int64_t>(1 + draw.below(1ULL << draw.below(62)));
    const ExactDivisor fast(divisor);
    const auto n = static_cast<std::int64_t>(draw.below(INT64_MAX));
    REQUIRE(fast.divides(n) == (n % divisor == 0));
    const std::int64_t multiple = n / divisor * divisor;
    REQUIRE(fast.divides(multiple));
    REQUIRE(fast.quotient(multiple) == n / divisor);
  }
  Quantum quantum;
  CHECK(quantum.value() == 0);
  for (const std::int64_t value : {0, 5000, 7500, 12500}) quantum.add(value);
  CHECK(quantum.value() == 2500);
}

TEST_CASE("quantiles of delays are right to 0.4 %, and exact when delays are equal") {
  base::Stream draw({9});
  LatencyHistogram histogram, constant;
  std::vector<std::int64_t> delays;
  for (int i = 0; i < 20000; ++i) {
    delays.push_back(static_cast<std::int64_t>(draw.below(1ULL << (1 + draw.below(40)))) - 1000);
    histogram.add(delays.back());
    constant.add(5'000'123);
  }
  std::sort(delays.begin(), delays.end());
  const auto report = histogram.report();
  const auto exact = [&](double p) { return static_cast<double>(delays[static_cast<std::size_t>(p * 19999 + 0.5)]) * 1e-9; };
  CHECK(report.p50 == doctest::Approx(exact(0.50)).epsilon(0.004));
  CHECK(report.p95 == doctest::Approx(exact(0.95)).epsilon(0.004));
  CHECK(report.p99 == doctest::Approx(exact(0.99)).epsilon(0.004));
  const auto negative = std::count_if(delays.begin(), delays.end(), [](std::int64_t d) { return d < 0; });
  CHECK(report.negative_share == doctest::Approx(static_cast<double>(negative) / 20000));
  CHECK(constant.report().p50 == doctest::Approx(0.005000123).epsilon(1e-12));
  CHECK(LatencyHistogram().report().p50 != LatencyHistogram().report().p50);
}
