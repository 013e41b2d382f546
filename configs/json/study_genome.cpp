// Section `genome`: which strategy keys the search may vary, and how.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "configs/json/sections.hpp"
#include "sim/strategy/baselines.hpp"

namespace asgen::configs {
namespace {

using optimizer::Gene;
using optimizer::Scale;
using strategy::ParameterInfo;

const std::array<std::string, 4> kScales = {"linear", "log", "integer", "choice"};

/// The parameter's own range; what a log scale adds to it.
Range gene_range(const ParameterInfo& info, Scale scale) {
  Range range{.lower = info.lower, .upper = info.upper, .advice = "stay inside the key's range"};
  if (info.lower_bound == strategy::Bound::open) range.lower_bound = Bound::open;
  if (scale == Scale::log && range.lower <= 0) {
    range.lower = 0;
    range.lower_bound = Bound::open;
    range.why = " on a log scale";
    range.advice = "use a positive bound";
  }
  return range;
}

void bind_bounds(Binder& b, const ParameterInfo& info, Gene& gene) {
  const Range range = gene_range(info, gene.scale);
  const std::string unit(info.unit);
  b.number({"min", "Smallest value.", unit, Presence::required}, gene.min, range);
  b.number({"max", "Largest value.", unit, Presence::required}, gene.max, range);
  if (b.reading() && gene.min > gene.max) {
    b.fail("min", fmt::format("= {} (must be <= max = {})", gene.min, gene.max), "exchange the two, or widen the range");
  }
}

void bind_integer_gene(Binder& b, const ParameterInfo& info, Gene& gene) {
  bind_bounds(b, info, gene);
  if (b.reading() && (gene.min != std::floor(gene.min) || gene.max != std::floor(gene.max))) {
    b.fail(gene.min != std::floor(gene.min) ? "min" : "max", "has a fraction (must be a whole number on an integer scale)",
           "use whole numbers, or scale linear");
  }
  bind_integer(b, {"step", "Values are min, min + step, ...", std::string(info.unit)}, gene.step, between(1, 1e9));
}

void bind_choices(Binder& b, const ParameterInfo& info, Gene& gene) {
  b.numbers({"choices", "The values, without order.", std::string(info.unit), Presence::required}, gene.choices,
            gene_range(info, gene.scale));
  if (!b.reading()) return;
  for (std::size_t i = 0; i < gene.choices.size(); ++i) {
    if (!strategy::is_valid(info, gene.choices[i]))
      b.fail(fmt::format("choices/{}", i), fmt::format("= {} (must be a whole number)", gene.choices[i]), "drop the fraction");
    for (std::size_t j = 0; j < i; ++j) {
      if (gene.choices[i] == gene.choices[j])
        b.fail(fmt::format("choices/{}", i), fmt::format("= {} (is there twice)", gene.choices[i]), "name every value once");
    }
  }
}

void bind_scale(Binder& b, const ParameterInfo& info, Gene& gene) {
  const std::array<Binder::Body, 4> bodies = {
      [&](Binder& inner) { bind_bounds(inner, info, gene); }, [&](Binder& inner) { bind_bounds(inner, info, gene); },
      [&](Binder& inner) { bind_integer_gene(inner, info, gene); }, [&](Binder& inner) { bind_choices(inner, info, gene); }};
  // A variant is described under its own scale, so the scale is taken over before its body runs.
  std::array<Binder::Body, 4> scaled;
  for (std::size_t i = 0; i < scaled.size(); ++i) {
    scaled[i] = [&gene, &bodies, i](Binder& inner) {
      gene.scale = static_cast<Scale>(i);
      bodies[i](inner);
    };
  }
  const std::size_t first = info.number == strategy::Number::integer ? 2 : 0;  // whole numbers: integer and choice only
  std::size_t index = static_cast<std::size_t>(gene.scale) - first;
  b.variants({"scale", first == 0 ? "How the values are spread: linear, log (equal factors), integer (with step), choice."
                                  : "How the values are spread: integer (with step), choice."},
             index, std::span(kScales).subspan(first), std::span<const Binder::Body>(scaled).subspan(first));
  gene.scale = static_cast<Scale>(index + first);
}

void bind_condition(Binder& b, Gene& gene) {
  bool conditional = gene.active_if.has_value();
  optimizer::Condition condition = gene.active_if.value_or(optimizer::Condition{});
  b.optional_object(
      {"active_if", "The gene counts only while another key is at least so large; else it keeps the strategy section's value."},
      conditional, [&condition](Binder& inner) {
        inner.text({"key", "A gene or a key of the strategy section.", "", Presence::required}, condition.key);
        inner.number({"at_least", "Smallest value of that key that activates the gene.", "", Presence::required}, condition.at_least, {});
      });
  if (!conditional) return;
  if (b.reading()) {
    const auto known = strategy::find_parameter(condition.key);
    if (!known)
      b.fail("active_if/key", fmt::format("= \"{}\" (is no numeric strategy key)", condition.key), "use a key of the strategy section");
    condition.key = known->name;
  }
  gene.active_if = condition;
}

void describe_gene(Binder& b, const ParameterInfo& info, Gene& gene) {
  bind_scale(b, info, gene);
  bind_condition(b, gene);
}

/// Distances between levels mean nothing with one level, whether levels are a gene or not.
void add_usual_condition(Gene& gene) {
  if (gene.name == "level_distances" && !gene.active_if) gene.active_if = optimizer::Condition{"order_levels", 2};
}

/// A gene must not lead to settings that check_baselines refuses.
void check_baseline_gene(Binder& b, const Gene& g, const Study& study) {
  if (strategy::is_idle_baseline_key(g.name, study.strategy.name))
    b.fail(g.name, fmt::format("would have no effect (means nothing to {})", study.strategy.name), "remove the gene, or name a strategy that uses it");
  const double least = g.scale == Scale::choice ? *std::ranges::min_element(g.choices) : g.min;
  if (g.name == "half_spread" && !(least > 0)) b.fail(g.name, "reaches 0 (a distance must be positive)", "use a positive bound");
  if (g.name == "first_hour" || g.name == "last_hour") b.fail(g.name, "is no gene (the session is given)", "set it in the strategy section");
}

void check_together(Binder& b, const std::vector<Gene>& genome, const Study& study) {
  const auto gene = [&genome](std::string_view name) {
    for (const Gene& g : genome)
      if (g.name == name) return &g;
    return static_cast<const Gene*>(nullptr);
  };
  if (study.target == Target::hummingbot) {
    for (const Gene& g : genome) {
      if (strategy::find_parameter(g.name)->hummingbot == strategy::HummingbotKey::yes) continue;
      const bool kappa = g.name.starts_with("kappa");
      b.fail(g.name, "is no key of Hummingbot (target hummingbot)",
             kappa ? "its handle on kappa is trading_intensity_buffer_size; or use target asgen" : "remove the gene, or use target asgen");
    }
  }
  if (gene("kappa") && gene("kappa_multiplier"))
    b.fail("kappa_multiplier", "stands beside kappa (a fixed value makes the multiplier idle)", "keep one of the two");
  if (gene("kappa_multiplier") && study.strategy.parameters.kappa > 0) {
    b.fail("kappa_multiplier", "would have no effect (the strategy section fixes kappa)",
           "set strategy kappa to 0, or make kappa the gene");
  }
  if (gene("kappa") && study.strategy.parameters.kappa_multiplier != 1) {
    b.fail("kappa", "would make the strategy section's kappa_multiplier idle", "remove kappa_multiplier there");
  }
  for (const Gene& g : genome) check_baseline_gene(b, g, study);
  if (gene("hanging_orders_cancel_pct") && study.strategy.hanging_orders == strategy::HangingOrders::ignore) {
    b.fail("hanging_orders_cancel_pct", "would have no effect (hanging orders are ignored)",
           "state hanging_orders_mode \"track_hanging_orders\", or remove the gene");
  }
  const bool uses_arrivals = study.strategy.pricing == strategy::Pricing::glft || study.strategy.name == strategy::kGlftExact;
  if (gene("arrival_rate") && !uses_arrivals)
    b.fail("arrival_rate", "would have no effect (only pricing glft uses it)", "remove the gene, or use pricing glft");
}

/// Indicators are computed once per tape and buffer length, so lengths are few.
void check_buffers(Binder& b, const std::vector<Gene>& genome) {
  constexpr std::size_t kMost = 32;
  std::size_t lengths = 0;
  for (const Gene& g : genome) {
    if (!g.name.ends_with("_buffer_size")) continue;
    lengths += optimizer::count_values(g);
    if (lengths > kMost) {
      b.fail(g.name, fmt::format("gives {} buffer lengths in all (at most {}, every one is computed for every day)", lengths, kMost),
             "use scale choice, or a larger step");
    }
  }
}

}  // namespace

void describe_genome(Binder& b, std::vector<Gene>& genome, const Study& study) {
  std::vector<Gene> found;
  for (const ParameterInfo& info : strategy::parameter_table()) {
    Gene gene;
    for (const Gene& given : genome)
      if (given.name == info.name) gene = given;
    bool present = !gene.name.empty();
    if (!present && info.number == strategy::Number::integer) gene.scale = Scale::integer;
    gene.name = info.name;
    Key key{std::string(info.name), "Gene: see strategy/" + std::string(info.name) + ".", std::string(info.unit)};
    if (!info.alias.empty()) key.aliases = {std::string(info.alias)};
    b.optional_object(key, present, [&](Binder& inner) { describe_gene(inner, info, gene); });
    if (!present) continue;
    gene.canonical = study.strategy.parameters.*info.member;
    add_usual_condition(gene);
    found.push_back(gene);
  }
  genome = found;
  if (!b.reading()) return;
  check_together(b, genome, study);
  check_buffers(b, genome);
}

}  // namespace asgen::configs
