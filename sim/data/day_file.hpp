#pragma once
// The day file (HDF5): layout documented in results/format.md.

#include <cstdint>
#include <string>

#include "sim/data/day.hpp"

namespace asgen::data {

/// Attribute `format` of every day file.
inline constexpr const char* kDayFileFormat = "asgen-day";
/// Version of the layout that this program writes and reads.
inline constexpr std::int64_t kDayFileVersion = 1;

/// Writes `day` to `path` through a temporary file beside it; the same day gives the same bytes.
/// Throws StorageError when it cannot be stored.
void write_day(const std::string& path, const Day& day);

/// Reads a whole day. Throws ConfigurationError when `path` is missing, DataError when it is no day file, has another
/// version, is damaged, or holds columns that are out of order or of unequal length.
Day read_day(const std::string& path);

/// Reads only the attributes of a day. Same errors as read_day().
DayInfo read_day_info(const std::string& path);

/// How much a day holds.
struct DaySize {
  std::uint64_t book_rows = 0, trades = 0;
  std::uint64_t messages = 0;  ///< book rows of one stamp are one message
};
DaySize size_of(const Day& day);
/// Reads only the stamps of a day's book. Same errors as read_day(), but for those of the other columns.
DaySize read_day_size(const std::string& path);

}  // namespace asgen::data
