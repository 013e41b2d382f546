#include "jobs/cluster/silence.hpp"

#include <doctest/doctest.h>

namespace asgen::cluster {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE("silence grows while we look and ends with a word") {
  Silence silence;
  for (int i = 0; i < 50; ++i) silence.pass(milliseconds(100));
  CHECK(silence.exceeds(seconds(4)));
  CHECK_FALSE(silence.exceeds(seconds(6)));
  silence.broken();
  CHECK_FALSE(silence.exceeds(milliseconds(1)));
}

TEST_CASE("an hour in which this process was stopped counts as one second") {
  Silence silence;
  silence.pass(std::chrono::hours(1));
  CHECK_FALSE(silence.exceeds(seconds(2)));
}

TEST_CASE("a limit of zero is never reached") {
  Silence silence;
  for (int i = 0; i < 1000; ++i) silence.pass(seconds(1));
  CHECK_FALSE(silence.exceeds(seconds(0)));
}

}  // namespace asgen::cluster
