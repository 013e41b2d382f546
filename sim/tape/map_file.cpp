#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sim/base/error.hpp"
#include "sim/tape/layout.hpp"

namespace asgen::tape {

OwnedBlock map_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    throw base::ConfigurationError(path, std::string("cannot open it (") + std::strerror(errno) + ")", "check the path");
  }
  struct stat status = {};
  const bool known = ::fstat(descriptor, &status) == 0 && status.st_size > 0;
  const std::size_t size = known ? static_cast<std::size_t>(status.st_size) : 0;
  void* memory = known ? ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0) : MAP_FAILED;
  ::close(descriptor);
  if (memory == MAP_FAILED) {
    throw base::DataError(path, known ? "cannot be mapped into memory" : "is empty", "it is made anew from the day file");
  }
  std::shared_ptr<const void> owner(memory, [size](void* p) { ::munmap(p, size); });
  return {owner, {static_cast<const std::byte*>(memory), size}};
}

}  // namespace asgen::tape
