// Attributes and dimension scales of h5::File.

#include <hdf5_hl.h>

#include "sim/data/h5.hpp"
#include "sim/data/h5_detail.hpp"

namespace asgen::data::h5 {

using namespace detail;

namespace {

extern "C" herr_t collect_attribute(hid_t, const char* name, const H5A_info_t*, void* into) {
  static_cast<std::vector<std::string>*>(into)->emplace_back(name);
  return 0;
}

}  // namespace

void File::make_scale(const std::string& dataset, const std::string& name) {
  const Quiet quiet;
  const Id opened(H5Dopen2(handle_, dataset.c_str(), H5P_DEFAULT), H5Dclose);
  check(H5DSset_scale(check(opened, dataset, "opened"), name.c_str()), dataset, "made a dimension scale");
}

void File::attach_scale(const std::string& dataset, std::size_t dimension, const std::string& scale) {
  const Quiet quiet;
  const Id opened(H5Dopen2(handle_, dataset.c_str(), H5P_DEFAULT), H5Dclose);
  const Id scale_opened(H5Dopen2(handle_, scale.c_str(), H5P_DEFAULT), H5Dclose);
  check(opened, dataset, "opened");
  check(scale_opened, scale, "opened");
  check(H5DSattach_scale(opened, scale_opened, static_cast<unsigned>(dimension)), dataset, "given a dimension scale");
  char name[256] = "";
  check(H5DSget_scale_name(scale_opened, name, sizeof name), scale, "read");
  check(H5DSset_label(opened, static_cast<unsigned>(dimension), name), dataset, "labelled");
}

void File::label_dimension(const std::string& dataset, std::size_t dimension, const std::string& label) {
  const Quiet quiet;
  const Id opened(H5Dopen2(handle_, dataset.c_str(), H5P_DEFAULT), H5Dclose);
  check(H5DSset_label(check(opened, dataset, "opened"), static_cast<unsigned>(dimension), label.c_str()), dataset, "labelled");
}

std::string File::dimension_label(const std::string& dataset, std::size_t dimension) const {
  const Quiet quiet;
  const Id opened(H5Dopen2(handle_, dataset.c_str(), H5P_DEFAULT), H5Dclose);
  char label[256] = "";
  check(H5DSget_label(check(opened, dataset, "opened"), static_cast<unsigned>(dimension), label, sizeof label), dataset, "read");
  return label;
}

bool File::has_scale(const std::string& dataset, std::size_t dimension) const {
  const Quiet quiet;
  const Id opened(H5Dopen2(handle_, dataset.c_str(), H5P_DEFAULT), H5Dclose);
  return check(H5DSget_num_scales(check(opened, dataset, "opened"), static_cast<unsigned>(dimension)), dataset, "asked") > 0;
}

void File::write_attribute(const std::string& object, const std::string& name, const Values& values, bool scalar) {
  const Quiet quiet;
  const Id type = element_type(values.type);
  const Id space = make_space(scalar ? Shape{} : Shape{values.count});
  const Id made(H5Acreate_by_name(handle_, object.c_str(), name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                H5Aclose);
  check(made, object + "@" + name, "created");
  if (values.count > 0) check(H5Awrite(made, type, values.data), object + "@" + name, "written");
}

void File::set_attribute(const std::string& object, const std::string& name, std::string_view value) {
  const std::string text(value);
  const char* raw = text.c_str();
  write_attribute(object, name, {Type::text, &raw, 1}, true);
}
void File::set_attribute(const std::string& object, const std::string& name, const char* value) {
  set_attribute(object, name, std::string_view(value));
}
void File::set_attribute(const std::string& object, const std::string& name, double value) {
  write_attribute(object, name, {Type::f64, &value, 1}, true);
}
void File::set_attribute(const std::string& object, const std::string& name, std::int64_t value) {
  write_attribute(object, name, {Type::i64, &value, 1}, true);
}
void File::set_attribute(const std::string& object, const std::string& name, std::span<const std::string> values) {
  const auto raw = pointers(values);
  write_attribute(object, name, {Type::text, raw.data(), raw.size()}, false);
}
void File::set_attribute(const std::string& object, const std::string& name, std::span<const double> values) {
  write_attribute(object, name, {Type::f64, values.data(), values.size()}, false);
}

bool File::has_attribute(const std::string& object, const std::string& name) const {
  const Quiet quiet;
  return check(H5Aexists_by_name(handle_, object.c_str(), name.c_str(), H5P_DEFAULT), object, "asked for an attribute") > 0;
}

std::vector<std::string> File::attribute_names(const std::string& object) const {
  const Quiet quiet;
  std::vector<std::string> names;
  const Id opened(H5Oopen(handle_, object.c_str(), H5P_DEFAULT), H5Oclose);
  check(opened, object, "opened");
  check(H5Aiterate2(opened, H5_INDEX_NAME, H5_ITER_INC, nullptr, collect_attribute, &names), object, "listed");
  return names;
}

std::size_t File::attribute_count(const std::string& object, const std::string& name) const {
  const Quiet quiet;
  const std::string where = object + "@" + name;
  if (!has_attribute(object, name)) fail(where, "is missing");
  const Id opened(H5Aopen_by_name(handle_, object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  const Id space(H5Aget_space(check(opened, where, "opened")), H5Sclose);
  return static_cast<std::size_t>(check(H5Sget_simple_extent_npoints(space), where, "measured"));
}

void File::read_attribute(const std::string& object, const std::string& name, Type wanted, void* into) const {
  const Quiet quiet;
  const std::string where = object + "@" + name;
  const Id opened(H5Aopen_by_name(handle_, object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  const Id stored(H5Aget_type(check(opened, where, "opened")), H5Tclose);
  if (Type type{}; !recognise(stored, type) || type != wanted) fail(where, std::string("is not of type ") + name_of(wanted));
  const Id memory = element_type(wanted);
  check(H5Aread(opened, memory, into), where, "read");
}

std::vector<std::string> File::text_list_attribute(const std::string& object, const std::string& name) const {
  std::vector<char*> raw(attribute_count(object, name), nullptr);
  if (!raw.empty()) read_attribute(object, name, Type::text, raw.data());
  return adopt(raw);
}

std::vector<double> File::double_list_attribute(const std::string& object, const std::string& name) const {
  std::vector<double> values(attribute_count(object, name));
  if (!values.empty()) read_attribute(object, name, Type::f64, values.data());
  return values;
}

std::string File::text_attribute(const std::string& object, const std::string& name) const {
  const auto values = text_list_attribute(object, name);
  if (values.size() != 1) fail(object + "@" + name, "is not one text");
  return values.front();
}

double File::double_attribute(const std::string& object, const std::string& name) const {
  const auto values = double_list_attribute(object, name);
  if (values.size() != 1) fail(object + "@" + name, "is not one number");
  return values.front();
}

std::int64_t File::int_attribute(const std::string& object, const std::string& name) const {
  std::vector<std::int64_t> values(attribute_count(object, name));
  if (values.size() != 1) fail(object + "@" + name, "is not one number");
  read_attribute(object, name, Type::i64, values.data());
  return values.front();
}

}  // namespace asgen::data::h5
