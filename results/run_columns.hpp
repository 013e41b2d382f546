#pragma once
// Rows of structs to HDF5 columns and back; the axes of a run file.

#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

#include "sim/data/h5.hpp"

namespace asgen::results {

/// One field of every row.
template <class Rows, class Get>
auto column(const Rows& rows, const Get& get) {
  std::vector<std::decay_t<decltype(get(*rows.begin()))>> values;
  values.reserve(rows.size());
  for (const auto& row : rows) values.push_back(get(row));
  return values;
}

/// Concatenates a vector field of every row (row-major matrix).
template <class Rows, class Get>
auto matrix(const Rows& rows, const Get& get) {
  std::decay_t<decltype(get(*rows.begin()))> values;
  for (const auto& row : rows) values.insert(values.end(), get(row).begin(), get(row).end());
  return values;
}

/// Unit ("" = 1 or text) and meaning of a dataset, and the scales of its dimensions ("" = none).
struct About {
  std::string unit;
  std::string description;
  std::vector<std::string> axes = {};
};

/// Writes datasets with unit, description and labelled axes.
class ColumnWriter {
 public:
  explicit ColumnWriter(data::h5::File& file) : file_(file) {}

  template <data::h5::Number T>
  void write(const std::string& dataset, const std::vector<T>& values, const data::h5::Shape& shape, const About& about) {
    file_.write<T>(dataset, std::span<const T>(values), shape, options(about, "1"));
    attach(dataset, about);
  }
  template <data::h5::Number T>
  void write(const std::string& dataset, const std::vector<T>& values, const About& about) {
    write(dataset, values, {values.size()}, about);
  }
  void write(const std::string& dataset, const std::vector<std::string>& values, const About& about) {
    file_.write_text(dataset, values, {values.size()}, options(about, "text"));
    attach(dataset, about);
  }
  template <data::h5::Number T>
  void scalar(const std::string& dataset, T value, const About& about) {
    file_.write<T>(dataset, std::span<const T>(&value, 1), {}, options(about, "1"));
  }
  void scalar(const std::string& dataset, const std::string& value, const About& about) {
    file_.write_text(dataset, std::span<const std::string>(&value, 1), {}, options(about, "text"));
  }
  /// Declares the dataset to be an axis.
  void scale(const std::string& dataset, const std::string& name) { file_.make_scale(dataset, name); }

 private:
  static data::h5::DatasetOptions options(const About& about, const char* usual_unit) {
    return {.unit = about.unit.empty() ? usual_unit : about.unit, .description = about.description};
  }
  void attach(const std::string& dataset, const About& about) {
    for (std::size_t i = 0; i < about.axes.size(); ++i) {
      if (!about.axes[i].empty()) file_.attach_scale(dataset, i, about.axes[i]);
    }
  }

  data::h5::File& file_;
};

}  // namespace asgen::results
