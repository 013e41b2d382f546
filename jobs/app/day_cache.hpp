#pragma once
// Compiled days on disk: what one process has made every later one maps. Files are named after the content that they were made from, so
// nothing in a cache is ever out of date; each is checked when it is opened, and made anew when it is damaged.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "sim/base/file.hpp"

namespace asgen::app {

/// Name of the folder that holds a day's cache, beside its day file.
inline constexpr const char* kCacheFolder = "asgen-cache";
/// Value of --cache that turns caching off.
inline constexpr const char* kNoCache = "none";

/// The cache of one run; thread-safe. It never fails: what cannot be read or written is made in memory, with a line of log.
class DayCache {
 public:
  /// @param choice a folder for everything, "none" for no cache, "" for the default places: the folder asgen-cache beside a day file
  ///               or, where that cannot be written, asgen-cache-UID in $TMPDIR (else /tmp)
  explicit DayCache(std::string choice);

  /// Folders to look into for a day whose file lies in `day_folder` ("" = it has no file), the first one preferred.
  [[nodiscard]] std::vector<std::string> folders(const std::string& day_folder) const;
  /// The first of `folders` that has a file `name` of some size; "" when none has.
  [[nodiscard]] static std::string find(const std::vector<std::string>& folders, const std::string& name);

  /// A claim to make files called `name`... in the first folder that can be written; nothing when there is none.
  struct Claim {
    std::string folder;
    std::unique_ptr<base::FileClaim> right;
  };
  std::optional<Claim> claim(const std::vector<std::string>& folders, const std::string& name, base::FileClaim::Patience patience);

  /// Whether one of `folders` can be written, so that what one process makes the others need not.
  [[nodiscard]] bool keeps(const std::vector<std::string>& folders);
  /// Says once per `where` that something is wrong there.
  void complain(const std::string& where, const std::string& problem);
  void count_opened() { ++opened_; }
  void count_made() { ++made_; }
  [[nodiscard]] std::size_t opened() const { return opened_; }
  [[nodiscard]] std::size_t made() const { return made_; }

 private:
  bool usable(const std::string& folder);

  std::string choice_, shared_;  ///< shared_: the folder in $TMPDIR
  std::atomic<std::size_t> opened_{0}, made_{0};
  std::mutex mutex_;
  std::set<std::string> complained_;
};

/// Thrown when another process is making the day and Patience::none was asked for.
struct MadeElsewhere {};

/// One day on its way out of the cache or into it; of one thread. The first product that is missing claims the day until the end.
class CachedDay {
 public:
  /// @param name begins the names of all files of the day, and says what they were made from
  CachedDay(DayCache& cache, std::string day_folder, std::string name, base::FileClaim::Patience patience)
      : cache_(cache), folders_(cache.folders(day_folder)), name_(std::move(name)), patience_(patience) {}

  /// The product under the day's name with `suffix`: opened, or made and kept. Throws what `make` throws, and MadeElsewhere.
  /// @param open  from a path; its base::Error means that the file is of no use
  /// @param block the bytes that `open` will read
  template <class Product>
  Product obtain(const std::string& suffix, const std::function<Product(const std::string&)>& open, const std::function<Product()>& make,
                 const std::function<std::span<const std::byte>(const Product&)>& block) {
    std::optional<Product> product;
    const auto try_open = [&](const std::string& path) { product.emplace(open(path)); };
    if (open_first(suffix, try_open) || (claim_day() && open_first(suffix, try_open))) return std::move(*product);
    product.emplace(make());
    cache_.count_made();
    // Mapped again, so that the ranks of a node share one copy.
    if (keep(suffix, block(*product))) open_quietly(claim_->folder + "/" + name_ + suffix, try_open);
    return std::move(*product);
  }

 private:
  using Open = std::function<void(const std::string& path)>;
  bool open_first(const std::string& suffix, const Open& open);
  bool open_quietly(const std::string& path, const Open& open);
  /// True when the day had to be claimed: somebody may have made it meanwhile.
  bool claim_day();
  bool keep(const std::string& suffix, std::span<const std::byte> block);

  DayCache& cache_;
  std::vector<std::string> folders_;
  std::string name_;
  base::FileClaim::Patience patience_;
  std::optional<DayCache::Claim> claim_;
};

}  // namespace asgen::app
