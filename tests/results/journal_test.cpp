#include <doctest/doctest.h>

#include "results/journal.hpp"
#include "results/journal_records.hpp"
#include "sim/base/error.hpp"
#include "sim/base/file.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace asgen;
using results::Journal;
using results::OpenMode;

namespace {

results::JournalHeader header() { return {R"({"genome":{"kappa":{"min":1}}})", "0.1.0", {{"day0", 7}}}; }

results::UnitRecord unit(std::uint64_t serial) {
  return {serial,
          3,
          serial % 2 == 0 ? results::UnitState::ok : results::UnitState::failed,
          serial % 2 == 0 ? "" : "no book",
          {1.5, -0.0, static_cast<double>(serial)},
          0.25,
          2};
}

void write_three(const std::string& path) {
  Journal journal(path, header(), {});
  journal.append(unit(0));
  journal.append(results::GenerationRecord{0, 1, 1});
  journal.append(unit(1));
}

results::JournalOptions resume() { return {OpenMode::resume, std::chrono::milliseconds(0)}; }

std::string message_of(const std::string& path, const results::JournalHeader& wanted, const results::JournalOptions& options) {
  try {
    const Journal journal(path, wanted, options);
    return "opened";
  } catch (const base::Error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("a journal read back holds every record") {
  const test::TemporaryFolder folder;
  write_three(folder / "a.journal");
  const results::JournalContent content = results::read_journal(folder / "a.journal");
  CHECK(content.header == header());
  REQUIRE(content.units.size() == 2);
  CHECK(content.units[1].serial == 1);
  CHECK(content.units[1].segment == 3);
  CHECK(content.units[1].state == results::UnitState::failed);
  CHECK(content.units[1].reason == "no book");
  CHECK(content.units[1].metrics == std::vector<double>{1.5, -0.0, 1.0});
  CHECK(content.units[1].seconds == 0.25);
  CHECK(content.units[1].rank == 2);
  REQUIRE(content.generations.size() == 1);
  CHECK(content.generations[0].evaluations == 1);
  CHECK_FALSE(content.finished);
  CHECK(content.dropped_bytes == 0);
}

TEST_CASE("resuming goes on after what is kept") {
  const test::TemporaryFolder folder;
  write_three(folder / "a.journal");
  {
    Journal journal(folder / "a.journal", header(), resume());
    CHECK(journal.resumed());
    CHECK(journal.kept().units.size() == 2);
    journal.append(unit(2));
    journal.finish();
  }
  const results::JournalContent content = results::read_journal(folder / "a.journal");
  CHECK(content.units.size() == 3);
  CHECK(content.finished);
  CHECK_FALSE(base::file_exists(folder / "a.journal.lock"));
}

TEST_CASE("resume without a journal begins a new one") {
  const test::TemporaryFolder folder;
  const Journal journal(folder / "a.journal", header(), resume());
  CHECK_FALSE(journal.resumed());
  CHECK(journal.kept().units.empty());
}

TEST_CASE("an unfinished journal without resume is an error that names --resume; a finished one is replaced") {
  const test::TemporaryFolder folder;
  write_three(folder / "a.journal");
  CHECK(message_of(folder / "a.journal", header(), {})
            .ends_with("a.journal: is the journal of an unfinished run (2 units, 1 generations stored); continue it with --resume, or delete "
                       "it to start anew"));
  Journal(folder / "a.journal", header(), resume()).finish();
  CHECK(message_of(folder / "a.journal", header(), {}) == "opened");
  CHECK(results::read_journal(folder / "a.journal").units.empty());
}

TEST_CASE("a journal of another run is refused with every difference") {
  const test::TemporaryFolder folder;
  write_three(folder / "a.journal");
  const results::JournalHeader other = {R"({"genome":{"kappa":{"min":2}}})", "0.2.0", {{"day0", 8}, {"day1", 1}}};
  const std::string message = message_of(folder / "a.journal", other, resume());
  CHECK(message.find("/genome/kappa/min: 1 -> 2") != std::string::npos);
  CHECK(message.find("data: day0 (0000000000000007) -> day0 (0000000000000008)") != std::string::npos);
  CHECK(message.find("data: day1 is new") != std::string::npos);
  CHECK(message.find("program version: 0.1.0 -> 0.2.0") != std::string::npos);
  CHECK(results::read_journal(folder / "a.journal").units.size() == 2);
}

TEST_CASE("a tail torn at any byte of the last record costs that record only") {
  const test::TemporaryFolder folder;
  write_three(folder / "a.journal");
  const std::string whole = base::read_text(folder / "a.journal");
  const std::size_t last = results::encode(unit(1)).size();
  for (std::size_t kept = whole.size() - last; kept < whole.size(); ++kept) {
    base::write_atomically(folder / "t.journal", whole.substr(0, kept));
    Journal journal(folder / "t.journal", header(), resume());
    REQUIRE(journal.kept().units.size() == 1);
    REQUIRE(journal.kept().dropped_bytes == kept - (whole.size() - last));
    journal.append(unit(1));
    REQUIRE(base::read_text(folder / "t.journal") == whole);
  }
}

TEST_CASE("no flipped bit goes unseen") {
  const test::TemporaryFolder folder;
  write_three(folder / "a.journal");
  const std::string whole = base::read_text(folder / "a.journal");
  const std::size_t header_end = results::journal_preamble().size() + results::encode(header()).size();
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string damaged = whole;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    if (bit / 8 < header_end) {
      REQUIRE_THROWS_AS(results::decode_journal(damaged, "j"), base::ConfigurationError);
    } else {
      const auto content = results::decode_journal(damaged, "j");
      REQUIRE(content.dropped_bytes > 0);
      REQUIRE(content.valid_bytes <= bit / 8);
    }
  }
}

TEST_CASE("what is no journal is refused") {
  CHECK_THROWS_AS(results::decode_journal("", "j"), base::ConfigurationError);
  CHECK_THROWS_AS(results::decode_journal("{}", "j"), base::ConfigurationError);
  CHECK_THROWS_AS(results::decode_journal("ASGENJNL", "j"), base::ConfigurationError);
  CHECK_THROWS_AS(results::read_journal("/nonexistent/j"), base::ConfigurationError);
}

TEST_CASE("a folder that cannot be written is told with where and what to do") {
  const test::TemporaryFolder folder;
  base::set_fault_hook(
      [](base::FileOperation operation, const std::string&) { return operation == base::FileOperation::open ? 30 : 0; });  // EROFS
  const std::string message = message_of(folder / "a.journal", header(), {});
  base::set_fault_hook({});
  CHECK(message.find("a.journal") != std::string::npos);
  CHECK(message.find("Read-only file system") != std::string::npos);
  CHECK_THROWS_AS(Journal("/nonexistent/folder/a.journal", header(), {}), base::StorageError);
  CHECK_FALSE(base::file_exists(folder / "a.journal.lock"));
}

TEST_CASE("a full disk while appending is a storage error, and the journal stays sound") {
  const test::TemporaryFolder folder;
  Journal journal(folder / "a.journal", header(), {});
  journal.append(unit(0));
  base::set_fault_hook(
      [](base::FileOperation operation, const std::string&) { return operation == base::FileOperation::write ? 28 : 0; });  // ENOSPC
  CHECK_THROWS_AS(journal.append(unit(1)), base::StorageError);
  base::set_fault_hook({});
  CHECK(results::read_journal(folder / "a.journal").units.size() == 1);
}
