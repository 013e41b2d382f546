#pragma once
// The block: a header, then columns at 64-byte aligned offsets. The only place that knows the format.

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "sim/tape/draft.hpp"

namespace asgen::tape {

/// Raised when the layout or the meaning of a column changes: older files are refused and compiled again.
inline constexpr std::uint32_t kBlockVersion = 5;
inline constexpr std::size_t kBlockAlignment = 64;

/// Memory that holds a block.
struct OwnedBlock {
  std::shared_ptr<const void> owner;
  std::span<const std::byte> bytes;
};

/// Writes the draft and its search trees into one new block.
OwnedBlock write_block(const Draft& draft);

/// Views of the columns of a block. Throws DataError, naming `where`, when the bytes are not a whole block of this version.
Columns view_block(std::span<const std::byte> block, const std::string& where);

/// Maps a file read-only. Throws ConfigurationError when it cannot be opened, DataError when it cannot be mapped.
OwnedBlock map_file(const std::string& path);

}  // namespace asgen::tape
