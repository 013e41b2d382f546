#include <array>

#include "configs/json/reader.hpp"
#include "configs/json/sections.hpp"
#include "configs/json/strategy_json.hpp"
#include "configs/json/writer.hpp"
#include "sim/base/error.hpp"

namespace asgen::configs {
namespace {

const std::array<std::string, 1> kFormat = {"asgen-tuned"};

void describe_tuned(Binder& b, Tuned& tuned) {
  std::size_t format = 0;
  b.choice({"format", "What this file is.", "", Presence::required}, format, kFormat);
  std::int64_t version = 1;
  b.integer(
      {"version", "Version of the format.", "", Presence::required}, version,
      {.lower = 1, .upper = 1, .why = ", the version that this program reads", .advice = "make the file anew with this version of asgen"});
  bind_choice(b, {"target", "Who runs it.", "", Presence::required}, tuned.target, target_names());
  b.object({"strategy", "Complete strategy section.", "", Presence::required},
           [&tuned](Binder& inner) { describe_strategy(inner, tuned.strategy, tuned.target); });
}

}  // namespace

std::string tuned_to_json(const Tuned& tuned) {
  Tuned copy = tuned;
  return write_object([&copy](Binder& b) { describe_tuned(b, copy); }).dump(2) + "\n";
}

Tuned tuned_from_json(const std::string& text, const std::string& where) {
  Tuned tuned;
  read_object(parse_json(text, where), where, "", [&tuned](Binder& b) { describe_tuned(b, tuned); });
  strategy::check_settings(tuned.strategy, where + ": /strategy");
  return tuned;
}

}  // namespace asgen::configs
