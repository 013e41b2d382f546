#pragma once
// A few functions that move whole frames of bytes between ranks. Master and worker know nothing else of the network.

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace asgen::cluster {

using Bytes = std::vector<std::byte>;

/// A frame and the rank it came from.
struct Parcel {
  int from = -1;
  Bytes bytes;
};

/// One rank's end of the network. Frames between two ranks arrive in the order sent. All functions but wake() belong to
/// the thread that made the transport.
class Transport {
 public:
  virtual ~Transport() = default;
  [[nodiscard]] virtual int rank() const = 0;
  [[nodiscard]] virtual int size() const = 0;
  /// Queues a frame for rank `to` and returns at once, also when that rank does not listen. Throws ClusterError.
  virtual void send(int to, Bytes frame) = 0;
  /// A frame that has arrived, if any; never waits. Throws ClusterError.
  virtual std::optional<Parcel> try_receive() = 0;
  /// Waits a little without burning a core: until something may have arrived, wake() is called or `at_most` is over,
  /// whichever is first; may return early.
  virtual void wait(std::chrono::microseconds at_most) = 0;
  /// Ends a wait() of this end early; callable from any thread (but not from a signal handler).
  virtual void wake() = 0;
};

}  // namespace asgen::cluster
