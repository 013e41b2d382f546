// Question: what can this machine do at best, so that the other figures have a limit to be held against?

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "sim/base/random.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/program.hpp"

namespace {

using namespace asgen;
using namespace asgen::bench;

constexpr int kRounds = 5;
volatile std::uint64_t sink = 0;  // keeps what is computed

/// Least processor time of `call`.
template <class Call>
double best_seconds(const Call& call) {
  double best = 1e9;
  for (int i = 0; i < kRounds; ++i) {
    const double begin = thread_seconds();
    call();
    best = std::min(best, thread_seconds() - begin);
  }
  return best;
}

/// Gigabytes a second when an array is read again and again, in order.
double read_rate(std::size_t bytes) {
  const std::vector<std::uint64_t> array(bytes / 8, 1);
  const std::size_t repeats = std::max<std::size_t>(1, (std::size_t{1} << 28) / bytes);
  const double s = best_seconds([&] {
    for (std::size_t i = 0; i < repeats; ++i) {
      std::uint64_t sums[4] = {};
      for (std::size_t k = 0; k + 4 <= array.size(); k += 4) {
        for (std::size_t lane = 0; lane < 4; ++lane) sums[lane] += array[k + lane];
      }
      sink = sink + sums[0] + sums[1] + sums[2] + sums[3];
    }
  });
  return static_cast<double>(bytes * repeats) / s * 1e-9;
}

/// Nanoseconds of a load whose address comes from the load before, at random places of an array.
double load_time(std::size_t bytes) {
  std::vector<std::uint32_t> next(bytes / 64 * 16);
  std::vector<std::uint32_t> lines(bytes / 64);
  std::iota(lines.begin(), lines.end(), 0U);
  base::Stream draw({1});
  for (std::size_t i = lines.size(); i > 1; --i) std::swap(lines[i - 1], lines[draw.below(i)]);
  for (std::size_t i = 0; i < lines.size(); ++i) next[lines[i] * 16] = lines[(i + 1) % lines.size()] * 16;
  constexpr std::size_t kLoads = 1 << 21;
  const double s = best_seconds([&] {
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < kLoads; ++i) at = next[at];
    sink = sink + at;
  });
  return s / kLoads * 1e9;
}

void run(const std::string& json) {
  Figures figures;
  for (const auto& [name, kilobytes] : {std::pair{"16k", 16UL}, {"256k", 256UL}, {"8m", 8UL << 10}, {"64m", 64UL << 10}, {"256m", 256UL << 10}}) {
    const double rate = read_rate(kilobytes << 10), load = load_time(kilobytes << 10);
    figures.add(fmt::format("read_gigabytes_per_s.{}", name), rate);
    figures.add(fmt::format("dependent_load_ns.{}", name), load);
    fmt::print("array of {:>5}: {:8.1f} GB/s read in order, {:7.2f} ns a dependent load\n", name, rate, load);
  }
  figures.write(json);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program("What the memory of this machine can do", "bench_machine");
  std::string json;
  program.add_option("--json", json, "file for the figures");
  return run_program(program, argc, argv, [&] { run(json); });
}
