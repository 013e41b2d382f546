#include "jobs/cluster/peer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace asgen::cluster {

void Peer::greet(const Hello& hello) {
  record_.host = hello.host;
  record_.threads = std::max(1, hello.threads);
  record_.pid = hello.pid;
}

void Peer::begin(std::span<const WorkUnit> units) {
  for (const WorkUnit& unit : units) units_.insert({unit.serial, unit.segment});
}

bool Peer::finish(const UnitResult& result) {
  if (units_.erase({result.serial, result.segment}) == 0) return false;
  ++record_.units;
  record_.busy_seconds += result.seconds;
  return true;
}

std::string Peer::name() const {
  return record_.host.empty() ? fmt::format("rank {}", record_.rank) : fmt::format("rank {} on {}", record_.rank, record_.host);
}

}  // namespace asgen::cluster
