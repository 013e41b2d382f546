#include "configs/json/study.hpp"

#include <fmt/format.h>
#include <array>
#include <filesystem>

#include "configs/json/reader.hpp"
#include "configs/json/schema_maker.hpp"
#include "configs/json/sections.hpp"
#include "configs/json/writer.hpp"
#include "sim/base/error.hpp"
#include "sim/base/file.hpp"
#include "sim/base/hash.hpp"

namespace asgen::configs {
namespace {

const std::array<std::string, 2> kTargets = {"asgen", "hummingbot"};
constexpr std::size_t kUsualEvaluations = 1000;

optimizer::FixedValues fixed_values(const strategy::Settings& settings) {
  optimizer::FixedValues fixed;
  for (const strategy::ParameterInfo& info : strategy::parameter_table()) fixed[std::string(info.name)] = settings.parameters.*info.member;
  return fixed;
}

/// Checks of other rooms name a JSON pointer; the user also wants the file.
template <class Check>
auto in_file(const Study& study, const Check& check) {
  try {
    return check();
  } catch (const base::ConfigurationError& error) {
    std::string what = error.what();
    if (what.starts_with(study.path)) throw;
    if (const auto at = what.find(": = "); at != std::string::npos) what.erase(at, 1);  // "/pointer = value", as the reader says it
    throw base::ConfigurationError(study.path, what, "");
  }
}

void check_hummingbot_names(Binder& b, const Study& study) {
  if (!b.reading() || study.target != Target::hummingbot) return;
  if (study.exchange.empty())
    b.fail("instrument/exchange", "is missing (tuned.yml needs it)", "name the connector, e.g. binance_paper_trade");
  if (study.market.empty()) b.fail("instrument/market", "is missing (tuned.yml needs it)", "name the pair, e.g. BTC-USDT");
}

/// Segments of synthetic days are known without the data, so a wrong aggregate is refused at once.
void check_whole(const Study& study) {
  in_file(study, [&] {
    strategy::check_settings(study.strategy, "/strategy");
    return 0;
  });
  in_file(study, [&] {
    simulate::check(study.simulation.options, "/simulation");
    return 0;
  });
  if (study.validation.unseen_days > 0 && !study.data.synth) {
    throw base::ConfigurationError(study.path, "/validation/unseen_days needs synthetic days (section data lists recorded ones)",
                                   "remove it, or use held_back");
  }
}

void name_after(Study& study, const std::string& path) {
  const std::filesystem::path file(path);
  study.path = path;
  study.name = file.stem().string();
  study.folder = file.parent_path().string();
}

/// Sizes that are left to the algorithm become explicit, so that the resolved study says everything.
void resolve_optimizer(Study& study) {
  if (study.genome.empty()) return;
  const bool no_budget = study.optimizer.evaluations == 0 && study.optimizer.generations == 0;
  if (no_budget && study.optimizer.name == "genetic") study.optimizer.evaluations = kUsualEvaluations;
  study.optimizer = in_file(study, [&] { return optimizer::resolve(study.optimizer, genome_space(study)); });
}

}  // namespace

std::span<const std::string> target_names() { return kTargets; }

void describe_study(Binder& b, Study& study) {
  std::string schema;
  b.text({"$schema", "Where the JSON Schema of studies lies; for editors, ignored."}, schema);
  b.text({"description", "What this study is for."}, study.description);
  bind_choice(
      b,
      {"target", "Who runs the tuned configuration: asgen allows every pricing and gene; hummingbot only what Hummingbot's file can say."},
      study.target, kTargets);
  b.object({"data", "The days.", "", Presence::required}, [&](Binder& inner) { describe_data(inner, study.data); });
  b.object({"instrument", "What is traded and what trading it costs.", "", Presence::required},
           [&](Binder& inner) { describe_instrument(inner, study); });
  b.object({"simulation", "How days are replayed and cut into segments."},
           [&](Binder& inner) { describe_simulation(inner, study.simulation); });
  b.object({"strategy", "The default configuration; keys that are genes are varied.", "", Presence::required},
           [&](Binder& inner) { describe_strategy(inner, study.strategy, study.target); });
  b.object({"genome", "The genes: numeric strategy keys and their ranges."},
           [&](Binder& inner) { describe_genome(inner, study.genome, study); });
  b.object({"objective", "What is searched for."}, [&](Binder& inner) { describe_objective(inner, study.objective); });
  b.object({"optimizer", "How it is searched."}, [&](Binder& inner) { describe_optimizer(inner, study); });
  b.object({"validation", "What the search never sees."}, [&](Binder& inner) { describe_validation(inner, study.validation); });
  b.object({"results", "Where results go."}, [&](Binder& inner) {
    inner.text({"folder", "Folder of NAME.journal, NAME.h5 and NAME.tuned.json; relative paths start at the current directory."},
               study.results_folder);
  });
  check_hummingbot_names(b, study);
}

Study parse_study(const std::string& text, const std::string& path) {
  Study study;
  name_after(study, path);
  read_object(parse_json(text, path), path, "", [&study](Binder& b) { describe_study(b, study); });
  check_whole(study);
  resolve_optimizer(study);
  return study;
}

Study read_study(const std::string& path) {
  Study study = parse_study(base::read_text(path), path);
  load_latency(study);
  return study;
}

std::string to_json(const Study& study) {
  Study copy = study;
  return write_object([&copy](Binder& b) { describe_study(b, copy); }).dump(2) + "\n";
}

std::string study_identity(const Study& study) {
  Study copy = study;
  auto json = write_object([&copy](Binder& b) { describe_study(b, copy); });
  json.erase("description");
  json.erase("results");
  json["data"].erase("cache");
  if (const std::uint64_t rows = latency_fingerprint(study); rows != 0) json["simulation"]["latency_rows"] = rows;
  return json.dump();
}

std::uint64_t study_digest(const Study& study) { return base::hash_text(study_identity(study)); }

std::string resolve_path(const Study& study, const std::string& path) {
  const std::filesystem::path given(path);
  return given.is_absolute() || study.folder.empty() ? path : (std::filesystem::path(study.folder) / given).lexically_normal().string();
}

optimizer::GenomeSpace genome_space(const Study& study) {
  if (study.genome.empty()) {
    throw base::ConfigurationError(study.path, "/genome has no gene (there is nothing to search)",
                                   "add one, e.g. \"risk_factor\": {\"min\": 0.1, \"max\": 10, \"scale\": \"log\"}");
  }
  return in_file(study, [&] { return optimizer::GenomeSpace(study.genome, fixed_values(study.strategy)); });
}

std::vector<double> default_gene_values(const Study& study) {
  std::vector<double> values;
  for (const optimizer::Gene& gene : study.genome) values.push_back(study.strategy.parameters.*strategy::find_parameter(gene.name)->member);
  return values;
}

strategy::Settings apply_genes(const Study& study, std::span<const double> values) {
  strategy::Settings settings = study.strategy;
  for (std::size_t i = 0; i < study.genome.size(); ++i) {
    settings.parameters.*strategy::find_parameter(study.genome[i].name)->member = values[i];
  }
  return settings;
}

optimizer::Objective make_objective(const Study& study, std::size_t training_segments) {
  in_file(study, [&] {
    optimizer::check_aggregate(study.objective.aggregate, training_segments);
    return 0;
  });
  optimizer::Objective objective;
  objective.metric = static_cast<std::size_t>(study.objective.metric);
  const bool minimise = account::metric_info(study.objective.metric).direction == account::Direction::minimise;
  objective.direction = minimise ? optimizer::Direction::minimise : optimizer::Direction::maximise;
  objective.aggregate = study.objective.aggregate;
  objective.constraints = study.objective.feasibility;
  return objective;
}

std::string study_schema() {
  Study study;
  nlohmann::ordered_json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                                   {"$id", "https://asgen.invalid/schema/study.schema.json"},
                                   {"title", "asgen study"},
                                   {"description", "One file says everything about a run. Made by asgen from the reader's own tables."}};
  schema.update(schema_of([&study](Binder& b) { describe_study(b, study); }));
  return schema.dump(2) + "\n";
}

}  // namespace asgen::configs
