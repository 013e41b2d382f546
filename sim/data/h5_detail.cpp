#include "sim/data/h5_detail.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace asgen::data::h5::detail {

namespace {

extern "C" herr_t keep_first_description(unsigned position, const H5E_error2_t* error, void* into) {
  if (position == 0 && error->desc != nullptr) *static_cast<std::string*>(into) = error->desc;
  return 0;
}

hid_t disk_type(Type type) {
  switch (type) {
    case Type::i8: return H5T_STD_I8LE;
    case Type::u8: return H5T_STD_U8LE;
    case Type::i32: return H5T_STD_I32LE;
    case Type::u32: return H5T_STD_U32LE;
    case Type::i64: return H5T_STD_I64LE;
    case Type::u64: return H5T_STD_U64LE;
    case Type::f64: return H5T_IEEE_F64LE;
    case Type::text: break;
  }
  return -1;
}

constexpr Type kNumbers[] = {Type::i8, Type::u8, Type::i32, Type::u32, Type::i64, Type::u64, Type::f64};
constexpr const char* kTypeNames[] = {"int8", "uint8", "int32", "uint32", "int64", "uint64", "float64", "text"};

hid_t make_text_type() {
  const hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, H5T_VARIABLE);
  H5Tset_cset(type, H5T_CSET_UTF8);
  return type;
}

}  // namespace

std::string innermost_reason() {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first_description, &reason);
  std::replace(reason.begin(), reason.end(), '\n', ' ');  // an error is one line
  return reason.empty() ? "HDF5 gives no reason" : reason;
}

const char* name_of(Type type) { return kTypeNames[static_cast<std::size_t>(type)]; }

Id element_type(Type type) { return {type == Type::text ? make_text_type() : H5Tcopy(disk_type(type)), H5Tclose}; }

bool recognise(hid_t stored, Type& type) {
  for (const Type candidate : kNumbers) {
    if (H5Tequal(stored, disk_type(candidate)) > 0) {
      type = candidate;
      return true;
    }
  }
  type = Type::text;
  return H5Tis_variable_str(stored) > 0;
}

std::size_t product(const Shape& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

Id make_space(const Shape& shape) {
  const std::vector<hsize_t> lengths(shape.begin(), shape.end());
  return {shape.empty() ? H5Screate(H5S_SCALAR) : H5Screate_simple(static_cast<int>(lengths.size()), lengths.data(), nullptr),
          H5Sclose};
}

std::vector<const char*> pointers(std::span<const std::string> texts) {
  std::vector<const char*> result;
  result.reserve(texts.size());
  for (const std::string& text : texts) result.push_back(text.c_str());
  return result;
}

std::vector<std::string> adopt(std::vector<char*>& raw) {
  std::vector<std::string> result;
  result.reserve(raw.size());
  for (char* text : raw) {
    result.emplace_back(text == nullptr ? "" : text);
    H5free_memory(text);
  }
  return result;
}

}  // namespace asgen::data::h5::detail
