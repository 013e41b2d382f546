#pragma once
// Writes values as JSON, every one explicit, in the order of their description; doubles in the shortest form that reads back
// to the same bits.

#include <nlohmann/json.hpp>

#include <string>

#include "configs/json/binder.hpp"

namespace asgen::configs {

class JsonWriter final : public Binder {
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
  void exactly_one_of(const std::vector<std::string>&) override {}
  void not_yet(const std::string&, const NotYet&) override {}
  void fail(const std::string&, const std::string&, const std::string&) override {}
  [[nodiscard]] bool given(const Key&) const override { return false; }

  [[nodiscard]] const Json& json() const { return json_; }

 private:
  Json json_ = Json::object();
};

/// The object that `body` describes.
nlohmann::ordered_json write_object(const Binder::Body& body);

}  // namespace asgen::configs
