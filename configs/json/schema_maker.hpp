#pragma once
// Writes the JSON Schema (draft 2020-12) of what a description describes; the values given are the defaults.

#include <nlohmann/json.hpp>

#include <string>

#include "configs/json/binder.hpp"

namespace asgen::configs {

class SchemaMaker final : public Binder {
 public:
  using Json = nlohmann::ordered_json;

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
  void fail(const std::string&, const std::string&, const std::string&) override {}
  [[nodiscard]] bool given(const Key&) const override { return false; }

  /// The schema of the object described so far; a key that is not described is not allowed.
  [[nodiscard]] Json schema() const;

 private:
  void add(const Key& key, Json schema);

  Json properties_ = Json::object();
  Json required_ = Json::array();
  Json alternatives_ = Json::array();  // of exactly_one_of
  Json conditions_ = Json::array();    // of variants and aliases
};

/// Schema of the object that `body` describes.
nlohmann::ordered_json schema_of(const Binder::Body& body);

}  // namespace asgen::configs
