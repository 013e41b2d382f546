# Third-party libraries, all from Debian 12's packages; the list of packages is in jobs/packages.sh.
find_package(Threads REQUIRED)
find_package(OpenMP REQUIRED COMPONENTS CXX)
find_package(MPI REQUIRED COMPONENTS CXX)
find_package(ZLIB REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(Eigen3 REQUIRED NO_MODULE)
find_package(yaml-cpp REQUIRED)
find_package(doctest REQUIRED)

# Serial HDF5 by name: with libhdf5-openmpi-dev installed the plain `hdf5` module would be the parallel one.
find_package(PkgConfig REQUIRED)
pkg_check_modules(HDF5_SERIAL REQUIRED IMPORTED_TARGET hdf5-serial)
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)
find_package(simdjson REQUIRED)
add_library(asgen::hdf5 ALIAS PkgConfig::HDF5_SERIAL)
