#pragma once
// SIGINT, SIGTERM, SIGUSR1 and SIGUSR2 ask for an orderly stop: a flag, and nothing else.

#include <memory>

namespace asgen::cluster {

/// While it lives the four signals set the flag instead of ending the process; repeated signals change nothing.
/// The old handlers come back at its end. Install it on every rank: launchers signal all of them.
class SignalWatch {
 public:
  SignalWatch();
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

 private:
  struct OldHandlers;
  std::unique_ptr<OldHandlers> old_;
};

/// True once a watched signal came or request_stop() was called.
bool stop_requested();
/// Number of the first signal; 0 when there was none.
int stop_signal();
/// What a signal does, for tests.
void request_stop();
/// Forgets earlier requests, for tests.
void forget_stop();

}  // namespace asgen::cluster
