#include "jobs/app/day_cache.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "jobs/app/log.hpp"
#include "sim/base/error.hpp"

namespace asgen::app {
namespace {

std::string temporary_folder() {
  const char* given = std::getenv("TMPDIR");
  return fmt::format("{}/{}-{}", given != nullptr && *given != '\0' ? given : "/tmp", kCacheFolder, ::geteuid());
}

}  // namespace

DayCache::DayCache(std::string choice) : choice_(std::move(choice)), shared_(temporary_folder()) {}

std::vector<std::string> DayCache::folders(const std::string& day_folder) const {
  if (choice_ == kNoCache) return {};
  if (!choice_.empty()) return {choice_};
  if (day_folder.empty()) return {};  // a synthetic day is made as fast as it is read
  return {day_folder + "/" + kCacheFolder, shared_};
}

std::string DayCache::find(const std::vector<std::string>& folders, const std::string& name) {
  for (const std::string& folder : folders) {
    if (std::string path = folder + "/" + name; base::file_size(path) > 0) return path;
  }
  return {};
}

bool DayCache::usable(const std::string& folder) { return folder != shared_ || base::is_own_folder(folder); }

std::optional<DayCache::Claim> DayCache::claim(const std::vector<std::string>& folders, const std::string& name,
                                               base::FileClaim::Patience patience) {
  for (const std::string& folder : folders) {
    try {
      base::make_folder(folder);
      if (!usable(folder)) continue;
      return Claim{folder, std::make_unique<base::FileClaim>(folder + "/" + name, patience)};
    } catch (const base::StorageError& error) {
      complain(folder, error.what());
    }
  }
  return std::nullopt;
}

bool DayCache::keeps(const std::vector<std::string>& folders) {
  return std::any_of(folders.begin(), folders.end(), [this](const std::string& folder) {
    try {
      base::make_folder(folder);
      return usable(folder) && ::access(folder.c_str(), W_OK) == 0;
    } catch (const base::StorageError&) {
      return false;
    }
  });
}

void DayCache::complain(const std::string& where, const std::string& problem) {
  {
    const std::lock_guard lock(mutex_);
    if (!complained_.insert(where).second) return;
  }
  log_warning("cache of compiled days: " + problem + " (no result depends on it)");
}

bool CachedDay::open_first(const std::string& suffix, const Open& open) {
  for (const std::string& folder : folders_) {
    const std::string path = DayCache::find({folder}, name_ + suffix);
    if (path.empty() || !open_quietly(path, open)) continue;
    cache_.count_opened();
    return true;
  }
  return false;
}

bool CachedDay::open_quietly(const std::string& path, const Open& open) {
  try {
    open(path);
    return true;
  } catch (const base::Error& error) {
    cache_.complain(path, error.what());
    return false;
  }
}

bool CachedDay::claim_day() {
  if (claim_) return false;
  claim_ = cache_.claim(folders_, name_, patience_);
  if (!claim_) return false;
  if (claim_->right->held()) return true;
  claim_.reset();
  throw MadeElsewhere{};
}

bool CachedDay::keep(const std::string& suffix, std::span<const std::byte> block) {
  if (!claim_) return false;
  try {
    base::write_replaceable(claim_->folder + "/" + name_ + suffix, block);
    return true;
  } catch (const base::StorageError& error) {
    cache_.complain(claim_->folder, error.what());
    return false;
  }
}

}  // namespace asgen::app
