#pragma once
// Inside h5*.cpp only: handles, error text and types of HDF5's C interface.

#include <hdf5.h>

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sim/data/h5.hpp"

namespace asgen::data::h5::detail {

static_assert(std::same_as<hid_t, std::int64_t>, "handles are kept as int64 in the public header");

/// An HDF5 handle that closes itself.
class Id {
 public:
  using Closer = herr_t (*)(hid_t);
  Id(hid_t id, Closer closer) : id_(id), closer_(closer) {}
  Id(Id&& other) noexcept : id_(std::exchange(other.id_, -1)), closer_(other.closer_) {}
  Id(const Id&) = delete;
  Id& operator=(const Id&) = delete;
  ~Id() {
    if (id_ >= 0) closer_(id_);
  }
  operator hid_t() const { return id_; }

 private:
  hid_t id_;
  Closer closer_;
};

/// Keeps HDF5 from printing its own error stack during a call of ours.
class Quiet {
 public:
  Quiet() {
    H5Eget_auto2(H5E_DEFAULT, &print_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
  ~Quiet() { H5Eset_auto2(H5E_DEFAULT, print_, data_); }

 private:
  H5E_auto2_t print_ = nullptr;
  void* data_ = nullptr;
};

/// HDF5's own words for the last failure.
std::string innermost_reason();
/// A handle for the element type, text or number.
Id element_type(Type type);
/// The type of a stored element; text for anything of variable length. False when asgen does not know it.
bool recognise(hid_t stored, Type& type);
const char* name_of(Type type);
std::size_t product(const Shape& shape);
Id make_space(const Shape& shape);
std::vector<const char*> pointers(std::span<const std::string> texts);
/// Takes ownership of the strings that HDF5 allocated.
std::vector<std::string> adopt(std::vector<char*>& raw);

}  // namespace asgen::data::h5::detail
