#include "results/journal_records.hpp"

#include "results/bytes.hpp"
#include "sim/base/error.hpp"
#include "sim/base/hash.hpp"

namespace asgen::results {
namespace {

constexpr std::string_view kMagic = "ASGENJNL";
constexpr std::size_t kPreambleSize = 12;
constexpr std::size_t kFrameSize = 16;  // length, kind, checksum

enum class Kind : std::uint32_t { header = 1, unit = 2, generation = 3, finished = 4 };

std::string frame(Kind kind, const ByteWriter& payload) {
  ByteWriter record;
  record.put(static_cast<std::uint32_t>(payload.bytes().size())).put(static_cast<std::uint32_t>(kind));
  const std::string body = record.bytes() + payload.bytes();
  ByteWriter checksum;
  checksum.put(base::hash_text(body));
  return body + checksum.bytes();
}

struct RawRecord {
  Kind kind{};
  std::string_view payload;
  std::size_t size = 0;  // with frame; 0: torn or damaged
};

RawRecord next_record(std::string_view rest) {
  if (rest.size() < kFrameSize) return {};
  ByteReader head(rest);
  const std::size_t length = head.take<std::uint32_t>();
  const auto kind = static_cast<Kind>(head.take<std::uint32_t>());
  if (length > rest.size() - kFrameSize) return {};
  const std::string_view body = rest.substr(0, 8 + length);
  ByteReader tail(rest.substr(8 + length));
  if (tail.take<std::uint64_t>() != base::hash_text(body)) return {};
  return {kind, body.substr(8), length + kFrameSize};
}

JournalHeader decode_header(ByteReader& in) {
  JournalHeader header;
  header.study = in.take_text();
  header.program_version = in.take_text();
  const auto days = in.take<std::uint32_t>();
  for (std::uint32_t i = 0; i < days && in.ok(); ++i) {
    std::string name = in.take_text();
    header.data.push_back({std::move(name), in.take<std::uint64_t>()});
  }
  return header;
}

UnitRecord decode_unit(ByteReader& in) {
  UnitRecord unit;
  unit.serial = in.take<std::uint64_t>();
  unit.segment = in.take<std::uint32_t>();
  unit.state = in.take<std::uint8_t>() == 0 ? UnitState::ok : UnitState::failed;
  unit.seconds = in.take<double>();
  unit.rank = in.take<std::int32_t>();
  unit.reason = in.take_text();
  unit.metrics = in.take_doubles();
  return unit;
}

GenerationRecord decode_generation(ByteReader& in) {
  GenerationRecord generation;
  generation.generation = in.take<std::int32_t>();
  generation.evaluations = in.take<std::uint64_t>();
  generation.units = in.take<std::uint64_t>();
  return generation;
}

/// Adds a record to the content; false when it does not belong there.
bool take_record(const RawRecord& record, JournalContent& content) {
  ByteReader in(record.payload);
  if (record.kind == Kind::unit) {
    content.units.push_back(decode_unit(in));
  } else if (record.kind == Kind::generation) {
    content.generations.push_back(decode_generation(in));
  } else if (record.kind == Kind::finished) {
    content.finished = true;
  } else {
    return false;
  }
  return in.ok() && in.at_end();
}

[[noreturn]] void refuse(const std::string& path, const std::string& problem) {
  throw base::ConfigurationError(path, problem, "delete or move the file to start the run anew");
}

void check_preamble(std::string_view bytes, const std::string& path) {
  if (!bytes.starts_with(kMagic)) refuse(path, "is not a journal of asgen (its first bytes differ)");
  ByteReader version(bytes.substr(kMagic.size()));
  const auto found = version.take<std::uint32_t>();
  if (!version.ok()) refuse(path, "ends inside its first bytes");
  if (found != kJournalVersion) {
    refuse(path, "journal version " + std::to_string(found) + " (this program reads version " + std::to_string(kJournalVersion) + ")");
  }
}

}  // namespace

std::string journal_preamble() {
  ByteWriter out;
  out.put(kJournalVersion);
  return std::string(kMagic) + out.bytes();
}

std::string encode(const JournalHeader& header) {
  ByteWriter out;
  out.put_text(header.study).put_text(header.program_version).put(static_cast<std::uint32_t>(header.data.size()));
  for (const DataDigest& day : header.data) out.put_text(day.name).put(day.digest);
  return frame(Kind::header, out);
}

std::string encode(const UnitRecord& unit) {
  ByteWriter out;
  out.put(unit.serial).put(unit.segment).put(static_cast<std::uint8_t>(unit.state)).put(unit.seconds).put(unit.rank);
  out.put_text(unit.reason).put_doubles(unit.metrics);
  return frame(Kind::unit, out);
}

std::string encode(const GenerationRecord& generation) {
  ByteWriter out;
  out.put(generation.generation).put(generation.evaluations).put(generation.units);
  return frame(Kind::generation, out);
}

std::string encode_finished() { return frame(Kind::finished, ByteWriter()); }

JournalContent decode_journal(std::string_view bytes, const std::string& path) {
  check_preamble(bytes, path);
  JournalContent content;
  std::size_t at = kPreambleSize;
  const RawRecord first = next_record(bytes.substr(at));
  if (first.size == 0 || first.kind != Kind::header) refuse(path, "its header record is damaged");
  ByteReader in(first.payload);
  content.header = decode_header(in);
  if (!in.ok()) refuse(path, "its header record is damaged");
  at += first.size;
  while (at < bytes.size()) {
    const RawRecord record = next_record(bytes.substr(at));
    if (record.size == 0 || !take_record(record, content)) break;
    at += record.size;
  }
  content.valid_bytes = at;
  content.dropped_bytes = bytes.size() - at;
  return content;
}

}  // namespace asgen::results
