#include "configs/json/writer.hpp"

namespace asgen::configs {

void JsonWriter::number(const Key& key, double& value, const Range&) { json_[key.name] = value; }
void JsonWriter::integer(const Key& key, std::int64_t& value, const Range&) { json_[key.name] = value; }
void JsonWriter::flag(const Key& key, bool& value) { json_[key.name] = value; }

void JsonWriter::optional_number(const Key& key, std::optional<double>& value, const Range&) {
  if (value) json_[key.name] = *value;
}

void JsonWriter::text(const Key& key, std::string& value) {
  if (!value.empty()) json_[key.name] = value;
}

void JsonWriter::choice(const Key& key, std::size_t& index, std::span<const std::string> names) { json_[key.name] = names[index]; }

void JsonWriter::numbers(const Key& key, std::vector<double>& values, const Range&) {
  if (!values.empty()) json_[key.name] = values;
}

void JsonWriter::texts(const Key& key, std::vector<std::string>& values) {
  if (!values.empty()) json_[key.name] = values;
}

void JsonWriter::object(const Key& key, const Body& body) { json_[key.name] = write_object(body); }

void JsonWriter::optional_object(const Key& key, bool& present, const Body& body) {
  if (present) object(key, body);
}

void JsonWriter::list(const Key& key, const ListOps& ops) {
  if (ops.size == 0) return;
  Json items = Json::array();
  for (std::size_t i = 0; i < ops.size; ++i) items.push_back(write_object([&ops, i](Binder& item) { ops.item(item, i); }));
  json_[key.name] = std::move(items);
}

void JsonWriter::number_or_object(const Key& key, const Range&, std::span<const std::string> names, std::span<double* const> values) {
  Json parts = Json::object();
  for (std::size_t i = 0; i < names.size(); ++i) parts[names[i]] = *values[i];
  json_[key.name] = std::move(parts);
}

void JsonWriter::variants(const Key& key, std::size_t& index, std::span<const std::string> names, std::span<const Body> bodies) {
  choice(key, index, names);
  bodies[index](*this);
}

void JsonWriter::modes(const Key& key, std::size_t& index, std::span<const Mode> modes) {
  if (key.written == Written::never) return;
  const Mode& mode = modes[index];
  if (mode.text == Mode::Name::suffices) {
    json_[key.name] = mode.name;
  } else {
    object(key, mode.body);
  }
}

void JsonWriter::triples(const Key& key, std::vector<Triple>& triples, const TripleForm& form) {
  if (triples.empty()) return;
  Json all = Json::object();
  for (const Triple& triple : triples) all[triple.name] = Json::array({form.words[triple.word], triple.first, triple.second});
  json_[key.name] = std::move(all);
}

nlohmann::ordered_json write_object(const Binder::Body& body) {
  JsonWriter writer;
  body(writer);
  return writer.json();
}

}  // namespace asgen::configs
