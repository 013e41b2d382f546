#pragma once
// Raw feeds of a study become day files once; later runs and other ranks find them.

#include <string>
#include <vector>

#include "configs/json/study.hpp"

namespace asgen::app {

/// Day files of `feed`, imported now unless an earlier import of the same files with the same options is complete. They live in
/// the study's data.cache, in a folder named after what was imported. Throws as data::import_days does.
std::vector<std::string> imported_days(const configs::Study& study, const data::ImportOptions& feed);

}  // namespace asgen::app
