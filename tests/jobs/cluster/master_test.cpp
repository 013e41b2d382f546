#include "jobs/cluster/master.hpp"

#include <doctest/doctest.h>

#include <thread>

#include "jobs/cluster/in_process.hpp"
#include "jobs/cluster/message.hpp"
#include "jobs/cluster/payload.hpp"
#include "sim/base/error.hpp"
#include "tests/jobs/cluster/fake_evaluators.hpp"

namespace asgen::cluster {
namespace {

using std::chrono::milliseconds;

// The master on rank 0 and a hand-made worker on rank 1: the test says what the worker says.
struct Puppet {
  std::vector<std::unique_ptr<Transport>> ends = make_in_process_network(2);
  Master master;

  explicit Puppet(MasterOptions options = {}) : master(*ends[0], quick(std::move(options))) {}
  ~Puppet() { say(Tag::bye); }

  static MasterOptions quick(MasterOptions options) {
    options.patience = milliseconds(1);
    return options;
  }
  void say(Tag tag, const Bytes& payload = {}) { ends[1]->send(0, seal(tag, payload)); }
  void greet(const std::string& build = "") { say(Tag::hello, encode_hello({build, "puppet", 1, 1})); }
  std::optional<Message> heard() {
    auto parcel = ends[1]->try_receive();
    if (!parcel) return std::nullopt;
    return open(std::move(*parcel));
  }
};

std::string error_of(Master& master) {
  try {
    for (int i = 0; i < 100; ++i) (void)master.next();
  } catch (const base::ClusterError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("a master without workers says so") {
  const auto ends = make_in_process_network(1);
  CHECK_THROWS_AS(Master(*ends[0], {}), base::ClusterError);
}

TEST_CASE("the start text reaches the worker and no unit goes out before it is ready") {
  Puppet puppet;
  puppet.master.start("study text");
  puppet.master.submit(test::make_units(4, 1));
  puppet.greet();
  puppet.master.poll();
  const auto start = puppet.heard();
  REQUIRE(start);
  CHECK(start->tag == Tag::start);
  CHECK(decode_text(start->payload) == "study text");
  CHECK_FALSE(puppet.heard());
  puppet.say(Tag::ready);
  puppet.master.poll();
  CHECK(puppet.heard()->tag == Tag::units);
  CHECK(puppet.master.pending() == 4);
}

TEST_CASE("a worker has at most two blocks, and gets another when one is done") {
  Puppet puppet;
  puppet.greet();
  puppet.say(Tag::ready);
  puppet.master.submit(test::make_units(100, 1));
  puppet.master.poll();
  CHECK(puppet.master.in_flight() == 2);
  const auto block = decode_units(puppet.heard()->payload);
  REQUIRE(block.size() == 1);
  UnitResult result{.serial = block[0].serial, .segment = 0, .ok = true, .seconds = 1};
  puppet.say(Tag::results, encode_results(std::vector{result}));
  const auto got = puppet.master.next();
  REQUIRE(got);
  CHECK(got->rank == 1);
  CHECK(puppet.master.in_flight() == 2);
  CHECK(puppet.master.pending() == 99);
}

TEST_CASE("a worker of another build is refused") {
  Puppet puppet({.build = "2.0"});
  puppet.greet("1.9");
  CHECK(error_of(puppet.master) ==
        "rank 1 on puppet: runs build '1.9' (the master is '2.0'); install the same asgen on every host");
}

TEST_CASE("an error that a worker reports comes with its rank, host and text") {
  Puppet puppet;
  puppet.greet();
  puppet.say(Tag::failed, encode_failure({5, "days/a.h5: truncated; import it again"}));
  CHECK(error_of(puppet.master) == "rank 1 on puppet: days/a.h5: truncated; import it again");
}

TEST_CASE("bad data that a worker finds keeps its exit code, any other failure is the cluster's") {
  for (const auto& [told, kept] : {std::pair{base::ExitCode::bad_data, base::ExitCode::bad_data}, {base::ExitCode::bad_configuration, base::ExitCode::cluster_failure},
                                   {base::ExitCode::our_bug, base::ExitCode::cluster_failure}}) {
    Puppet puppet;
    puppet.greet();
    puppet.say(Tag::failed, encode_failure({static_cast<std::int32_t>(told), "days/a.h5: unsorted; import it again"}));
    try {
      puppet.master.poll();
      FAIL("no error");
    } catch (const base::Error& error) {
      CHECK(error.code() == kept);
    }
  }
}

TEST_CASE("a garbled message is an error that names the rank") {
  Puppet puppet;
  Bytes frame = seal(Tag::ready);
  frame[10] ^= std::byte{4};
  puppet.ends[1]->send(0, frame);
  CHECK(error_of(puppet.master).starts_with("rank 1: garbled message"));
}

TEST_CASE("results and units that the worker was not given are refused") {
  Puppet puppet;
  puppet.greet();
  puppet.say(Tag::results, encode_results(std::vector<UnitResult>{{.serial = 5, .segment = 1}}));
  CHECK(error_of(puppet.master).find("unit 5/1 that it was not given") != std::string::npos);
  puppet.say(Tag::returned, encode_units(std::vector<WorkUnit>{{6, 2, {}}}));
  CHECK(error_of(puppet.master).find("unit 6/2 that it did not have") != std::string::npos);
}

TEST_CASE("a silent worker is taken for lost, and pings are sent meanwhile") {
  Puppet puppet({.ping_every = milliseconds(100), .worker_silence = milliseconds(400)});
  puppet.greet();
  std::string error = "no error";
  while (error == "no error") error = error_of(puppet.master);
  CHECK(error == "rank 1 on puppet: silent for more than 0.4 s (it or its host has gone); start again with --resume");
  const auto ping = puppet.heard();
  REQUIRE(ping);
  CHECK(ping->tag == Tag::ping);
}

TEST_CASE("stop names the worker that does not leave") {
  Puppet puppet({.stop_patience = milliseconds(50)});
  puppet.greet();
  puppet.master.poll();
  CHECK_THROWS_WITH_AS(puppet.master.stop(),
                       "rank 1 on puppet: still busy 0.05 s after it was told to stop; look for a unit that does not end",
                       base::ClusterError);
}

TEST_CASE("units that wait behind a long one go to a worker that has run dry") {
  const auto ends = make_in_process_network(3);
  const auto say = [&](std::size_t rank, Tag tag, const Bytes& payload) { ends[rank]->send(0, seal(tag, payload)); };
  const auto units_at = [&](std::size_t rank) {
    std::vector<WorkUnit> units;
    while (auto parcel = ends[rank]->try_receive()) {
      const Message message = open(std::move(*parcel));
      if (message.tag != Tag::units) return std::vector<WorkUnit>{{.serial = 999}};
      for (WorkUnit& unit : decode_units(message.payload)) units.push_back(std::move(unit));
    }
    return units;
  };
  Master master(*ends[0], Puppet::quick({}));
  for (const std::size_t rank : {1u, 2u}) {
    say(rank, Tag::hello, encode_hello({"", "puppet", 1, 1}));
    say(rank, Tag::ready, {});
  }
  master.submit(test::make_units(4, 1));
  master.poll();
  const auto first = units_at(1);
  const auto second = units_at(2);
  REQUIRE(first.size() == 2);
  REQUIRE(second.size() == 2);
  std::vector<UnitResult> done;
  for (const WorkUnit& unit : second) done.push_back({.serial = unit.serial, .ok = true, .seconds = 1});
  say(2, Tag::results, encode_results(done));
  master.poll();
  CHECK(units_at(1).at(0).serial == 999);  // not units but the recall
  say(1, Tag::returned, encode_units(std::vector{first[1]}));
  master.poll();
  REQUIRE(units_at(2).size() == 1);
  CHECK(units_at(1).empty());
  CHECK(master.pending() == 4);
  for (const int rank : {1, 2}) say(static_cast<std::size_t>(rank), Tag::bye, {});
}

TEST_CASE("halt recalls units that the worker has not begun") {
  Puppet puppet;
  puppet.greet();
  puppet.say(Tag::ready);
  puppet.master.submit(test::make_units(50, 1));
  puppet.master.poll();
  puppet.master.halt();
  CHECK(puppet.master.pending() == 2);
  const auto block = decode_units(puppet.heard()->payload);
  puppet.say(Tag::returned, encode_units(block));
  puppet.master.poll();
  CHECK(puppet.master.pending() == 1);
}

}  // namespace asgen::cluster
