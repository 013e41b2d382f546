// Compiled days on disk: made once, mapped afterwards, and never in the way.
#include "jobs/app/day_cache.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "sim/base/error.hpp"
#include "sim/tape/intensity_block.hpp"
#include "sim/tape/tape.hpp"
#include "tests/reference/random_day.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace asgen;
namespace fs = std::filesystem;
using Patience = base::FileClaim::Patience;

namespace {

data::Day some_day() {
  base::Stream random({.seed = 11});
  return test_reference::random_day(random, {.messages = 400});
}

/// $TMPDIR in a folder of its own.
struct Place {
  Place() { ::setenv("TMPDIR", (temporary / "").c_str(), 1); }
  ~Place() { ::unsetenv("TMPDIR"); }
  [[nodiscard]] std::string days() const { return folder.path().string(); }
  [[nodiscard]] std::string beside() const { return days() + "/" + app::kCacheFolder; }
  test::TemporaryFolder folder, temporary;
};

tape::Tape get(app::DayCache& cache, const std::string& day_folder, Patience patience = Patience::wait) {
  app::CachedDay day(cache, day_folder, "day.0123", patience);
  return day.obtain<tape::Tape>(".tape", tape::Tape::open, [] { return tape::Tape::compile(some_day(), {}); },
                                [](const tape::Tape& made) { return made.block(); });
}

std::size_t files_in(const std::string& folder) {
  if (!fs::is_directory(folder)) return 0;
  const fs::recursive_directory_iterator all(folder);
  return static_cast<std::size_t>(std::count_if(begin(all), end(all), [](const auto& entry) { return entry.is_regular_file(); }));
}

void overwrite(const std::string& path, std::streamoff at) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(at);
  const char flipped = static_cast<char>(file.get() ^ 1);
  file.seekp(at);
  file.put(flipped);
}

bool same(const tape::Tape& a, const tape::Tape& b) { return std::ranges::equal(a.block(), b.block()); }

}  // namespace

TEST_CASE("a day is made once, kept beside its file, and mapped afterwards with the same bytes") {
  const Place place;
  app::DayCache first("");
  const tape::Tape made = get(first, place.days());
  CHECK(first.made() == 1);
  CHECK(files_in(place.beside()) == 1);
  app::DayCache second("");
  CHECK(same(made, get(second, place.days())));
  CHECK(second.made() == 0);
  CHECK(second.opened() == 1);
}

TEST_CASE("a damaged, cut or outdated file is made anew and replaced") {
  const Place place;
  const std::string path = place.beside() + "/day.0123.tape";
  app::DayCache first("");
  const tape::Tape made = get(first, place.days());
  const auto spoil = {std::function<void()>([&] { overwrite(path, 5000); }), std::function<void()>([&] { fs::resize_file(path, 1000); }),
                      std::function<void()>([&] { overwrite(path, 8); })};  // byte 8 begins the version
  for (const auto& damage : spoil) {
    const tape::Tape copy = tape::Tape::compile(some_day(), {});
    fs::remove(path);  // what is mapped stays as it is
    copy.save(path);
    damage();
    app::DayCache again("");
    CHECK(same(made, get(again, place.days())));
    CHECK(again.made() == 1);
    app::DayCache healed("");
    CHECK(same(made, get(healed, place.days())));
    CHECK(healed.made() == 0);
  }
}

TEST_CASE("where the day's folder cannot be written the cache lies in $TMPDIR, and is found there") {
  const Place place;
  std::ofstream(place.beside()) << "a file in the way";
  app::DayCache first("");
  const tape::Tape made = get(first, place.days());
  CHECK(files_in(place.temporary.path().string()) == 1);
  app::DayCache second("");
  CHECK(same(made, get(second, place.days())));
  CHECK(second.made() == 0);
}

TEST_CASE("a folder of somebody else's in $TMPDIR is not trusted") {
  const test::TemporaryFolder elsewhere;
  const Place place;
  std::ofstream(place.beside()) << "a file in the way";
  fs::create_directory_symlink(elsewhere.path(), place.temporary / (std::string(app::kCacheFolder) + "-" + std::to_string(::geteuid())));
  app::DayCache cache("");
  CHECK(get(cache, place.days()).events() > 0);
  CHECK(files_in(elsewhere.path().string()) == 0);
}

TEST_CASE("a full disk or no place at all costs the cache, not the day") {
  const Place place;
  base::set_fault_hook([](base::FileOperation operation, const std::string&) { return operation == base::FileOperation::write ? ENOSPC : 0; });
  app::DayCache full("");
  CHECK(get(full, place.days()).events() > 0);
  base::set_fault_hook([](base::FileOperation, const std::string&) { return EROFS; });
  app::DayCache read_only("");
  CHECK(get(read_only, place.days()).events() > 0);
  base::set_fault_hook({});
  CHECK(files_in(place.days()) == 0);
  CHECK(files_in(place.temporary.path().string()) == 0);
}

TEST_CASE("a cache that can only be read is read") {
  const Place place;
  app::DayCache first("");
  const tape::Tape made = get(first, place.days());
  base::set_fault_hook([](base::FileOperation, const std::string&) { return EROFS; });
  app::DayCache second("");
  CHECK(same(made, get(second, place.days())));
  base::set_fault_hook({});
  CHECK(second.made() == 0);
}

TEST_CASE("--cache names the one folder, none turns caching off, and only a named folder holds synthetic days") {
  const test::TemporaryFolder named;
  const Place place;
  app::DayCache chosen(named.path().string());
  static_cast<void>(get(chosen, ""));
  CHECK(files_in(named.path().string()) == 1);
  app::DayCache none(app::kNoCache);
  CHECK(get(none, place.days()).events() > 0);
  app::DayCache standard("");
  CHECK(get(standard, "").events() > 0);
  CHECK(files_in(place.days()) + files_in(place.temporary.path().string()) == 0);
}

TEST_CASE("of many that want a day at once one makes it, and the others map what it made") {
  const Place place;
  std::vector<std::unique_ptr<app::DayCache>> caches;
  std::vector<std::jthread> team;
  for (int i = 0; i < 8; ++i) {
    caches.push_back(std::make_unique<app::DayCache>(""));
    team.emplace_back([&, cache = caches.back().get()] { static_cast<void>(get(*cache, place.days())); });
  }
  team.clear();
  std::size_t made = 0;
  for (const auto& cache : caches) made += cache->made();
  CHECK(made == 1);
  CHECK(files_in(place.beside()) == 1);
}

TEST_CASE("who does not want to wait hears that the day is being made elsewhere") {
  const Place place;
  fs::create_directories(place.beside());
  const base::FileClaim other(place.beside() + "/day.0123", Patience::wait);
  app::DayCache cache("");
  CHECK_THROWS_AS(static_cast<void>(get(cache, place.days(), Patience::none)), app::MadeElsewhere);
}

TEST_CASE("the claim of a process that died is free") {
  const Place place;
  fs::create_directories(place.beside());
  const pid_t child = ::fork();
  if (child == 0) {
    const base::FileClaim claim(place.beside() + "/day.0123", Patience::wait);
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
  REQUIRE(fs::exists(place.beside() + "/day.0123.lock"));
  app::DayCache cache("");
  CHECK(get(cache, place.days(), Patience::none).events() > 0);
  CHECK(files_in(place.beside()) == 1);
}

TEST_CASE("fitted columns are refused under another key, for another tape, or damaged") {
  const test::TemporaryFolder folder;
  const tape::IntensityKey key{.length = 5, .from_tick = 0, .price_step = 1};
  tape::IntensityDraft draft(key, 100);
  for (std::size_t tick = 10; tick < 100; ++tick) draft.set(tick, 2.0 + static_cast<double>(tick), 0.5);
  draft.ready_at(10);
  const tape::IntensityColumns made = draft.finish();
  const std::string path = folder / "x.intensity";
  base::write_replaceable(path, made.block);
  const tape::IntensityColumns mapped = tape::open_intensity(path, key, 100);
  CHECK(std::ranges::equal(mapped.block, made.block));
  CHECK(mapped.first_ready == 10);
  CHECK(mapped.alpha[50] == 52);
  CHECK(mapped.inverse_kappa[50] == 2);
  CHECK(mapped.inverse_kappa[9] == 0);
  CHECK_THROWS_AS(tape::open_intensity(path, key, 101), base::DataError);
  CHECK_THROWS_AS(tape::open_intensity(path, {.length = 6, .from_tick = 0, .price_step = 1}, 100), base::DataError);
  for (const std::streamoff at : {0, 8, 12, 500}) {
    base::write_replaceable(path, made.block);
    overwrite(path, at);
    CHECK_THROWS_AS(tape::open_intensity(path, key, 100), base::DataError);
  }
}
