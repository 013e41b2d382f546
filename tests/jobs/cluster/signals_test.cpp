#include "jobs/cluster/signals.hpp"

#include <doctest/doctest.h>

#include <csignal>

namespace asgen::cluster {

TEST_CASE("each watched signal sets the flag, again and again, and the first one is remembered") {
  for (const int number : {SIGINT, SIGTERM, SIGUSR1, SIGUSR2}) {
    forget_stop();
    const SignalWatch watch;
    CHECK_FALSE(stop_requested());
    std::raise(number);
    std::raise(SIGTERM);
    CHECK(stop_requested());
    CHECK(stop_signal() == number);
  }
  forget_stop();
}

TEST_CASE("the handlers of before come back, also from nested watches") {
  struct sigaction mine {};
  mine.sa_handler = SIG_IGN;
  struct sigaction old {};
  sigaction(SIGUSR2, &mine, &old);
  {
    const SignalWatch outer;
    { const SignalWatch inner; }
    forget_stop();
    std::raise(SIGUSR2);
    CHECK(stop_requested());
  }
  struct sigaction now {};
  sigaction(SIGUSR2, &old, &now);
  CHECK((now.sa_handler == SIG_IGN));
  forget_stop();
}

TEST_CASE("a stop can be asked for without a signal") {
  forget_stop();
  request_stop();
  CHECK(stop_requested());
  CHECK(stop_signal() == 0);
  forget_stop();
  CHECK_FALSE(stop_requested());
}

}  // namespace asgen::cluster
