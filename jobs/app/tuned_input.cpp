#include "jobs/app/tuned_input.hpp"

#include "results/tuned.hpp"
#include "sim/base/error.hpp"

namespace asgen::app {

namespace {

strategy::Settings read_settings(const std::string& path, const configs::Study& study) {
  if (path.ends_with(".yml") || path.ends_with(".yaml")) return results::read_tuned_yml(path).strategy;
  const configs::Tuned tuned = results::read_tuned_json(path);
  if (tuned.target != study.target) {
    throw base::ConfigurationError(path, "was tuned for another target than the study's", "use the study that it was tuned with, or change the study's target");
  }
  return tuned.strategy;
}

}  // namespace

strategy::Settings read_tuned_strategy(const std::string& path, const configs::Study& study) {
  const strategy::Settings settings = read_settings(path, study);
  configs::check_time_zone(study, settings);
  return settings;
}

}  // namespace asgen::app
