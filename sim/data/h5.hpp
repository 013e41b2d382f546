#pragma once
// The one HDF5 pair of the house: files, datasets, attributes and dimension scales by path. HDF5's own headers stay in
// h5*.cpp. Files carry no times, so the same calls give the same bytes. One File belongs to one thread at a time.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace asgen::data::h5 {

/// Element types on disk: fixed-size little-endian numbers, or UTF-8 text of variable length.
enum class Type { i8, u8, i32, u32, i64, u64, f64, text };

/// C++ types that map to a numeric element type.
template <class T>
concept Number = std::same_as<T, std::int8_t> || std::same_as<T, std::uint8_t> || std::same_as<T, std::int32_t> ||
                 std::same_as<T, std::uint32_t> || std::same_as<T, std::int64_t> || std::same_as<T, std::uint64_t> ||
                 std::same_as<T, double>;

template <Number T>
consteval Type type_of() {
  if constexpr (std::same_as<T, std::int8_t>) return Type::i8;
  if constexpr (std::same_as<T, std::uint8_t>) return Type::u8;
  if constexpr (std::same_as<T, std::int32_t>) return Type::i32;
  if constexpr (std::same_as<T, std::uint32_t>) return Type::u32;
  if constexpr (std::same_as<T, std::int64_t>) return Type::i64;
  if constexpr (std::same_as<T, std::uint64_t>) return Type::u64;
  return Type::f64;
}

/// Lengths of the dimensions, slowest first; empty = a scalar.
using Shape = std::vector<std::size_t>;

/// How a dataset is stored and described.
struct DatasetOptions {
  std::string unit = {};         ///< attribute "unit"; left out when empty
  std::string description = {};  ///< attribute "description"; left out when empty
  int deflate = 4;               ///< 0 = not compressed; 1..9 with byte shuffle
  Shape chunk = {};              ///< empty = chosen (about 64 Ki elements)
};

/// Elements of a chunk of datasets that grow.
inline constexpr std::size_t kAppendChunk = 65536;

/// An HDF5 file. Paths are absolute within the file ("/book/price"); "/" is the root. Errors name the file and the path:
/// StorageError for a file being created, DataError for one being read.
class File {
 public:
  /// Starts a new file beside `path`; it appears under `path` at publish(), or never.
  static File create(const std::string& path);
  /// Opens for reading. Throws ConfigurationError when `path` cannot be opened, DataError when it is not HDF5.
  static File open(const std::string& path);

  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File();

  /// Closes a created file, syncs it and renames it into place. Nothing may be called afterwards.
  void publish();
  [[nodiscard]] const std::string& path() const { return path_; }

  // --- objects ---
  /// Makes a group and its parents; an existing group is left alone.
  void make_group(const std::string& group);
  [[nodiscard]] bool exists(const std::string& object) const;
  [[nodiscard]] bool is_group(const std::string& object) const;
  /// Names (not paths) of what a group holds, in alphabetical order.
  [[nodiscard]] std::vector<std::string> children(const std::string& group) const;

  // --- datasets (row-major; the parents of a new dataset are made) ---
  template <Number T>
  void write(const std::string& dataset, std::span<const T> values, const Shape& shape, const DatasetOptions& options = {}) {
    write_raw(dataset, {type_of<T>(), values.data(), values.size()}, shape, options);
  }
  /// One dimension.
  template <Number T>
  void write(const std::string& dataset, const std::vector<T>& values, const DatasetOptions& options = {}) {
    write<T>(dataset, std::span<const T>(values), Shape{values.size()}, options);
  }
  /// Adds values at the end of a one-dimensional dataset that only append() fills; the first call makes it. Cheapest in multiples
  /// of kAppendChunk: a chunk is compressed each time that it is touched.
  template <Number T>
  void append(const std::string& dataset, std::span<const T> values, const DatasetOptions& options = {}) {
    append_raw(dataset, {type_of<T>(), values.data(), values.size()}, options);
  }
  void write_text(const std::string& dataset, std::span<const std::string> values, const Shape& shape,
                  const DatasetOptions& options = {});

  /// All elements; the stored type must be T.
  template <Number T>
  [[nodiscard]] std::vector<T> read(const std::string& dataset) const {
    std::vector<T> values(element_count(dataset));
    read_raw(dataset, type_of<T>(), values.data());
    return values;
  }
  [[nodiscard]] std::vector<std::string> read_text(const std::string& dataset) const;
  [[nodiscard]] Shape shape(const std::string& dataset) const;
  [[nodiscard]] Type type(const std::string& dataset) const;
  [[nodiscard]] std::size_t element_count(const std::string& dataset) const;

  // --- dimension scales (H5DS) ---
  /// Declares a one-dimensional dataset to be a scale called `name`.
  void make_scale(const std::string& dataset, const std::string& name);
  /// Attaches a scale to dimension `dimension` of `dataset` and labels the dimension with the scale's name.
  void attach_scale(const std::string& dataset, std::size_t dimension, const std::string& scale);
  void label_dimension(const std::string& dataset, std::size_t dimension, const std::string& label);
  [[nodiscard]] std::string dimension_label(const std::string& dataset, std::size_t dimension) const;
  /// True when at least one scale is attached to the dimension.
  [[nodiscard]] bool has_scale(const std::string& dataset, std::size_t dimension) const;

  // --- attributes (of the root, a group or a dataset) ---
  void set_attribute(const std::string& object, const std::string& name, std::string_view value);
  void set_attribute(const std::string& object, const std::string& name, const char* value);
  void set_attribute(const std::string& object, const std::string& name, double value);
  void set_attribute(const std::string& object, const std::string& name, std::int64_t value);
  void set_attribute(const std::string& object, const std::string& name, std::span<const std::string> values);
  void set_attribute(const std::string& object, const std::string& name, std::span<const double> values);
  [[nodiscard]] bool has_attribute(const std::string& object, const std::string& name) const;
  [[nodiscard]] std::vector<std::string> attribute_names(const std::string& object) const;
  [[nodiscard]] std::string text_attribute(const std::string& object, const std::string& name) const;
  [[nodiscard]] double double_attribute(const std::string& object, const std::string& name) const;
  [[nodiscard]] std::int64_t int_attribute(const std::string& object, const std::string& name) const;
  [[nodiscard]] std::vector<std::string> text_list_attribute(const std::string& object, const std::string& name) const;
  [[nodiscard]] std::vector<double> double_list_attribute(const std::string& object, const std::string& name) const;

 private:
  enum class Access { create, read };
  struct Values {
    Type type;
    const void* data;
    std::size_t count;
  };
  File(std::string path, std::string temporary, std::int64_t handle, Access access);

  void write_raw(const std::string& dataset, const Values& values, const Shape& shape, const DatasetOptions& options);
  void append_raw(const std::string& dataset, const Values& values, const DatasetOptions& options);
  void make_growing(const std::string& dataset, Type type, const DatasetOptions& options);
  void describe(const std::string& dataset, const DatasetOptions& options);
  void read_raw(const std::string& dataset, Type wanted, void* into) const;
  void write_attribute(const std::string& object, const std::string& name, const Values& values, bool scalar);
  void read_attribute(const std::string& object, const std::string& name, Type wanted, void* into) const;
  [[nodiscard]] std::size_t attribute_count(const std::string& object, const std::string& name) const;
  void close() noexcept;
  [[noreturn]] void fail(const std::string& object, const std::string& problem) const;
  std::int64_t check(std::int64_t result, const std::string& object, const char* action) const;

  std::string path_;
  std::string temporary_;
  std::int64_t handle_ = -1;
  Access access_ = Access::read;
};

}  // namespace asgen::data::h5
