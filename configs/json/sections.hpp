#pragma once
// The sections of a study, one function each: keys, units, ranges, meanings. Internal to configs/json.

#include "configs/json/binder.hpp"
#include "configs/json/study.hpp"

namespace asgen::configs {

void describe_study(Binder& binder, Study& study);
void describe_data(Binder& binder, DataSection& data);
void describe_synth(Binder& binder, SynthDays& synth);
void describe_instrument(Binder& binder, Study& study);
void describe_simulation(Binder& binder, SimulationSection& simulation);
void describe_market(Binder& binder, SimulationSection& simulation);
void describe_strategy(Binder& binder, strategy::Settings& settings, Target target);
void describe_genome(Binder& binder, std::vector<optimizer::Gene>& genome, const Study& study);
void describe_objective(Binder& binder, ObjectiveSection& objective);
void describe_optimizer(Binder& binder, Study& study);
void describe_validation(Binder& binder, ValidationSection& validation);

/// Names of the targets, in the order of the enum.
std::span<const std::string> target_names();

}  // namespace asgen::configs
