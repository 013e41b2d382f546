#include "jobs/cluster/master_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/contract.hpp"
#include "sim/base/error.hpp"

namespace asgen::cluster {
namespace {

constexpr std::chrono::milliseconds kLookEvery{100};
constexpr std::chrono::milliseconds kLongestWait{100};
constexpr double kWorthARecall = 0.002;  // s of one thread; less is done before the answer is here

[[noreturn]] void unexpected(const Peer& peer, const std::string& what) {
  throw base::ClusterError(peer.name(), what, "this is a bug: please report it");
}

}  // namespace

Master::State::State(Transport& transport, MasterOptions options)
    : transport_(transport),
      options_(std::move(options)),
      queue_(options_.predicted_cost),
      blocks_(options_.block_seconds) {
  if (transport.size() < 2) {
    throw base::ClusterError("cluster", "one rank only (the master needs at least one worker)",
                             "launch two ranks or more, or run without mpirun");
  }
  for (int rank = 1; rank < transport.size(); ++rank) peers_.emplace_back(rank);
}

void Master::State::start(const std::string& payload) { tell_all(Tag::start, encode_text(payload)); }

void Master::State::submit(std::span<const WorkUnit> units) {
  base::expects(!halted_ && !stopped_, "no units after halt() or stop()");
  if (!first_submit_) first_submit_ = Clock::now();
  queue_.add(units);
  room_ = true;
  hand_out();
}

bool Master::State::talk() {
  const bool heard = hear();
  if (!stopped_) {
    keep_time();
    hand_out();
  }
  return heard;
}

bool Master::State::talk_until(const std::function<bool()>& done, Clock::time_point deadline) {
  while (!done()) {
    if (talk()) continue;
    const auto left = deadline - Clock::now();
    if (left <= Clock::duration::zero()) return false;
    transport_.wait(std::chrono::duration_cast<std::chrono::microseconds>(std::min<Clock::duration>(left, kLongestWait)));
  }
  return true;
}

std::optional<UnitResult> Master::State::take_result() {
  if (results_.empty()) return std::nullopt;
  UnitResult result = std::move(results_.front());
  results_.pop_front();
  return result;
}

bool Master::State::hear() {
  bool any = false;
  while (auto parcel = transport_.try_receive()) {
    any = true;
    react(open(std::move(*parcel)));
  }
  return any;
}

void Master::State::react(const Message& message) {
  base::expects(message.from >= 1 && message.from < transport_.size(), "messages to the master come from workers");
  Peer& peer = peers_[static_cast<std::size_t>(message.from - 1)];
  peer.silence.broken();
  room_ = true;
  switch (message.tag) {
    case Tag::hello: return on_hello(peer, decode_hello(message.payload));
    case Tag::ready:
      peer.become_ready();
      return count_ready_threads();
    case Tag::results: return on_results(peer, decode_results(message.payload));
    case Tag::returned: return on_returned(peer, decode_units(message.payload));
    case Tag::pong: return;
    case Tag::bye: return peer.leave();
    case Tag::failed: on_failed(peer, decode_failure(message.payload));
    default: unexpected(peer, fmt::format("message {} is not for the master", static_cast<int>(message.tag)));
  }
}

// Bad data is bad data wherever it was found; anything else that one rank alone stumbles over is its host's fault.
void Master::State::on_failed(const Peer& peer, const Failure& failure) {
  const auto code = static_cast<base::ExitCode>(failure.code);
  if (code == base::ExitCode::bad_data) throw base::Error(code, peer.name(), failure.text, "");
  throw base::ClusterError(peer.name(), failure.text, "");
}

void Master::State::on_hello(Peer& peer, const Hello& hello) {
  peer.greet(hello);
  if (hello.build == options_.build) return;
  throw base::ClusterError(peer.name(), fmt::format("runs build '{}' (the master is '{}')", hello.build, options_.build),
                           "install the same asgen on every host");
}

void Master::State::on_results(Peer& peer, std::vector<UnitResult> results) {
  for (UnitResult& result : results) {
    if (!peer.finish(result)) {
      unexpected(peer, fmt::format("result of unit {}/{} that it was not given", result.serial, result.segment));
    }
    blocks_.observe(result.seconds);
    result.rank = peer.record().rank;
    results_.push_back(std::move(result));
  }
}

void Master::State::on_returned(Peer& peer, std::span<const WorkUnit> units) {
  peer.recalled = false;
  for (const WorkUnit& unit : units) {
    if (!peer.give_back(unit)) unexpected(peer, fmt::format("gives back unit {}/{} that it did not have", unit.serial, unit.segment));
  }
  if (!halted_) queue_.add(units);
}

void Master::State::keep_time() {
  const auto now = Clock::now();
  if (now - last_look_ < kLookEvery) return;
  for (Peer& peer : peers_) {
    peer.silence.pass(now - last_look_);
    if (!peer.left() && peer.silence.exceeds(options_.worker_silence)) {
      throw base::ClusterError(peer.name(), fmt::format("silent for more than {} s (it or its host has gone)",
                                                        std::chrono::duration<double>(options_.worker_silence).count()),
                               "start again with --resume");
    }
  }
  last_look_ = now;
  if (now - last_ping_ < options_.ping_every) return;
  last_ping_ = now;
  tell_all(Tag::ping);
}

void Master::State::hand_out() {
  if (!std::exchange(room_, false)) return;
  while (queue_.size() > 0) {
    Peer* peer = hungriest();
    if (peer == nullptr) return;
    const auto units = queue_.take(block_for(*peer));
    peer->begin(units);
    tell(*peer, Tag::units, encode_units(units));
  }
  even_out();
}

// At the end of a batch units may wait behind a long one while another worker has nothing to do: have them given back.
void Master::State::even_out() {
  const auto has_room = [](const Peer& peer) { return peer.ready() && peer.in_flight() < peer.threads(); };
  if (std::ranges::none_of(peers_, has_room)) return;
  for (Peer& peer : peers_) {
    const double waiting = (peer.load() - 1) * blocks_.unit_seconds();
    if (peer.ready() && peer.in_flight() > peer.threads() && waiting >= kWorthARecall) recall(peer);
  }
}

void Master::State::recall(Peer& peer) {
  if (std::exchange(peer.recalled, true)) return;
  tell(peer, Tag::recall);
}

// Least loaded among those with at most one block at hand: a second one waits there while the first is computed.
Peer* Master::State::hungriest() {
  Peer* best = nullptr;
  for (Peer& peer : peers_) {
    if (!peer.ready() || peer.in_flight() > std::max(block_for(peer), peer.threads())) continue;
    if (best == nullptr || peer.load() < best->load()) best = &peer;
  }
  return best;
}

std::size_t Master::State::block_for(const Peer& peer) const {
  return blocks_.block_size({queue_.size(), peer.threads(), ready_threads_});
}

void Master::State::count_ready_threads() {
  ready_threads_ = 0;
  for (const Peer& peer : peers_) ready_threads_ += peer.ready() ? peer.threads() : 0;
  if (ready_threads_ > 0 && !first_ready_) first_ready_ = Clock::now();
}

void Master::State::halt() {
  halted_ = true;
  queue_.clear();
  for (const Peer& peer : peers_) {
    if (peer.ready()) tell(peer, Tag::recall);  // also when one is under way: units may have followed it
  }
}

std::string Master::State::stop(Clock::time_point deadline) {
  halted_ = stopped_ = true;
  queue_.clear();
  tell_all(Tag::stop);
  const auto all_left = [&] { return std::ranges::all_of(peers_, &Peer::left); };
  if (talk_until(all_left, deadline)) return {};
  std::string names;
  for (const Peer& peer : peers_) {
    if (!peer.left()) names += (names.empty() ? "" : ", ") + peer.name();
  }
  return names;
}

bool Master::State::all_ready() const { return std::ranges::all_of(peers_, &Peer::ready); }

std::size_t Master::State::in_flight() const {
  std::size_t units = 0;
  for (const Peer& peer : peers_) units += peer.left() ? 0 : peer.in_flight();
  return units;
}

ClusterStats Master::State::stats() const {
  ClusterStats stats;
  double busy = 0;
  for (const Peer& peer : peers_) {
    stats.workers.push_back(peer.record());
    stats.units_done += peer.record().units;
    busy += peer.record().busy_seconds;
  }
  if (!first_submit_ || !first_ready_) return stats;
  stats.elapsed_seconds = std::chrono::duration<double>(Clock::now() - std::max(*first_submit_, *first_ready_)).count();
  if (!(stats.elapsed_seconds > 0)) return stats;
  stats.units_per_second = static_cast<double>(stats.units_done) / stats.elapsed_seconds;
  const double threads = static_cast<double>(std::max<std::size_t>(ready_threads_, 1));
  stats.busy_share = busy / (threads * stats.elapsed_seconds);
  return stats;
}

void Master::State::tell(const Peer& peer, Tag tag, const Bytes& payload) {
  transport_.send(peer.record().rank, seal(tag, payload));
}

void Master::State::tell_all(Tag tag, const Bytes& payload) {
  for (const Peer& peer : peers_) {
    if (!peer.left()) tell(peer, tag, payload);
  }
}

}  // namespace asgen::cluster
