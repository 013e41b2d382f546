#include "jobs/cluster/signals.hpp"

#include <array>
#include <atomic>
#include <csignal>

namespace asgen::cluster {
namespace {

constexpr std::array kWatched = {SIGINT, SIGTERM, SIGUSR1, SIGUSR2};

// A handler can reach nothing but static data; lock-free atomics are the one thing it may touch.
std::atomic<int> first_signal{0};
std::atomic<bool> requested{false};
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

extern "C" void asgen_note_signal(int number) {
  int none = 0;
  first_signal.compare_exchange_strong(none, number);
  requested.store(true);
}

}  // namespace

struct SignalWatch::OldHandlers {
  std::array<struct sigaction, kWatched.size()> actions{};
};

SignalWatch::SignalWatch() : old_(std::make_unique<OldHandlers>()) {
  struct sigaction action {};
  action.sa_handler = asgen_note_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < kWatched.size(); ++i) sigaction(kWatched[i], &action, &old_->actions[i]);
}

SignalWatch::~SignalWatch() {
  for (std::size_t i = 0; i < kWatched.size(); ++i) sigaction(kWatched[i], &old_->actions[i], nullptr);
}

bool stop_requested() { return requested.load(); }
int stop_signal() { return first_signal.load(); }
void request_stop() { requested.store(true); }
void forget_stop() {
  requested.store(false);
  first_signal.store(0);
}

}  // namespace asgen::cluster
