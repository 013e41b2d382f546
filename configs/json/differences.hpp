#pragma once
// What changed between two JSON documents.

#include <string>
#include <vector>

namespace asgen::configs {

/// Field-by-field difference of two JSON texts: "/genome/kappa/min: 1 -> 2", one line per changed, added ("absent -> 2") or
/// removed value, in document order. A text that is no JSON is compared as a whole.
std::vector<std::string> json_differences(const std::string& before, const std::string& after);

}  // namespace asgen::configs
