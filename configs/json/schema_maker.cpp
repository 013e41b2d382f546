#include "configs/json/schema_maker.hpp"

#include <cmath>

namespace asgen::configs {
namespace {

using Json = nlohmann::ordered_json;

Json ranged(const char* type, const Range& range) {
  Json schema = {{"type", type}};
  if (std::isfinite(range.lower)) schema[range.lower_bound == Bound::open ? "exclusiveMinimum" : "minimum"] = range.lower;
  if (std::isfinite(range.upper)) schema[range.upper_bound == Bound::open ? "exclusiveMaximum" : "maximum"] = range.upper;
  return schema;
}

Json with_default(Json schema, const Key& key, Json value) {
  if (key.presence == Presence::optional) schema["default"] = std::move(value);
  return schema;
}

std::string sentence(const Key& key) { return key.unit.empty() ? key.description : key.description + " [" + key.unit + "]"; }

}  // namespace

void SchemaMaker::add(const Key& key, Json schema) {
  Json described = {{"description", sentence(key)}};
  described.update(schema);
  properties_[key.name] = described;
  for (const std::string& alias : key.aliases) {
    properties_[alias] = {{"description", "Alias of " + key.name + "."}};
    for (const auto& [name, value] : schema.items()) {
      if (name != "default") properties_[alias][name] = value;
    }
    conditions_.push_back({{"not", {{"required", {key.name, alias}}}}});
  }
  if (key.presence == Presence::required) required_.push_back(key.name);
}

void SchemaMaker::number(const Key& key, double& value, const Range& range) { add(key, with_default(ranged("number", range), key, value)); }

void SchemaMaker::integer(const Key& key, std::int64_t& value, const Range& range) {
  add(key, with_default(ranged("integer", range), key, value));
}

void SchemaMaker::optional_number(const Key& key, std::optional<double>&, const Range& range) { add(key, ranged("number", range)); }

void SchemaMaker::flag(const Key& key, bool& value) { add(key, with_default({{"type", "boolean"}}, key, value)); }

void SchemaMaker::text(const Key& key, std::string& value) {
  Json schema = {{"type", "string"}, {"minLength", 1}};
  if (!value.empty()) schema = with_default(schema, key, value);
  add(key, schema);
}

void SchemaMaker::choice(const Key& key, std::size_t& index, std::span<const std::string> names) {
  add(key, with_default({{"enum", names}}, key, names[index]));
}

void SchemaMaker::numbers(const Key& key, std::vector<double>& values, const Range& range) {
  Json schema = {{"type", "array"}, {"items", ranged("number", range)}, {"minItems", 1}};
  if (!values.empty()) schema = with_default(schema, key, values);
  add(key, schema);
}

void SchemaMaker::texts(const Key& key, std::vector<std::string>&) {
  add(key, {{"type", "array"}, {"items", {{"type", "string"}, {"minLength", 1}}}, {"minItems", 1}});
}

void SchemaMaker::object(const Key& key, const Body& body) { add(key, schema_of(body)); }

void SchemaMaker::optional_object(const Key& key, bool&, const Body& body) { add(key, schema_of(body)); }

void SchemaMaker::list(const Key& key, const ListOps& ops) {
  ops.resize(1);
  add(key, {{"type", "array"}, {"items", schema_of([&ops](Binder& item) { ops.item(item, 0); })}});
}

void SchemaMaker::number_or_object(const Key& key, const Range& range, std::span<const std::string> names,
                                   std::span<double* const> values) {
  const Json whole = schema_of([&](Binder& inner) {
    for (std::size_t i = 0; i < names.size(); ++i) inner.number({names[i], key.description, key.unit}, *values[i], range);
  });
  add(key, {{"oneOf", {ranged("number", range), whole}}});
}

void SchemaMaker::variants(const Key& key, std::size_t& index, std::span<const std::string> names, std::span<const Body> bodies) {
  const std::size_t chosen = index;
  choice(key, index, names);
  // A key means something only together with the choice, so its schema stands under the choice's condition.
  Json anywhere = Json::object();
  const std::size_t first_condition = conditions_.size();
  for (std::size_t i = 0; i < names.size(); ++i) {
    SchemaMaker variant;
    index = i;
    bodies[i](variant);
    Json then = {{"properties", variant.properties_}};
    if (!variant.required_.empty()) then["required"] = variant.required_;
    Json is_it = {{"properties", {{key.name, {{"const", names[i]}}}}}};
    if (i != chosen || key.presence == Presence::required) is_it["required"] = {key.name};
    conditions_.push_back({{"if", is_it}, {"then", then}});
    for (const auto& [name, schema] : variant.properties_.items()) anywhere[name] = {{"description", schema.at("description")}};
  }
  index = chosen;
  properties_.update(anywhere);
  for (std::size_t i = first_condition; i < conditions_.size(); ++i) {
    Json& allowed = conditions_[i]["then"]["properties"];
    for (const auto& [name, schema] : anywhere.items()) {
      if (!allowed.contains(name)) allowed[name] = false;
    }
  }
}

void SchemaMaker::modes(const Key& key, std::size_t& index, std::span<const Mode> modes) {
  Json names = Json::array(), ways = Json::array({Json{{"type", "object"}, {"maxProperties", 0}}});
  for (const Mode& mode : modes) {
    if (mode.text == Mode::Name::suffices) names.push_back(mode.name);
    if (mode.keys.empty()) continue;
    Json way = schema_of(mode.body);
    way["minProperties"] = 1;
    ways.push_back(std::move(way));
  }
  ways.push_back({{"enum", names}});
  Json schema = {{"anyOf", ways}};
  if (key.written == Written::always) schema = with_default(schema, key, modes[index].name);
  add(key, schema);
}

void SchemaMaker::triples(const Key& key, std::vector<Triple>&, const TripleForm& form) {
  const Json parts = Json::array({Json{{"enum", form.words}}, ranged("number", form.first), ranged("number", form.second)});
  const Json item = {{"type", "array"}, {"prefixItems", parts}, {"minItems", 3}, {"maxItems", 3}};
  add(key, {{"type", Json::array({"object", "null"})}, {"additionalProperties", item}});
}

void SchemaMaker::exactly_one_of(const std::vector<std::string>& names) {
  for (const std::string& name : names) alternatives_.push_back({{"required", {name}}});
}

void SchemaMaker::not_yet(const std::string& name, const NotYet& what) {
  if (what.neutral.empty()) return;
  Json values = Json::array();
  for (const std::string& text : what.neutral) values.push_back(Json::parse(text));
  properties_[name] = {{"description", "Not supported yet: " + what.reason + "."}, {"enum", values}};
}

Json SchemaMaker::schema() const {
  Json schema = {{"type", "object"}, {"additionalProperties", false}, {"properties", properties_}};
  if (!required_.empty()) schema["required"] = required_;
  if (!alternatives_.empty()) schema["oneOf"] = alternatives_;
  if (!conditions_.empty()) schema["allOf"] = conditions_;
  return schema;
}

Json schema_of(const Binder::Body& body) {
  SchemaMaker maker;
  body(maker);
  return maker.schema();
}

}  // namespace asgen::configs
