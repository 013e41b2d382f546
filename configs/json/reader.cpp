#include "configs/json/reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "configs/json/suggest.hpp"
#include "sim/base/error.hpp"

namespace asgen::configs {

JsonReader::JsonReader(const Json& object, std::string file, std::string pointer)
    : object_(object), file_(std::move(file)), pointer_(std::move(pointer)) {}

void JsonReader::wrong(const std::string& name, const Json& value, const std::string& why, const std::string& advice) const {
  std::string shown = value.dump();
  if (shown.size() > 60) shown = shown.substr(0, 57) + "...";
  throw base::ConfigurationError(file_, fmt::format("{}/{} = {} ({})", pointer_, name, shown, why), advice);
}

JsonReader::Found JsonReader::take(const Key& key) {
  Found found;
  std::vector<std::string> names = {key.name};
  names.insert(names.end(), key.aliases.begin(), key.aliases.end());
  for (const std::string& name : names) {
    known_.push_back(name);
    if (!object_.contains(name)) continue;
    if (found.value != nullptr) fail(name, fmt::format("says the same as {} (an alias)", found.name), "keep one of the two");
    found = {&object_.at(name), name};
    consumed_.insert(name);
  }
  if (found.value == nullptr && key.presence == Presence::required) {
    const std::string unit = key.unit.empty() ? "" : ", in " + key.unit;
    throw base::ConfigurationError(file_, fmt::format("{}/{} is missing ({})", pointer_, key.name, key.description), "add it" + unit);
  }
  return found;
}

bool JsonReader::given(const Key& key) const {
  return object_.contains(key.name) ||
         std::any_of(key.aliases.begin(), key.aliases.end(), [this](const std::string& alias) { return object_.contains(alias); });
}

double JsonReader::checked_number(const std::string& name, const Json& value, const Range& range) const {
  if (!value.is_number()) wrong(name, value, "must be a number", "write a number without quotes");
  const double number = value.get<double>();
  if (!contains(range, number)) wrong(name, value, describe(range), range.advice);
  return number;
}

void JsonReader::number(const Key& key, double& value, const Range& range) {
  if (const Found found = take(key); found.value) value = checked_number(found.name, *found.value, range);
}

void JsonReader::integer(const Key& key, std::int64_t& value, const Range& range) {
  const Found found = take(key);
  if (!found.value) return;
  const double number = checked_number(found.name, *found.value, range);
  const bool whole = number == std::floor(number) && std::fabs(number) <= 9e15;
  if (!whole && !found.value->is_number_integer()) wrong(found.name, *found.value, "must be a whole number", "write it without a fraction");
  value = found.value->is_number_integer() ? found.value->get<std::int64_t>() : static_cast<std::int64_t>(number);
}

void JsonReader::optional_number(const Key& key, std::optional<double>& value, const Range& range) {
  if (const Found found = take(key); found.value) value = checked_number(found.name, *found.value, range);
}

void JsonReader::flag(const Key& key, bool& value) {
  const Found found = take(key);
  if (!found.value) return;
  if (!found.value->is_boolean()) wrong(found.name, *found.value, "must be true or false", "write it without quotes");
  value = found.value->get<bool>();
}

void JsonReader::text(const Key& key, std::string& value) {
  const Found found = take(key);
  if (!found.value) return;
  if (!found.value->is_string()) wrong(found.name, *found.value, "must be a text", "put it in double quotes");
  value = found.value->get<std::string>();
  if (value.empty()) wrong(found.name, *found.value, "must not be empty", "leave the key out or give it a value");
}

void JsonReader::choice(const Key& key, std::size_t& index, std::span<const std::string> names) {
  const Found found = take(key);
  if (!found.value) return;
  const std::string all = fmt::format("must be one of {}", fmt::join(names, ", "));
  if (!found.value->is_string()) wrong(found.name, *found.value, all, "put one of these in double quotes");
  const auto wanted = found.value->get<std::string>();
  if (std::find(key.later.begin(), key.later.end(), wanted) != key.later.end()) {
    wrong(found.name, *found.value, "is known but not supported yet", fmt::format("use one of {}", fmt::join(names, ", ")));
  }
  const auto match = std::find(names.begin(), names.end(), wanted);
  if (match == names.end())
    wrong(found.name, *found.value, all, fmt::format("did you mean \"{}\"?", nearest(wanted, {names.begin(), names.end()})));
  index = static_cast<std::size_t>(match - names.begin());
}

void JsonReader::numbers(const Key& key, std::vector<double>& values, const Range& range) {
  const Found found = take(key);
  if (!found.value) return;
  if (!found.value->is_array() || found.value->empty()) wrong(found.name, *found.value, "must be a list of numbers", "write [a, b, ...]");
  values.clear();
  for (std::size_t i = 0; i < found.value->size(); ++i) {
    values.push_back(checked_number(fmt::format("{}/{}", found.name, i), (*found.value)[i], range));
  }
}

void JsonReader::texts(const Key& key, std::vector<std::string>& values) {
  const Found found = take(key);
  if (!found.value) return;
  const auto is_text = [](const Json& item) { return item.is_string() && !item.get<std::string>().empty(); };
  if (!found.value->is_array() || found.value->empty() || !std::all_of(found.value->begin(), found.value->end(), is_text)) {
    wrong(found.name, *found.value, "must be a list of texts, not empty", "write [\"a\", \"b\", ...]");
  }
  values = found.value->get<std::vector<std::string>>();
}

void JsonReader::descend(const std::string& name, const Json& value, const Body& body) const {
  read_object(value, file_, pointer_ + "/" + name, body);
}

void JsonReader::object(const Key& key, const Body& body) {
  static const Json kEmpty = Json::object();
  const Found found = take(key);
  if (found.value) {
    descend(found.name, *found.value, body);
  } else {
    descend(key.name, kEmpty, body);
  }
}

void JsonReader::optional_object(const Key& key, bool& present, const Body& body) {
  const Found found = take(key);
  present = found.value != nullptr;
  if (present) descend(found.name, *found.value, body);
}

void JsonReader::list(const Key& key, const ListOps& ops) {
  const Found found = take(key);
  if (!found.value) return;
  if (!found.value->is_array()) wrong(found.name, *found.value, "must be a list", "write [{...}, ...]");
  ops.resize(found.value->size());
  for (std::size_t i = 0; i < found.value->size(); ++i) {
    descend(fmt::format("{}/{}", found.name, i), (*found.value)[i], [&ops, i](Binder& item) { ops.item(item, i); });
  }
}

void JsonReader::number_or_object(const Key& key, const Range& range, std::span<const std::string> names, std::span<double* const> values) {
  const Found found = take(key);
  if (!found.value) return;
  if (!found.value->is_object()) {
    const double number = checked_number(found.name, *found.value, range);
    for (double* value : values) *value = number;
    return;
  }
  descend(found.name, *found.value, [&](Binder& inner) {
    for (std::size_t i = 0; i < names.size(); ++i) inner.number({names[i], key.description, key.unit}, *values[i], range);
  });
}

void JsonReader::variants(const Key& key, std::size_t& index, std::span<const std::string> names, std::span<const Body> bodies) {
  choice(key, index, names);
  bodies[index](*this);
}

void JsonReader::modes(const Key& key, std::size_t& index, std::span<const Mode> modes) {
  static const Json kEmpty = Json::object();
  const Found found = take(key);
  if (!found.value) return;
  std::vector<std::string> names;
  for (const Mode& mode : modes) names.push_back(mode.name);
  if (found.value->is_string()) {
    const auto text = found.value->get<std::string>();
    const auto match = std::find(names.begin(), names.end(), text);
    if (match == names.end())
      wrong(found.name, *found.value, fmt::format("must be an object or one of {}", fmt::join(names, ", ")),
            fmt::format("did you mean \"{}\"?", nearest(text, names)));
    index = static_cast<std::size_t>(match - names.begin());
    return descend(found.name, kEmpty, modes[index].body);
  }
  if (!found.value->is_object())
    wrong(found.name, *found.value, fmt::format("must be an object or one of {}", fmt::join(names, ", ")), "write {...}");
  const auto states = [&](const Mode& mode) {
    return std::any_of(mode.keys.begin(), mode.keys.end(), [&](const std::string& name) { return found.value->contains(name); });
  };
  const auto stated = std::find_if(modes.begin(), modes.end(), states);
  if (stated != modes.end()) {
    index = static_cast<std::size_t>(stated - modes.begin());
  } else {
    index = found.value->empty() ? 0 : modes.size() - 1;  // an unknown key: let a mode with keys name the nearest
  }
  descend(found.name, *found.value, modes[index].body);
}

Binder::Triple JsonReader::checked_triple(const std::string& name, const Json& value, const TripleForm& form) const {
  if (!value.is_array() || value.size() != 3 || !value[0].is_string()) wrong(name, value, "must be " + form.shown, "write such a list");
  const auto word = value[0].get<std::string>();
  const auto match = std::find(form.words.begin(), form.words.end(), word);
  if (match == form.words.end())
    wrong(name, value, fmt::format("must begin with one of {}", fmt::join(form.words, ", ")), "name one of them");
  return {.name = name.substr(name.find('/') + 1),
          .word = static_cast<std::size_t>(match - form.words.begin()),
          .first = checked_number(name + "/1", value[1], form.first),
          .second = checked_number(name + "/2", value[2], form.second)};
}

void JsonReader::triples(const Key& key, std::vector<Triple>& triples, const TripleForm& form) {
  const Found found = take(key);
  if (!found.value) return;
  triples.clear();
  if (found.value->is_null()) return;
  if (!found.value->is_object())
    wrong(found.name, *found.value, "must be an object of lists, or null", "write {\"name\": " + form.shown + "}");
  for (const auto& [name, value] : found.value->items()) triples.push_back(checked_triple(found.name + "/" + name, value, form));
}

void JsonReader::exactly_one_of(const std::vector<std::string>& names) {
  const auto there = std::count_if(names.begin(), names.end(), [this](const std::string& name) { return object_.contains(name); });
  if (there == 1) return;
  throw base::ConfigurationError(
      file_, fmt::format("{} has {} of {} (exactly one is needed)", pointer_, there == 0 ? "none" : "several", fmt::join(names, ", ")),
      there == 0 ? "add one of them" : "keep one of them");
}

void JsonReader::not_yet(const std::string& name, const NotYet& what) {
  known_.push_back(name);
  if (!object_.contains(name)) return;
  consumed_.insert(name);
  const std::string value = object_.at(name).dump();
  const bool asks_for_nothing = std::find(what.neutral.begin(), what.neutral.end(), value) != what.neutral.end();
  if (!asks_for_nothing) wrong(name, object_.at(name), what.reason, what.advice);
}

void JsonReader::fail(const std::string& name, const std::string& problem, const std::string& advice) {
  throw base::ConfigurationError(file_, name.empty() ? pointer_ + " " + problem : fmt::format("{}/{} {}", pointer_, name, problem), advice);
}

void JsonReader::finish() const {
  for (const auto& [name, value] : object_.items()) {
    if (consumed_.contains(name)) continue;
    const std::string advice = known_.empty() ? "remove it" : fmt::format("did you mean \"{}\"?", nearest(name, known_));
    throw base::ConfigurationError(file_, fmt::format("{}/{} is no known key", pointer_, name), advice);
  }
}

void read_object(const Json& value, const std::string& file, const std::string& pointer, const Binder::Body& body) {
  if (!value.is_object()) {
    throw base::ConfigurationError(file, fmt::format("{} = {} (must be an object)", pointer.empty() ? "/" : pointer, value.dump()),
                                   "write {...}");
  }
  JsonReader reader(value, file, pointer);
  body(reader);
  reader.finish();
}

}  // namespace asgen::configs
