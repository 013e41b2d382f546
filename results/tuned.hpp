#pragma once
// The AS-Gen configuration that a user runs next: NAME.tuned.json and, where it can be expressed, Hummingbot's NAME.tuned.yml.

#include <optional>
#include <string>

#include "configs/json/strategy_json.hpp"
#include "sim/strategy/settings.hpp"

namespace asgen::results {

/// Writes tuned.json; equal input gives equal bytes. Throws StorageError.
void write_tuned_json(const std::string& path, const configs::Tuned& tuned);

/// Reads tuned.json. Throws ConfigurationError.
configs::Tuned read_tuned_json(const std::string& path);

/// Names that Hummingbot's file needs beside the strategy.
struct HummingbotNames {
  std::string exchange;  // connector, e.g. binance_paper_trade
  std::string market;    // BASE-QUOTE
};

/// Why `settings` cannot be expressed in Hummingbot's file, or nothing when they can.
std::optional<std::string> why_not_hummingbot(const strategy::Settings& settings);

/// The text of Hummingbot's configuration file for avellaneda_market_making (Hummingbot 2.x), in its key order and number style.
/// Contract: why_not_hummingbot gives nothing.
std::string hummingbot_yaml(const strategy::Settings& settings, const HummingbotNames& names);

/// Writes tuned.yml and returns nothing, or writes nothing and returns the reason. Throws StorageError.
std::optional<std::string> write_tuned_yml(const std::string& path, const strategy::Settings& settings, const HummingbotNames& names);

/// What a tuned.yml holds.
struct HummingbotFile {
  HummingbotNames names;
  strategy::Settings strategy;  // pricing hummingbot, behaviour faithful
};

/// Parses Hummingbot's file; unknown keys, wrong types and values out of range are errors as they are there, and so is an order_override
/// entry that Hummingbot would ignore. Throws ConfigurationError.
HummingbotFile read_tuned_yml(const std::string& path);
/// Same from text; `where` names the file in messages.
HummingbotFile parse_tuned_yml(const std::string& text, const std::string& where);

}  // namespace asgen::results
