#include "jobs/app/import_options.hpp"

#include <map>
#include <string>

namespace asgen::app {
namespace {

// Names of an enum's values on the command line.
template <class Enum>
void add_choice(CLI::App& command, const std::string& flag, Enum& value, const std::map<std::string, Enum>& names, const std::string& description) {
  command.add_option(flag, value, description)->transform(CLI::CheckedTransformer(names, CLI::ignore_case));
}

}  // namespace

void add_feed_options(CLI::App& command, data::ImportOptions& import) {
  using data::Layout;
  add_choice<Layout>(command, "--layout", import.layout,
                     {{"detect", Layout::detect}, {"tardis", Layout::tardis}, {"lobster", Layout::lobster}, {"hftbacktest", Layout::hftbacktest},
                      {"collector", Layout::collector}, {"lean", Layout::lean}, {"bars", Layout::bars}},
                     "layout of all files; default: told by their content");
  command.add_option("--exchange", import.exchange, "name to store; default: as in the file");
  command.add_option("--symbol", import.symbol, "take only rows of this symbol");
  command.add_option("--date", import.date, "day of files whose stamps count from midnight; default: in their names")->type_name("YYYY-MM-DD");
  command.add_option("--session", import.session, "keep only this part of each day, e.g. 09:30-16:00")->type_name("HH:MM-HH:MM");
  command.add_option("--time-zone", import.time_zone, "days and sessions are cut in this zone; default: America/New_York for LOBSTER and LEAN, else UTC")
      ->type_name("ZONE");
  command.add_option("--tick", import.tick, "price quantum; default: greatest common divisor of all prices");
  command.add_option("--lot", import.lot, "quantity quantum; default: greatest common divisor of all amounts");
  command.add_option("--contract", import.contract, "linear or inverse")->check(CLI::IsMember({"linear", "inverse"}))->capture_default_str();
  command.add_option("--contract-size", import.contract_size, "base (linear) or quote (inverse) units per unit of quantity")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  add_choice<data::BookSource>(command, "--book", import.book, {{"changes", data::BookSource::changes}, {"quotes", data::BookSource::quotes}},
                               "what makes the book where a feed has both: its changes (default) or its best quotes");
  add_choice<data::UnknownSides>(command, "--unknown-sides", import.unknown_sides,
                                 {{"tick-rule", data::UnknownSides::tick_rule}, {"keep", data::UnknownSides::keep}},
                                 "trades without an aggressor: by the tick rule (default), or kept so, and then no order fills on them");
  command.add_option("--max-bad", import.max_bad, "share of bad rows above which a file is refused")->check(CLI::Range(0.0, 1.0))->capture_default_str();
}

}  // namespace asgen::app
