#pragma once
// Fills values from a JSON document, strictly: every key is consumed once, with type and range checked; what is left over is
// an error with the nearest known key.

#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <vector>

#include "configs/json/binder.hpp"

namespace asgen::configs {

using Json = nlohmann::ordered_json;

/// Parses text. Throws ConfigurationError with line and column for a syntax error, and for a key that occurs twice.
Json parse_json(const std::string& text, const std::string& file);

/// Reads one JSON object; use through read_object.
class JsonReader final : public Binder {
 public:
  JsonReader(const Json& object, std::string file, std::string pointer);

  void number(const Key& key, double& value, const Range& range) override;
  void integer(const Key& key, std::int64_t& value, const Range& range) override;
  void optional_number(const Key& key, std::optional<double>& value, const Range& range) override;
  void flag(const Key& key, bool& value) override;
  void text(const Key& key, std::string& value) override;
  void choice(const Key& key, std::size_t& index, std::span<const std::string> names) override;
  void numbers(const Key& key, std::vector<double>& values, const Range& range) override;
  void texts(const Key& key, std::vector<std::string>& values) override;
  void object(const Key& key, const Body& body) override;
  void optional_object(const Key& key, bool& present, const Body& body) override;
  void list(const Key& key, const ListOps& ops) override;
  void number_or_object(const Key& key, const Range& range, std::span<const std::string> names, std::span<double* const> values) override;
  void variants(const Key& key, std::size_t& index, std::span<const std::string> names, std::span<const Body> bodies) override;
  void modes(const Key& key, std::size_t& index, std::span<const Mode> modes) override;
  void triples(const Key& key, std::vector<Triple>& triples, const TripleForm& form) override;
  void exactly_one_of(const std::vector<std::string>& names) override;
  void not_yet(const std::string& name, const NotYet& what) override;
  void fail(const std::string& name, const std::string& problem, const std::string& advice) override;
  [[nodiscard]] bool reading() const override { return true; }
  [[nodiscard]] bool given(const Key& key) const override;

  /// Throws for the first key that nothing asked for.
  void finish() const;

 private:
  struct Found {
    const Json* value = nullptr;  // null: absent
    std::string name;             // as written: the key or an alias
  };
  Found take(const Key& key);
  [[nodiscard]] std::string at(const std::string& name) const { return file_ + ": " + pointer_ + "/" + name; }
  [[noreturn]] void wrong(const std::string& name, const Json& value, const std::string& why, const std::string& advice) const;
  double checked_number(const std::string& name, const Json& value, const Range& range) const;
  [[nodiscard]] Triple checked_triple(const std::string& name, const Json& value, const TripleForm& form) const;
  void descend(const std::string& name, const Json& value, const Body& body) const;

  const Json& object_;
  std::string file_, pointer_;
  std::set<std::string> consumed_;
  std::vector<std::string> known_;
};

/// Reads a whole object: `body` describes it, left-over keys are errors.
void read_object(const Json& value, const std::string& file, const std::string& pointer, const Binder::Body& body);

}  // namespace asgen::configs
