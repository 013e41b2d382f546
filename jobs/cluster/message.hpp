#pragma once
// A frame: fixed-size header (magic, protocol version, tag, length, checksum) and payload. Garbled bytes give a ClusterError,
// never anything worse.

#include <cstdint>

#include "jobs/cluster/transport.hpp"

namespace asgen::cluster {

/// What a message is. W: from a worker, M: from the master.
enum class Tag : std::uint16_t {
  hello = 1,  ///< W: build, host, threads, pid
  start,      ///< M: study text
  ready,      ///< W: evaluator made
  failed,     ///< W: it could not be made, or an error in the worker; reason
  units,      ///< M: block of units
  results,    ///< W: block of results
  recall,     ///< M: give back what is not begun
  returned,   ///< W: block of units given back
  ping,       ///< M
  pong,       ///< W
  stop,       ///< M: finish the units under way and leave
  bye,        ///< W: last message
};

inline constexpr Tag kLastTag = Tag::bye;
inline constexpr std::uint16_t kProtocolVersion = 1;
inline constexpr std::size_t kHeaderSize = 32;

struct Message {
  int from = -1;
  Tag tag = Tag::ping;
  Bytes payload;
};

/// Frame of `payload` under `tag`.
Bytes seal(Tag tag, const Bytes& payload = {});

/// Message in a parcel. Throws ClusterError naming the rank when magic, version, tag, length or checksum are not right.
Message open(Parcel&& parcel);

}  // namespace asgen::cluster
