#include "sim/data/h5_detail.hpp"

namespace asgen::data::h5 {

using namespace detail;

void File::make_growing(const std::string& dataset, Type type, const DatasetOptions& options) {
  const Id links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
  H5Pset_create_intermediate_group(links, 1);
  const Id properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  H5Pset_obj_track_times(properties, false);
  const hsize_t none = 0, chunk = kAppendChunk, unlimited = H5S_UNLIMITED;
  H5Pset_chunk(properties, 1, &chunk);
  if (options.deflate > 0) {
    H5Pset_shuffle(properties);
    H5Pset_deflate(properties, static_cast<unsigned>(options.deflate));
  }
  const Id space(H5Screate_simple(1, &none, &unlimited), H5Sclose);
  const Id made(H5Dcreate2(handle_, dataset.c_str(), element_type(type), space, links, properties, H5P_DEFAULT), H5Dclose);
  check(made, dataset, "created");
  describe(dataset, options);
}

void File::append_raw(const std::string& dataset, const Values& values, const DatasetOptions& options) {
  const Quiet quiet;
  if (!exists(dataset)) make_growing(dataset, values.type, options);
  if (values.count == 0) return;
  const hsize_t before = element_count(dataset), count = values.count, after = before + count;
  const Id opened(H5Dopen2(handle_, dataset.c_str(), H5P_DEFAULT), H5Dclose);
  check(opened, dataset, "opened");
  check(H5Dset_extent(opened, &after), dataset, "extended");
  const Id target(H5Dget_space(opened), H5Sclose);
  check(H5Sselect_hyperslab(target, H5S_SELECT_SET, &before, nullptr, &count, nullptr), dataset, "extended");
  const Id source(H5Screate_simple(1, &count, nullptr), H5Sclose);
  check(H5Dwrite(opened, element_type(values.type), source, target, H5P_DEFAULT, values.data), dataset, "written");
}

}  // namespace asgen::data::h5
