#include "jobs/cluster/wire.hpp"

#include "sim/base/error.hpp"

namespace asgen::cluster {
namespace {

[[noreturn]] void malformed(const char* why) {
  throw base::ClusterError("cluster message", std::string("malformed content (") + why + ")",
                           "check that every rank runs the same program");
}

}  // namespace

void WireWriter::bytes(std::span<const std::byte> data) {
  if (data.empty()) return;
  const std::size_t old_size = bytes_.size();
  bytes_.resize(old_size + data.size());
  std::memcpy(bytes_.data() + old_size, data.data(), data.size());
}

void WireWriter::text(std::string_view value) {
  number<std::uint64_t>(value.size());
  bytes(std::as_bytes(std::span(value.data(), value.size())));
}

void WireWriter::doubles(std::span<const double> values) {
  number<std::uint64_t>(values.size());
  bytes(std::as_bytes(values));
}

std::span<const std::byte> WireReader::take(std::uint64_t n, std::size_t size) {
  if (n > data_.size() / size) malformed("it ends too early");
  const auto part = data_.first(static_cast<std::size_t>(n) * size);
  data_ = data_.subspan(part.size());
  return part;
}

std::string WireReader::text() {
  const auto part = take(number<std::uint64_t>(), 1);
  return {reinterpret_cast<const char*>(part.data()), part.size()};
}

std::vector<double> WireReader::doubles() {
  const auto part = take(number<std::uint64_t>(), sizeof(double));
  std::vector<double> values(part.size() / sizeof(double));
  if (!values.empty()) std::memcpy(values.data(), part.data(), part.size());
  return values;
}

std::size_t WireReader::count(std::size_t least_bytes) {
  const auto n = number<std::uint64_t>();
  if (n > data_.size() / least_bytes) malformed("more elements announced than bytes left");
  return static_cast<std::size_t>(n);
}

void WireReader::finish() const {
  if (!data_.empty()) malformed("bytes left over");
}

}  // namespace asgen::cluster
