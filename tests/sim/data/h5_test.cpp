#include "sim/data/h5.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "sim/base/error.hpp"
#include "tests/sim/data/temporary_folder.hpp"

using namespace asgen;
using data::h5::File;
using data::h5::Shape;
using data::h5::Type;
using test::contains;
using test::message_of;

namespace {

void write_sample(const std::string& path) {
  auto file = File::create(path);
  file.write("/numbers/f64", std::vector<double>{1.5, -2.0, std::numeric_limits<double>::quiet_NaN()}, {.unit = "s", .description = "some numbers"});
  file.write("/numbers/i8", std::vector<std::int8_t>{-1, 1});
  file.write("/numbers/u8", std::vector<std::uint8_t>{255});
  file.write("/numbers/i32", std::vector<std::int32_t>{-70000});
  file.write("/numbers/u32", std::vector<std::uint32_t>{4000000000U});
  file.write("/numbers/u64", std::vector<std::uint64_t>{~0ULL});
  file.write("/numbers/none", std::vector<double>{});
  const std::vector<std::int64_t> table{1, 2, 3, 4, 5, 6};
  file.write<std::int64_t>("/table", table, Shape{2, 3});
  file.write<double>("/scalar", std::vector<double>{7}, Shape{});
  file.write_text("/names", std::vector<std::string>{"alpha", "", "kappa \u03ba"}, Shape{3});
  file.make_group("/empty/group");
  file.make_scale("/names", "name");
  file.attach_scale("/table", 1, "/names");
  file.label_dimension("/table", 0, "row");
  file.set_attribute("/", "title", "sample");
  file.set_attribute("/table", "count", std::int64_t{6});
  file.set_attribute("/empty", "share", 0.25);
  file.set_attribute("/", "list", std::span<const std::string>(std::vector<std::string>{"a", "b"}));
  file.set_attribute("/", "no texts", std::span<const std::string>());
  file.set_attribute("/", "numbers", std::span<const double>(std::vector<double>{1, 2}));
  file.publish();
}

}  // namespace

TEST_CASE("numbers, texts and shapes come back as they were written") {
  const test::TemporaryFolder folder;
  write_sample(folder / "a.h5");
  const auto file = File::open(folder / "a.h5");
  const auto f64 = file.read<double>("/numbers/f64");
  CHECK(f64[1] == -2.0);
  CHECK(f64[2] != f64[2]);
  CHECK(file.read<std::int8_t>("/numbers/i8") == std::vector<std::int8_t>{-1, 1});
  CHECK(file.read<std::uint8_t>("/numbers/u8") == std::vector<std::uint8_t>{255});
  CHECK(file.read<std::int32_t>("/numbers/i32") == std::vector<std::int32_t>{-70000});
  CHECK(file.read<std::uint32_t>("/numbers/u32") == std::vector<std::uint32_t>{4000000000U});
  CHECK(file.read<std::uint64_t>("/numbers/u64") == std::vector<std::uint64_t>{~0ULL});
  CHECK(file.read<double>("/numbers/none").empty());
  CHECK(file.read<std::int64_t>("/table") == std::vector<std::int64_t>{1, 2, 3, 4, 5, 6});
  CHECK(file.shape("/table") == Shape{2, 3});
  CHECK(file.shape("/scalar").empty());
  CHECK(file.read<double>("/scalar") == std::vector<double>{7});
  CHECK(file.read_text("/names") == std::vector<std::string>{"alpha", "", "kappa \u03ba"});
  CHECK(file.type("/names") == Type::text);
  CHECK(file.type("/table") == Type::i64);
}

TEST_CASE("attributes, groups and dimension scales come back as they were written") {
  const test::TemporaryFolder folder;
  write_sample(folder / "a.h5");
  const auto file = File::open(folder / "a.h5");
  CHECK(file.text_attribute("/", "title") == "sample");
  CHECK(file.int_attribute("/table", "count") == 6);
  CHECK(file.double_attribute("/empty", "share") == 0.25);
  CHECK(file.text_list_attribute("/", "list") == std::vector<std::string>{"a", "b"});
  CHECK(file.text_list_attribute("/", "no texts").empty());
  CHECK(file.double_list_attribute("/", "numbers") == std::vector<double>{1, 2});
  CHECK(file.text_attribute("/numbers/f64", "unit") == "s");
  CHECK_FALSE(file.has_attribute("/numbers/i8", "unit"));
  CHECK(file.attribute_names("/numbers/f64") == std::vector<std::string>{"description", "unit"});
  CHECK(file.children("/") == std::vector<std::string>{"empty", "names", "numbers", "scalar", "table"});
  CHECK(file.is_group("/empty/group"));
  CHECK_FALSE(file.is_group("/table"));
  CHECK_FALSE(file.exists("/no/such/thing"));
  CHECK(file.dimension_label("/table", 0) == "row");
  CHECK(file.dimension_label("/table", 1) == "name");
  CHECK(file.has_scale("/table", 1));
  CHECK_FALSE(file.has_scale("/table", 0));
}

TEST_CASE("the same calls give the same bytes") {
  const test::TemporaryFolder folder;
  write_sample(folder / "a.h5");
  write_sample(folder / "b.h5");
  CHECK(test::bytes_of(folder / "a.h5") == test::bytes_of(folder / "b.h5"));
}

TEST_CASE("a file that is not published leaves nothing behind") {
  const test::TemporaryFolder folder;
  {
    auto file = File::create(folder / "a.h5");
    file.write("/x", std::vector<double>{1});
  }
  CHECK(folder.files() == 0);
}

TEST_CASE("HDF5 errors name the file and the object") {
  const test::TemporaryFolder folder;
  CHECK(contains(message_of<base::StorageError>([&] { File::create(folder / "no/such/folder/a.h5"); }), "a.h5"));
  CHECK(contains(message_of<base::ConfigurationError>([&] { File::open(folder / "missing.h5"); }), "no such file"));
  const auto text = folder.write("text.h5", "not HDF5 at all");
  CHECK(contains(message_of<base::DataError>([&] { File::open(text); }), "text.h5"));
  write_sample(folder / "a.h5");
  const auto file = File::open(folder / "a.h5");
  CHECK(contains(message_of<base::DataError>([&] { (void)file.read<double>("/table"); }), "/table: has type int64 (float64 wanted)"));
  CHECK(contains(message_of<base::DataError>([&] { (void)file.read<double>("/nothing"); }), "/nothing"));
  CHECK(contains(message_of<base::DataError>([&] { (void)file.text_attribute("/", "absent"); }), "/@absent: is missing"));
  CHECK(contains(message_of<base::DataError>([&] { (void)file.text_attribute("/table", "count"); }), "not of type text"));
}

TEST_CASE("a name that is taken and a shape that does not fit are refused on writing") {
  const test::TemporaryFolder folder;
  auto file = File::create(folder / "a.h5");
  file.write("/x", std::vector<double>{1});
  CHECK(contains(message_of<base::StorageError>([&] { file.write("/x", std::vector<double>{1}); }), "a.h5:/x"));
  CHECK_THROWS_AS(file.write<double>("/y", std::vector<double>{1, 2}, Shape{3}), base::StorageError);
}
