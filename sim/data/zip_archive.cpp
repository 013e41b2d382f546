#include "sim/data/zip_archive.hpp"

#include <zip.h>

#include <cstring>
#include <filesystem>
#include <fstream>

#include "sim/base/error.hpp"

namespace asgen::data {

namespace {

/// The message of a libzip error code.
std::string text_of(int code) {
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  return text;
}

class MemberSource : public ByteSource {
 public:
  MemberSource(std::shared_ptr<void> archive, zip_file_t* file) : archive_(std::move(archive)), file_(file) {}
  MemberSource(const MemberSource&) = delete;
  MemberSource& operator=(const MemberSource&) = delete;
  ~MemberSource() override { zip_fclose(file_); }

  Read read(char* into, std::size_t size) override {
    const zip_int64_t got = zip_fread(file_, into, size);
    if (got >= 0) return {static_cast<std::size_t>(got)};
    return {0, std::string("the zip archive cannot be read on (") + zip_file_strerror(file_) + ")"};
  }

 private:
  std::shared_ptr<void> archive_;
  zip_file_t* file_;
};

zip_t* archive_of(const std::shared_ptr<void>& handle) { return static_cast<zip_t*>(handle.get()); }

}  // namespace

ZipArchive::ZipArchive(const std::string& path) : path_(path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) throw base::ConfigurationError(path, "cannot be read (No such file or directory)", "check the path");
  int code = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY, &code);
  if (archive == nullptr) throw base::DataError(path, "is no whole zip archive (" + text_of(code) + ")", "fetch the file again");
  handle_ = std::shared_ptr<void>(archive, [](void* opened) { zip_discard(static_cast<zip_t*>(opened)); });
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
    const char* name = zip_get_name(archive, static_cast<zip_uint64_t>(i), 0);
    members_.emplace_back(name == nullptr ? "" : name);
  }
}

std::unique_ptr<ByteSource> ZipArchive::open(std::size_t member) const {
  zip_t* archive = archive_of(handle_);
  zip_file_t* file = zip_fopen_index(archive, member, 0);
  if (file == nullptr) {
    throw base::DataError(path_ + ":" + members_[member], std::string("cannot be opened (") + zip_strerror(archive) + ")", "fetch the file again");
  }
  return std::make_unique<MemberSource>(handle_, file);
}

bool is_zip(const std::string& path) {
  char head[4] = {};
  std::ifstream(path, std::ios::binary).read(head, sizeof head);
  return std::memcmp(head, "PK\x03\x04", 4) == 0 || std::memcmp(head, "PK\x05\x06", 4) == 0;
}

}  // namespace asgen::data
