#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/base/parallel.hpp"

using namespace asgen;

TEST_CASE("parallel_for visits every index once, whatever the number of threads") {
  for (const int threads : {1, 2, 5}) {
    std::vector<std::atomic<int>> visits(257);
    base::parallel_for(visits.size(), threads, [&](std::size_t i) { ++visits[i]; });
    for (const auto& count : visits) CHECK(count == 1);
  }
  base::parallel_for(0, 3, [](std::size_t) { FAIL("nothing to visit"); });
}

TEST_CASE("parallel_for finishes all work and rethrows the failure with the lowest index") {
  std::atomic<int> visited{0};
  std::string message;
  try {
    base::parallel_for(100, 3, [&](std::size_t i) {
      ++visited;
      if (i == 40 || i == 7) throw std::runtime_error("index " + std::to_string(i));
    });
  } catch (const std::runtime_error& error) {
    message = error.what();
  }
  CHECK(message == "index 7");
  CHECK(visited == 100);
}

TEST_CASE("a process may run on at least one core") { CHECK(base::available_cores() >= 1); }
