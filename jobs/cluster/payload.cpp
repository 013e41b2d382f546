#include "jobs/cluster/payload.hpp"

#include "jobs/cluster/wire.hpp"

namespace asgen::cluster {
namespace {

// Bytes of an element with empty arrays: what a count is checked against before memory is asked for.
constexpr std::size_t kLeastUnit = 8 + 4 + 8;
constexpr std::size_t kLeastResult = 8 + 4 + 1 + 8 + 8 + 8;

WorkUnit read_unit(WireReader& reader) {
  WorkUnit unit;
  unit.serial = reader.number<std::uint64_t>();
  unit.segment = reader.number<std::uint32_t>();
  unit.genes = reader.doubles();
  return unit;
}

UnitResult read_result(WireReader& reader) {
  UnitResult result;
  result.serial = reader.number<std::uint64_t>();
  result.segment = reader.number<std::uint32_t>();
  result.ok = reader.number<std::uint8_t>() != 0;
  result.seconds = reader.number<double>();
  result.reason = reader.text();
  result.metrics = reader.doubles();
  return result;
}

}  // namespace

Bytes encode_hello(const Hello& hello) {
  WireWriter writer;
  writer.text(hello.build);
  writer.text(hello.host);
  writer.number(hello.threads);
  writer.number(hello.pid);
  return writer.take();
}

Hello decode_hello(std::span<const std::byte> payload) {
  WireReader reader(payload);
  Hello hello;
  hello.build = reader.text();
  hello.host = reader.text();
  hello.threads = reader.number<std::int32_t>();
  hello.pid = reader.number<std::int64_t>();
  reader.finish();
  return hello;
}

Bytes encode_failure(const Failure& failure) {
  WireWriter writer;
  writer.number(failure.code);
  writer.text(failure.text);
  return writer.take();
}

Failure decode_failure(std::span<const std::byte> payload) {
  WireReader reader(payload);
  Failure failure;
  failure.code = reader.number<std::int32_t>();
  failure.text = reader.text();
  reader.finish();
  return failure;
}

Bytes encode_text(const std::string& text) {
  WireWriter writer;
  writer.text(text);
  return writer.take();
}

std::string decode_text(std::span<const std::byte> payload) {
  WireReader reader(payload);
  std::string text = reader.text();
  reader.finish();
  return text;
}

Bytes encode_units(std::span<const WorkUnit> units) {
  WireWriter writer;
  writer.number<std::uint64_t>(units.size());
  for (const WorkUnit& unit : units) {
    writer.number(unit.serial);
    writer.number(unit.segment);
    writer.doubles(unit.genes);
  }
  return writer.take();
}

std::vector<WorkUnit> decode_units(std::span<const std::byte> payload) {
  WireReader reader(payload);
  std::vector<WorkUnit> units(reader.count(kLeastUnit));
  for (WorkUnit& unit : units) unit = read_unit(reader);
  reader.finish();
  return units;
}

Bytes encode_results(std::span<const UnitResult> results) {
  WireWriter writer;
  writer.number<std::uint64_t>(results.size());
  for (const UnitResult& result : results) {
    writer.number(result.serial);
    writer.number(result.segment);
    writer.number<std::uint8_t>(result.ok ? 1 : 0);
    writer.number(result.seconds);
    writer.text(result.reason);
    writer.doubles(result.metrics);
  }
  return writer.take();
}

std::vector<UnitResult> decode_results(std::span<const std::byte> payload) {
  WireReader reader(payload);
  std::vector<UnitResult> results(reader.count(kLeastResult));
  for (UnitResult& result : results) result = read_result(reader);
  reader.finish();
  return results;
}

}  // namespace asgen::cluster
