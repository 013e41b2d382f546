#include "jobs/cluster/in_process.hpp"

#include <doctest/doctest.h>
#include <ctime>

#include <thread>

#include "sim/base/error.hpp"

namespace asgen::cluster {
namespace {

double thread_cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

}  // namespace

TEST_CASE("frames between two ranks arrive in the order sent, with their sender") {
  const auto ends = make_in_process_network(3);
  for (int i = 0; i < 100; ++i) ends[1]->send(0, Bytes(1, static_cast<std::byte>(i)));
  ends[2]->send(0, {});
  for (int i = 0; i < 100; ++i) {
    const auto parcel = ends[0]->try_receive();
    REQUIRE(parcel);
    CHECK(parcel->from == 1);
    CHECK(parcel->bytes == Bytes(1, static_cast<std::byte>(i)));
  }
  CHECK(ends[0]->try_receive()->from == 2);
  CHECK_FALSE(ends[0]->try_receive());
}

TEST_CASE("a frame to a rank that does not exist is an error") {
  const auto ends = make_in_process_network(2);
  CHECK_THROWS_AS(ends[0]->send(2, {}), base::ClusterError);
  CHECK_THROWS_AS(ends[0]->send(-1, {}), base::ClusterError);
}

TEST_CASE("waiting ends with a frame or a wake, also with one that came before, and burns nothing") {
  const auto ends = make_in_process_network(2);
  const auto long_time = std::chrono::seconds(60);
  ends[0]->wake();
  ends[0]->wait(long_time);
  ends[1]->send(0, {});
  ends[0]->wait(long_time);
  REQUIRE(ends[0]->try_receive());
  const double before = thread_cpu_seconds();
  std::thread waker([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    ends[0]->wake();
  });
  ends[0]->wait(long_time);
  waker.join();
  CHECK(thread_cpu_seconds() - before < 0.1);
}

}  // namespace asgen::cluster
