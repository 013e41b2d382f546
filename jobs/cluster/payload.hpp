#pragma once
// Content of the messages. Every decoder throws ClusterError on bytes that are not what they should be.

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "jobs/cluster/transport.hpp"
#include "jobs/cluster/work.hpp"

namespace asgen::cluster {

/// A worker's first words.
struct Hello {
  std::string build;
  std::string host;
  std::int32_t threads = 0;
  std::int64_t pid = 0;
};

Bytes encode_hello(const Hello& hello);
Hello decode_hello(std::span<const std::byte> payload);

Bytes encode_text(const std::string& text);
std::string decode_text(std::span<const std::byte> payload);

/// Why a worker cannot go on.
struct Failure {
  std::int32_t code = 0;  ///< base::ExitCode
  std::string text;
};
Bytes encode_failure(const Failure& failure);
Failure decode_failure(std::span<const std::byte> payload);

Bytes encode_units(std::span<const WorkUnit> units);
std::vector<WorkUnit> decode_units(std::span<const std::byte> payload);

/// `rank` does not travel: the receiver knows whom it heard.
Bytes encode_results(std::span<const UnitResult> results);
std::vector<UnitResult> decode_results(std::span<const std::byte> payload);

}  // namespace asgen::cluster
