#include "jobs/cluster/worker.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <optional>

#include "jobs/cluster/compute_team.hpp"
#include "jobs/cluster/message.hpp"
#include "jobs/cluster/payload.hpp"
#include "jobs/cluster/silence.hpp"
#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"

namespace asgen::cluster {
namespace {

using Clock = Silence::Clock;
constexpr int kMaster = 0;
constexpr std::chrono::milliseconds kWait{100};
constexpr std::chrono::milliseconds kLastWords{10000};

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown host";
}

class Worker {
 public:
  Worker(Transport& transport, const EvaluatorFactory& make_evaluator, const WorkerOptions& options);
  WorkerEnd run();

 private:
  void serve_until_told_to_stop();
  void report_and_wait(const Outcome& reason);
  bool hear();
  void obey(Message&& message);
  bool tell();
  bool tell_outcome();
  void count_silence();
  void say(Tag tag, const Bytes& payload = {}) { transport_.send(kMaster, seal(tag, payload)); }

  Transport& transport_;
  const EvaluatorFactory& make_evaluator_;
  WorkerOptions options_;
  int threads_;
  bool stopping_ = false;
  bool failed_ = false;
  bool heard_ = false;
  Silence silence_;
  Clock::time_point last_look_ = Clock::now();
  ComputeTeam team_;
};

Worker::Worker(Transport& transport, const EvaluatorFactory& make_evaluator, const WorkerOptions& options)
    : transport_(transport),
      make_evaluator_(make_evaluator),
      options_(options),
      threads_(options.threads > 0 ? options.threads : base::available_cores()),
      team_(threads_, [&transport] { transport.wake(); }) {}

WorkerEnd Worker::run() {
  std::optional<Outcome> error;
  try {
    say(Tag::hello, encode_hello({options_.build, host_name(), threads_, getpid()}));
    serve_until_told_to_stop();
  } catch (...) {
    if (silence_.exceeds(heard_ ? options_.master_silence : options_.first_word)) throw;
    error = outcome_of(std::current_exception());
  }
  if (error) report_and_wait(*error);
  say(Tag::bye);
  return failed_ || error ? WorkerEnd::failed : WorkerEnd::stopped;
}

void Worker::serve_until_told_to_stop() {
  while (!stopping_ || !team_.idle()) {
    bool busy = hear();
    busy = tell() || busy;
    count_silence();
    if (!busy) transport_.wait(kWait);
  }
}

// The master should print the reason before the launcher notices that a rank has gone.
void Worker::report_and_wait(const Outcome& reason) {
  say(Tag::failed, encode_failure({static_cast<std::int32_t>(reason.code), reason.text}));
  const auto deadline = Clock::now() + kLastWords;
  while (!stopping_ && Clock::now() < deadline) {
    while (auto parcel = transport_.try_receive()) {
      try {
        stopping_ = open(std::move(*parcel)).tag == Tag::stop || stopping_;
      } catch (const base::ClusterError&) {
        continue;  // one report is enough
      }
    }
    if (!stopping_) transport_.wait(kWait);
  }
}

bool Worker::hear() {
  bool any = false;
  while (auto parcel = transport_.try_receive()) {
    any = heard_ = true;
    silence_.broken();
    obey(open(std::move(*parcel)));
  }
  return any;
}

void Worker::obey(Message&& message) {
  switch (message.tag) {
    case Tag::start: return team_.start(make_evaluator_, decode_text(message.payload));
    case Tag::units: return team_.give(decode_units(message.payload));
    case Tag::recall: return say(Tag::returned, encode_units(team_.recall()));
    case Tag::ping: return say(Tag::pong);
    case Tag::stop:
      stopping_ = true;
      team_.recall();
      return;
    default:
      throw base::ClusterError(fmt::format("rank {}", message.from),
                               fmt::format("message {} is not for a worker", static_cast<int>(message.tag)),
                               "this is a bug: please report it");
  }
}

bool Worker::tell() {
  const bool outcome = tell_outcome();
  const auto results = team_.take_results();
  if (!results.empty()) say(Tag::results, encode_results(results));
  return outcome || !results.empty();
}

bool Worker::tell_outcome() {
  const auto outcome = team_.take_outcome();
  if (!outcome) return false;
  failed_ = failed_ || !outcome->text.empty();
  if (outcome->text.empty()) {
    say(Tag::ready);
  } else {
    say(Tag::failed, encode_failure({static_cast<std::int32_t>(outcome->code), outcome->text}));
  }
  return true;
}

void Worker::count_silence() {
  const auto now = Clock::now();
  silence_.pass(now - last_look_);
  last_look_ = now;
  if (!silence_.exceeds(heard_ ? options_.master_silence : options_.first_word)) return;
  throw base::ClusterError(fmt::format("rank {} on {}", transport_.rank(), host_name()),
                           "the master has been silent for too long (it or its host has gone)",
                           "start again with --resume");
}

}  // namespace

WorkerEnd run_worker(Transport& transport, const EvaluatorFactory& make_evaluator, const WorkerOptions& options) {
  return Worker(transport, make_evaluator, options).run();
}

}  // namespace asgen::cluster
