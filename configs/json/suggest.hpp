#pragma once
// "Did you mean ...?"

#include <string>
#include <string_view>
#include <vector>

namespace asgen::configs {

/// The candidate with the smallest edit distance (Damerau-Levenshtein, adjacent swaps count one) to `word`; the first of
/// equals. Empty when there is no candidate.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace asgen::configs
