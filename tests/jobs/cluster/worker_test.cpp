#include "jobs/cluster/worker.hpp"

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

// A worker on rank 1 in a thread; the test plays the master on rank 0.
class Stage {
 public:
  explicit Stage(EvaluatorFactory factory, WorkerOptions options = {.build = "b", .threads = 2})
      : thread_([this, make = std::move(factory), options] {
          try {
            end_ = run_worker(*ends_[1], make, options);
          } catch (const base::ClusterError& error) {
            error_ = error.what();
          }
        }) {}
  ~Stage() {
    if (thread_.joinable()) finish();
  }

  void say(Tag tag, const Bytes& payload = {}) { ends_[0]->send(1, seal(tag, payload)); }
  void say_raw(Bytes frame) { ends_[0]->send(1, std::move(frame)); }
  Message hear() {
    while (true) {
      if (auto parcel = ends_[0]->try_receive()) return open(std::move(*parcel));
      ends_[0]->wait(milliseconds(100));
    }
  }
  void expect(Tag tag) { CHECK(hear().tag == tag); }
  void finish() {
    say(Tag::stop);
    thread_.join();
  }
  void join() { thread_.join(); }
  std::optional<WorkerEnd> end() const { return end_; }
  const std::string& error() const { return error_; }

 private:
  std::vector<std::unique_ptr<Transport>> ends_ = make_in_process_network(2);
  std::optional<WorkerEnd> end_;
  std::string error_;
  std::thread thread_;
};

}  // namespace

TEST_CASE("a worker introduces itself, gets ready, computes, and says farewell") {
  Stage stage(test::make_factory<test::SumEvaluator>());
  const Message hello = stage.hear();
  REQUIRE(hello.tag == Tag::hello);
  CHECK(decode_hello(hello.payload).build == "b");
  CHECK(decode_hello(hello.payload).threads == 2);
  stage.say(Tag::start, encode_text("study"));
  stage.expect(Tag::ready);
  stage.say(Tag::units, encode_units(test::make_units(5, 1)));
  std::size_t results = 0;
  while (results < 5) results += decode_results(stage.hear().payload).size();
  stage.say(Tag::stop);
  stage.expect(Tag::bye);
  stage.join();
  CHECK(stage.end() == WorkerEnd::stopped);
}

TEST_CASE("a worker answers pings while its threads are in a long unit") {
  const auto finished = std::make_shared<std::atomic<int>>(0);
  Stage stage([=](const std::string&) { return std::make_shared<const test::GateEvaluator>(finished, 1); });
  stage.expect(Tag::hello);
  stage.say(Tag::start, encode_text(""));
  stage.expect(Tag::ready);
  stage.say(Tag::units, encode_units(test::make_units(1, 1)));
  stage.say(Tag::ping);
  stage.expect(Tag::pong);
  finished->store(1);
  stage.expect(Tag::results);
}

TEST_CASE("a worker gives back what it has not begun when asked, and finishes the rest") {
  Stage stage(test::make_factory<test::SleepEvaluator>());
  stage.expect(Tag::hello);
  stage.say(Tag::start, encode_text(""));
  stage.expect(Tag::ready);
  stage.say(Tag::units, encode_units(test::make_sleeps(200, 0.1)));
  stage.say(Tag::recall);
  std::size_t back = 0;
  std::size_t results = 0;
  while (back + results < 200) {
    const Message message = stage.hear();
    if (message.tag == Tag::returned) {
      back += decode_units(message.payload).size();
    } else {
      results += decode_results(message.payload).size();
    }
  }
  CHECK(back >= 100);
  CHECK(back + results == 200);
}

TEST_CASE("a failed start is reported, and the worker stays until it is told to leave") {
  Stage stage([](const std::string&) -> std::shared_ptr<const Evaluator> { throw std::runtime_error("no days"); });
  stage.expect(Tag::hello);
  stage.say(Tag::start, encode_text(""));
  const Message failed = stage.hear();
  REQUIRE(failed.tag == Tag::failed);
  CHECK(decode_failure(failed.payload).text == "no days");
  stage.say(Tag::ping);
  stage.expect(Tag::pong);
  stage.finish();
  CHECK(stage.end() == WorkerEnd::failed);
}

TEST_CASE("a garbled message is reported to the master, and the worker leaves when told") {
  Stage stage(test::make_factory<test::SumEvaluator>());
  stage.expect(Tag::hello);
  Bytes frame = seal(Tag::start, encode_text("study"));
  frame.back() ^= std::byte{1};
  stage.say_raw(frame);
  const Message failed = stage.hear();
  REQUIRE(failed.tag == Tag::failed);
  CHECK(decode_failure(failed.payload).text.starts_with("rank 0: garbled message (checksum differs)"));
  stage.finish();
  CHECK(stage.end() == WorkerEnd::failed);
}

TEST_CASE("a worker whose master has fallen silent leaves with an error") {
  Stage stage(test::make_factory<test::SumEvaluator>(), {.threads = 1, .master_silence = milliseconds(300)});
  stage.say(Tag::ping);
  stage.join();
  CHECK_FALSE(stage.end());
  CHECK(stage.error().find("the master has been silent for too long") != std::string::npos);
}

TEST_CASE("a worker that never hears a first word leaves with an error") {
  Stage stage(test::make_factory<test::SumEvaluator>(), {.threads = 1, .first_word = milliseconds(200)});
  stage.join();
  CHECK(stage.error().find("the master has been silent for too long") != std::string::npos);
}

}  // namespace asgen::cluster
