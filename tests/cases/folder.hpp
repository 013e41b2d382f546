#pragma once
// Where cases lie, and the committed lists of those that are not run.

#include <set>
#include <string>

namespace asgen::cases {

/// Folder with the case files: $ASGEN_CASES, else tests/cases of the source tree.
std::string cases_folder();

/// First words of the lines of a list beside the runners, comments left out. The list belongs to the code, not to the folder of cases.
std::set<std::string> listed_names(const std::string& list);

}  // namespace asgen::cases
