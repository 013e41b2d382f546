#include "results/tuned.hpp"
#include "sim/base/file.hpp"

namespace asgen::results {

void write_tuned_json(const std::string& path, const configs::Tuned& tuned) { base::write_atomically(path, configs::tuned_to_json(tuned)); }

configs::Tuned read_tuned_json(const std::string& path) { return configs::tuned_from_json(base::read_text(path), path); }

}  // namespace asgen::results
