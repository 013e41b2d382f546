// Sections `objective` and `validation`.
#include <fmt/format.h>
#include <array>

#include "configs/json/sections.hpp"
#include "configs/json/suggest.hpp"

namespace asgen::configs {
namespace {

using account::Metric;

std::vector<std::string> metric_names() {
  std::vector<std::string> names;
  for (const account::MetricInfo& info : account::metric_table()) names.emplace_back(info.name);
  return names;
}

std::vector<std::string> aggregate_names() {
  std::vector<std::string> names;
  for (const optimizer::AggregateKind kind : optimizer::aggregate_kinds()) names.emplace_back(optimizer::name(kind));
  return names;
}

void bind_alpha(Binder& b, double& alpha) {
  b.number({"alpha", "The worst share 1 - alpha of the segments is the tail; n (1 - alpha) must be >= 2."}, alpha,
           {.lower = 0, .upper = 1, .upper_bound = Bound::open, .advice = "use 0.75, say"});
}

void describe_aggregate(Binder& b, optimizer::AggregateOptions& o) {
  const Binder::Body none = [](Binder&) {};
  const Binder::Body minus_std = [&o](Binder& inner) {
    inner.number({"lambda", "Weight of the standard deviation."}, o.lambda, not_negative());
  };
  const Binder::Body cvar = [&o](Binder& inner) { bind_alpha(inner, o.alpha); };
  const Binder::Body mean_cvar = [&o](Binder& inner) {
    inner.number({"weight", "Weight of the tail; the mean has the rest."}, o.weight, between(0, 1));
    bind_alpha(inner, o.alpha);
  };
  const Binder::Body certainty = [&o](Binder& inner) {
    inner.number({"gamma", "Risk aversion.", "1/quote currency"}, o.gamma, positive());
  };
  const std::vector<Binder::Body> bodies = {none, none, none, minus_std, cvar, mean_cvar, certainty};
  auto index = static_cast<std::size_t>(o.kind);
  b.variants({"name", "How segments are put together."}, index, aggregate_names(), bodies);
  o.kind = static_cast<optimizer::AggregateKind>(index);
}

void describe_rule(Binder& b, optimizer::Constraint& rule) {
  b.choice({"metric", "What is limited.", "", Presence::required}, rule.metric, metric_names());
  std::optional<double> at_least, at_most;
  (rule.bound == optimizer::Bound::at_least ? at_least : at_most) = rule.limit;
  if (b.reading()) at_least.reset();
  b.exactly_one_of({"at_least", "at_most"});
  b.optional_number({"at_least", "Smallest value that is feasible."}, at_least, {});
  b.optional_number({"at_most", "Largest value that is feasible."}, at_most, {});
  rule.bound = at_most ? optimizer::Bound::at_most : optimizer::Bound::at_least;
  rule.limit = at_most ? *at_most : at_least.value_or(0);
  b.number({"share", "Share of the segments that must keep the rule."}, rule.share,
           {.lower = 0, .upper = 1, .lower_bound = Bound::open, .advice = "use 1 for all segments"});
  rule.name = metric_names()[rule.metric];
}

}  // namespace

void describe_objective(Binder& b, ObjectiveSection& objective) {
  bind_choice(b, {"metric", "What is searched for: a metric of every simulated segment."}, objective.metric, metric_names());
  if (b.reading() && account::metric_info(objective.metric).direction == account::Direction::neutral) {
    b.fail("metric", fmt::format("= \"{}\" (more of it is neither better nor worse)", account::metric_info(objective.metric).name),
           "use pnl_close_at_book, say");
  }
  b.object({"aggregate", "One number from the metric of all training segments; larger is better."},
           [&objective](Binder& inner) { describe_aggregate(inner, objective.aggregate); });
  std::vector<optimizer::Constraint>& rules = objective.feasibility;
  b.list({"feasibility", "Rules that a configuration must keep; one that does not is infeasible by how far."},
         {.size = rules.size(),
          .resize = [&rules](std::size_t n) { rules.resize(n); },
          .item = [&rules](Binder& item, std::size_t i) { describe_rule(item, rules[i]); }});
}

void describe_validation(Binder& b, ValidationSection& validation) {
  bind_integer(b, {"held_back", "That many segments at the end are never seen by the search.", "segments"}, validation.held_back,
               between(0, 100000));
  b.texts({"held_back_segments", "Or these, by name (as asgen simulate prints them)."}, validation.held_back_segments);
  if (b.reading() && validation.held_back > 0 && !validation.held_back_segments.empty()) {
    b.fail("held_back_segments", "stands beside held_back (one of the two says it all)", "keep one of the two");
  }
  bind_integer(b, {"unseen_days", "Synthetic days after the training days, for asgen compare.", "days"}, validation.unseen_days,
               between(0, 100000));
}

}  // namespace asgen::configs
