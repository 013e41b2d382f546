#include "sim/data/h5.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/base/file.hpp"
#include "sim/data/h5_detail.hpp"

namespace asgen::data::h5 {

using namespace detail;

namespace {

constexpr std::size_t kChunkElements = 65536;

Shape chosen_chunk(Shape chunk) {
  while (product(chunk) > kChunkElements) {
    auto& longest = *std::max_element(chunk.begin(), chunk.end());
    longest = (longest + 1) / 2;
  }
  return chunk;
}

Id dataset_properties(const Shape& shape, const DatasetOptions& options) {
  Id properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  H5Pset_obj_track_times(properties, false);
  if (shape.empty() || product(shape) == 0) return properties;  // HDF5 cannot chunk a scalar or nothing
  const Shape chunk = options.chunk.empty() ? chosen_chunk(shape) : options.chunk;
  const std::vector<hsize_t> lengths(chunk.begin(), chunk.end());
  H5Pset_chunk(properties, static_cast<int>(lengths.size()), lengths.data());
  if (options.deflate > 0) {
    H5Pset_shuffle(properties);
    H5Pset_deflate(properties, static_cast<unsigned>(options.deflate));
  }
  return properties;
}

/// After a failed write HDF5 cannot close the file any more, and its own clean-up at exit then crashes over it. We close what we open.
void leave_exit_alone() {
  static const bool once = H5dont_atexit() >= 0;
  static_cast<void>(once);
}

extern "C" herr_t collect_link(hid_t, const char* name, const H5L_info_t*, void* into) {
  static_cast<std::vector<std::string>*>(into)->emplace_back(name);
  return 0;
}

}  // namespace

File::File(std::string path, std::string temporary, std::int64_t handle, Access access)
    : path_(std::move(path)), temporary_(std::move(temporary)), handle_(handle), access_(access) {}

File::File(File&& other) noexcept
    : path_(std::move(other.path_)), temporary_(std::move(other.temporary_)),
      handle_(std::exchange(other.handle_, -1)), access_(other.access_) {}

File& File::operator=(File&& other) noexcept {
  if (this == &other) return *this;
  close();
  path_ = std::move(other.path_);
  temporary_ = std::move(other.temporary_);
  handle_ = std::exchange(other.handle_, -1);
  access_ = other.access_;
  return *this;
}

File::~File() { close(); }

void File::close() noexcept {
  if (handle_ < 0) return;
  const Quiet quiet;
  H5Fclose(std::exchange(handle_, -1));
  if (access_ == Access::create) base::remove_quietly(temporary_);
}

File File::create(const std::string& path) {
  leave_exit_alone();
  const Quiet quiet;
  const std::string temporary = base::temporary_beside(path);
  const Id properties(H5Pcreate(H5P_FILE_CREATE), H5Pclose);
  H5Pset_obj_track_times(properties, false);
  File file(path, temporary, H5Fcreate(temporary.c_str(), H5F_ACC_TRUNC, properties, H5P_DEFAULT), Access::create);
  if (file.handle_ < 0) file.fail("", "cannot be created (" + innermost_reason() + ")");
  return file;
}

File File::open(const std::string& path) {
  leave_exit_alone();
  const Quiet quiet;
  if (!base::file_exists(path)) throw base::ConfigurationError(path, "no such file", "check the path");
  if (std::filesystem::is_directory(path)) throw base::ConfigurationError(path, "is a folder", "name a file");
  File file(path, "", H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), Access::read);
  if (file.handle_ < 0) file.fail("", "cannot be read as HDF5 (" + innermost_reason() + ")");
  return file;
}

void File::publish() {
  const Quiet quiet;
  check(H5Fflush(handle_, H5F_SCOPE_GLOBAL), "", "written");
  const std::int64_t closed = H5Fclose(std::exchange(handle_, -1));
  try {
    check(closed, "", "closed");
    base::publish(temporary_, path_);
  } catch (...) {
    base::remove_quietly(temporary_);
    throw;
  }
}

void File::fail(const std::string& object, const std::string& problem) const {
  const std::string where = object.empty() ? path_ : path_ + ":" + object;
  if (access_ == Access::create) throw base::StorageError(where, problem, "check the folder, its rights and the free space");
  throw base::DataError(where, problem, "check that the file is whole and of the right kind, or make it again");
}

std::int64_t File::check(std::int64_t result, const std::string& object, const char* action) const {
  if (result < 0) fail(object, std::string("cannot be ") + action + " (" + innermost_reason() + ")");
  return result;
}

void File::make_group(const std::string& group) {
  const Quiet quiet;
  if (exists(group)) return;
  const Id links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
  H5Pset_create_intermediate_group(links, 1);
  const Id properties(H5Pcreate(H5P_GROUP_CREATE), H5Pclose);
  H5Pset_obj_track_times(properties, false);
  const Id made(H5Gcreate2(handle_, group.c_str(), links, properties, H5P_DEFAULT), H5Gclose);
  check(made, group, "created");
}

bool File::exists(const std::string& object) const {
  const Quiet quiet;
  if (object == "/") return true;
  for (std::size_t end = object.find('/', 1);; end = object.find('/', end + 1)) {  // HDF5 wants every parent asked
    if (H5Lexists(handle_, object.substr(0, end).c_str(), H5P_DEFAULT) <= 0) return false;
    if (end == std::string::npos) return true;
  }
}

bool File::is_group(const std::string& object) const {
  const Quiet quiet;
  const Id opened(H5Oopen(handle_, object.c_str(), H5P_DEFAULT), H5Oclose);
  return H5Iget_type(check(opened, object, "opened")) == H5I_GROUP;
}

std::vector<std::string> File::children(const std::string& group) const {
  const Quiet quiet;
  std::vector<std::string> names;
  const Id opened(H5Gopen2(handle_, group.c_str(), H5P_DEFAULT), H5Gclose);
  check(opened, group, "opened");
  check(H5Literate(opened, H5_INDEX_NAME, H5_ITER_INC, nullptr, collect_link, &names), group, "listed");
  return names;
}

void File::write_raw(const std::string& dataset, const Values& values, const Shape& shape, const DatasetOptions& options) {
  const Quiet quiet;
  if (product(shape) != values.count) fail(dataset, "cannot be written (shape and number of values differ)");
  const Id links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
  H5Pset_create_intermediate_group(links, 1);
  const Id type = element_type(values.type);
  const Id space = make_space(shape);
  const Id properties = dataset_properties(shape, options);
  const Id made(H5Dcreate2(handle_, dataset.c_str(), type, space, links, properties, H5P_DEFAULT), H5Dclose);
  check(made, dataset, "created");
  if (values.count > 0) check(H5Dwrite(made, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data), dataset, "written");
  describe(dataset, options);
}

void File::describe(const std::string& dataset, const DatasetOptions& options) {
  if (!options.unit.empty()) set_attribute(dataset, "unit", options.unit);
  if (!options.description.empty()) set_attribute(dataset, "description", options.description);
}

void File::write_text(const std::string& dataset, std::span<const std::string> values, const Shape& shape,
                      const DatasetOptions& options) {
  const auto raw = pointers(values);
  write_raw(dataset, {Type::text, raw.data(), raw.size()}, shape, options);
}

void File::read_raw(const std::string& dataset, Type wanted, void* into) const {
  const Quiet quiet;
  if (const Type stored = type(dataset); stored != wanted) {
    fail(dataset, std::string("has type ") + name_of(stored) + " (" + name_of(wanted) + " wanted)");
  }
  if (element_count(dataset) == 0) return;
  const Id opened(H5Dopen2(handle_, dataset.c_str(), H5P_DEFAULT), H5Dclose);
  const Id memory = element_type(wanted);
  check(H5Dread(opened, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, into), dataset, "read");
}

std::vector<std::string> File::read_text(const std::string& dataset) const {
  std::vector<char*> raw(element_count(dataset), nullptr);
  read_raw(dataset, Type::text, raw.data());
  return adopt(raw);
}

Shape File::shape(const std::string& dataset) const {
  const Quiet quiet;
  const Id opened(H5Dopen2(handle_, dataset.c_str(), H5P_DEFAULT), H5Dclose);
  const Id space(H5Dget_space(check(opened, dataset, "opened")), H5Sclose);
  const auto rank = check(H5Sget_simple_extent_ndims(space), dataset, "measured");
  std::vector<hsize_t> lengths(static_cast<std::size_t>(rank));
  check(H5Sget_simple_extent_dims(space, lengths.data(), nullptr), dataset, "measured");
  return {lengths.begin(), lengths.end()};
}

Type File::type(const std::string& dataset) const {
  const Quiet quiet;
  const Id opened(H5Dopen2(handle_, dataset.c_str(), H5P_DEFAULT), H5Dclose);
  const Id stored(H5Dget_type(check(opened, dataset, "opened")), H5Tclose);
  Type known = Type::text;
  if (!recognise(stored, known)) fail(dataset, "has an element type that asgen does not know");
  return known;
}

std::size_t File::element_count(const std::string& dataset) const { return product(shape(dataset)); }

}  // namespace asgen::data::h5
