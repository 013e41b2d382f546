#pragma once
// The bytes of a journal: magic and version, then records {u32 length, u32 kind, payload, u64 checksum}, little-endian.

#include <string>
#include <string_view>

#include "results/journal.hpp"

namespace asgen::results {

/// First bytes of every journal: magic and format version.
std::string journal_preamble();

/// One record each, checksum included.
std::string encode(const JournalHeader& header);
std::string encode(const UnitRecord& unit);
std::string encode(const GenerationRecord& generation);
std::string encode_finished();

/// Parses a whole journal up to its first damaged record. Throws ConfigurationError when preamble or header are no good;
/// `path` is used in messages only.
JournalContent decode_journal(std::string_view bytes, const std::string& path);

}  // namespace asgen::results
