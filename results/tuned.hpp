#pragma once
// The AS-Gen configuration that a user runs next: NAME.tuned.json and, where it can be expressed, Hummingbot's NAME.tuned.yml.

#include <optional>
#include <string>

#include "configs/json/study.hpp"
#include "sim/strategy/settings.hpp"

namespace asgen::results {

/// A complete strategy section with its target; no date, host, path or rank count.
struct Tuned {
  configs::Target target = configs::Target::asgen;
  strategy::Settings strategy;
};

/// Writes tuned.json; equal input gives equal bytes. Throws StorageError.
void write_tuned_json(const std::string& path, const Tuned& tuned);

/// Reads tuned.json. Throws ConfigurationError.
Tuned read_tuned_json(const std::string& path);

/// Names that Hummingbot's file needs beside the strategy.
struct HummingbotNames {
  std::string exchange;  // connector, e.g. binance_paper_trade
  std::string market;    // BASE-QUOTE
};

/// Why `settings` cannot be expressed in Hummingbot's file, or nothing when they can.
std::optional<std::string> why_not_hummingbot(const strategy::Settings& settings);

/// Hummingbot's configuration file (reference: hummingbot 2.x avellaneda_market_making). Precondition: it can be expressed.
std::string hummingbot_yaml(const strategy::Settings& settings, const HummingbotNames& names);

/// Writes tuned.yml and returns nothing, or writes nothing and returns the reason. Throws StorageError.
std::optional<std::string> write_tuned_yml(const std::string& path, const strategy::Settings& settings, const HummingbotNames& names);

/// What a tuned.yml holds.
struct HummingbotFile {
  HummingbotNames names;
  strategy::Settings strategy;
};

/// Parses Hummingbot's file; unknown keys and wrong types are errors as they are there. Throws ConfigurationError.
HummingbotFile read_tuned_yml(const std::string& path);

}  // namespace asgen::results
