// The block on disk and in memory.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <new>

#include "sim/base/error.hpp"
#include "sim/base/file.hpp"
#include "sim/base/hash.hpp"
#include "sim/tape/indicators.hpp"
#include "sim/tape/tape.hpp"
#include "tests/reference/random_day.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace asgen;
using base::Side;
using tape::Tape;

namespace {

Tape some_tape() {
  base::Stream random({.seed = 11});
  return Tape::compile(test_reference::random_day(random, {.messages = 400}), {});
}
bool same_block(const Tape& a, const Tape& b) { return std::ranges::equal(a.block(), b.block()); }

struct AlignedCopy {
  explicit AlignedCopy(std::span<const std::byte> block)
      : owner(::operator new (block.size(), std::align_val_t{64}), [](void* p) { ::operator delete (p, std::align_val_t{64}); }),
        bytes(static_cast<std::byte*>(owner.get()), block.size()) {
    std::memcpy(bytes.data(), block.data(), block.size());
  }
  std::shared_ptr<void> owner;
  std::span<std::byte> bytes;
};

}  // namespace

TEST_CASE("a saved tape opens with the same bytes and answers") {
  const test::TemporaryFolder folder;
  const Tape tape = some_tape();
  const std::string path = folder / "day.tape";
  tape.save(path);
  const Tape mapped = Tape::open(path);
  CHECK(same_block(tape, mapped));
  CHECK(mapped.ticks() == tape.ticks());
  CHECK(mapped.price(12345) == 123.45);
  CHECK(std::string(mapped.info().symbol) == "RANDOM");
  for (std::size_t e = 0; e <= tape.events(); ++e) {
    CHECK(mapped.displayed_through(Side::sell, 1010, e) == tape.displayed_through(Side::sell, 1010, e));
    CHECK(mapped.first_touch(Side::buy, 998, e, tape.events()) == tape.first_touch(Side::buy, 998, e, tape.events()));
  }
}

TEST_CASE("a block does not care where it lies") {
  const Tape tape = some_tape();
  const AlignedCopy copy(tape.block());
  const Tape moved = Tape::adopt(copy.owner, copy.bytes, "copy");
  CHECK(same_block(tape, moved));
  CHECK(moved.best_bid().back() == tape.best_bid().back());
}

TEST_CASE("what a tape and fitted columns mean has not changed without a new version: caches outlive programs") {
  const Tape tape = some_tape();
  base::LaneHash hash;
  hash.add(tape.block());
  CHECK(hash.value() == 6331589307726026092ULL);  // another value: raise kBlockVersion, then write it here
  const tape::IntensityColumns columns = tape::compute_intensity(tape, {.length = 5, .from_tick = 0, .price_step = 1});
  base::LaneHash fitted;
  fitted.add(columns.block);
  CHECK(columns.first_ready < tape.ticks());
  CHECK(fitted.value() == 17222063635452307382ULL);  // another value: raise kIntensityVersion, then write it here
}

TEST_CASE("compiling twice gives the same bytes") { CHECK(same_block(some_tape(), some_tape())); }

TEST_CASE("a damaged, foreign or cut block is refused with its name") {
  const AlignedCopy good(some_tape().block());
  const auto refused = [&](std::size_t at, std::size_t size) {
    const AlignedCopy bad(good.bytes);
    if (at < size) bad.bytes[at] ^= std::byte{1};
    CHECK_THROWS_AS(Tape::adopt(bad.owner, bad.bytes.first(size), "x.tape"), base::DataError);
  };
  const std::size_t n = good.bytes.size();
  refused(0, n);       // magic
  refused(8, n);       // version
  refused(n / 2, n);   // a column
  refused(n - 1, n);   // the end
  refused(n, n - 64);  // cut
  refused(n, 10);      // hardly there
  const AlignedCopy spare(good.bytes);
  CHECK_THROWS_AS(Tape::adopt(spare.owner, spare.bytes.subspan(8), "x.tape"), base::DataError);
  CHECK_NOTHROW(Tape::adopt(spare.owner, spare.bytes, "x.tape"));
}

TEST_CASE("a missing tape file and one that cannot be written are the user's to mend") {
  const test::TemporaryFolder folder;
  CHECK_THROWS_AS(Tape::open(folder / "none.tape"), base::ConfigurationError);
  base::write_atomically(folder / "empty.tape", "");
  CHECK_THROWS_AS(Tape::open(folder / "empty.tape"), base::DataError);
  CHECK_THROWS_AS(some_tape().save(folder / "no/such/day.tape"), base::StorageError);
}
