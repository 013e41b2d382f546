#pragma once
// A strategy section by itself: tuned.json, and the winner inside a run file.

#include <string>

#include "configs/json/study.hpp"
#include "sim/strategy/settings.hpp"

namespace asgen::configs {

/// A complete strategy section, every value explicit, doubles in the shortest form that reads back to the same bits.
std::string strategy_to_json(const strategy::Settings& settings, Target target);

/// Reads a strategy section; `where` names file or dataset in messages. Throws ConfigurationError.
strategy::Settings strategy_from_json(const std::string& text, const std::string& where, Target target);

/// A tuned configuration: a complete strategy section with its target; no date, host, path or rank count.
struct Tuned {
  Target target = Target::asgen;
  strategy::Settings strategy;
};

/// The text of tuned.json; equal input gives equal bytes.
std::string tuned_to_json(const Tuned& tuned);

/// Reads the text of tuned.json; `where` names the file. Throws ConfigurationError.
Tuned tuned_from_json(const std::string& text, const std::string& where);

}  // namespace asgen::configs
