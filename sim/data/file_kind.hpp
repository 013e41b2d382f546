#pragma once
// What a file holds, told by its content.

#include <string>

namespace asgen::data {

/// Families of layouts that a user can name.
enum class Layout { detect, tardis, lobster, hftbacktest, collector, lean, bars };

/// Kinds of files.
enum class FileKind { tardis_changes, tardis_quotes, tardis_trades, lobster_messages, lobster_book, npz, collector, lean, bars };

/// Looks at the first line or, in a zip archive, at the names of its members. `layout` names the family instead of the content.
/// Throws ConfigurationError (missing), DataError (damaged, or of no kind that is known).
FileKind recognise(const std::string& path, Layout layout);

}  // namespace asgen::data
