#include "tests/bench/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "sim/base/error.hpp"

namespace asgen::bench {
namespace {

using base::Nanos;
using market::QueueModel;
using strategy::Behaviour;

constexpr std::array<std::string_view, 8> kQueues = {"front",      "risk_averse",  "back",         "log_prob_1",
                                                     "log_prob_2", "power_prob_1", "power_prob_2", "power_prob_3"};
constexpr std::array kBehaviours{Behaviour::sane, Behaviour::faithful};
constexpr std::array kLevels{1, 3, 10};
constexpr Nanos kTenth{base::kNanosPerSecond / 10};
constexpr Nanos kSecond{base::kNanosPerSecond};

std::string_view name_of(Behaviour behaviour) { return behaviour == Behaviour::sane ? "sane" : "faithful"; }

std::string name_of(Nanos time) {
  return time.count() % base::kNanosPerSecond == 0 ? fmt::format("{}s", time.count() / base::kNanosPerSecond) : fmt::format("{}ms", time.count() / 1'000'000);
}

[[noreturn]] void refuse(const std::string& name, std::string_view part, std::string_view known) {
  throw base::ConfigurationError("--scenario " + name, fmt::format("has the part \"{}\" (known: {})", part, known),
                                 "write SET.CLOCK.REFRESH.NxN.QUEUE.BEHAVIOUR, e.g. standx.1s.1s.1x1.risk_averse.sane");
}

std::vector<std::string_view> parts_of(const std::string& name) {
  std::vector<std::string_view> parts;
  std::string_view rest = name;
  for (std::size_t dot = rest.find('.'); dot != rest.npos; dot = rest.find('.')) {
    parts.push_back(rest.substr(0, dot));
    rest.remove_prefix(dot + 1);
  }
  parts.push_back(rest);
  if (parts.size() != 6) refuse(name, name, "six parts");
  return parts;
}

Nanos parse_time(const std::string& name, std::string_view part) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
  const std::string_view unit(end, static_cast<std::size_t>(part.data() + part.size() - end));
  if (error != std::errc() || number <= 0 || (unit != "s" && unit != "ms")) refuse(name, part, "times such as 1s, 10s, 100ms");
  return Nanos(number * (unit == "s" ? base::kNanosPerSecond : 1'000'000));
}

int parse_levels(const std::string& name, std::string_view part) {
  const auto found = std::ranges::find_if(kLevels, [&](int n) { return part == fmt::format("{0}x{0}", n); });
  if (found == kLevels.end()) refuse(name, part, "1x1, 3x3, 10x10");
  return *found;
}

}  // namespace

const std::vector<std::string>& known_sets() {
  static const std::vector<std::string> sets{"standx", "binance", "ibm", "synth10m", "synth1h"};
  return sets;
}

std::string name_of(const Scenario& s) {
  return fmt::format("{}.{}.{}.{}x{}.{}.{}", s.set, name_of(s.clock), name_of(s.refresh), s.levels, s.levels, kQueues.at(static_cast<std::size_t>(s.queue)),
                     name_of(s.behaviour));
}

Scenario parse_scenario(const std::string& name) {
  const std::vector<std::string_view> parts = parts_of(name);
  Scenario scenario;
  scenario.set = parts[0];
  if (std::ranges::find(known_sets(), scenario.set) == known_sets().end()) refuse(name, parts[0], fmt::format("{}", fmt::join(known_sets(), ", ")));
  scenario.clock = parse_time(name, parts[1]);
  scenario.refresh = parse_time(name, parts[2]);
  scenario.levels = parse_levels(name, parts[3]);
  const auto queue = std::ranges::find(kQueues, parts[4]);
  if (queue == kQueues.end()) refuse(name, parts[4], fmt::format("{}", fmt::join(kQueues, ", ")));
  scenario.queue = static_cast<QueueModel>(queue - kQueues.begin());
  if (parts[5] != "sane" && parts[5] != "faithful") refuse(name, parts[5], "sane, faithful");
  scenario.behaviour = parts[5] == "sane" ? Behaviour::sane : Behaviour::faithful;
  return scenario;
}

std::vector<Nanos> refresh_times(Nanos clock) {
  std::vector<Nanos> times;
  for (const Nanos time : {kTenth, kSecond, kSecond * 10}) {
    if (time >= clock) times.push_back(time);
  }
  return times;
}

std::vector<Scenario> scenarios_of(const std::string& set) {
  std::vector<Scenario> all;
  for (const Nanos clock : {kSecond, kTenth}) {
    for (const Behaviour behaviour : kBehaviours) {
      for (const Nanos refresh : refresh_times(clock)) {
        for (const int levels : kLevels) all.push_back({set, clock, refresh, levels, QueueModel::risk_averse, behaviour});
      }
      for (std::size_t queue = 0; queue < kQueues.size() && clock == kSecond; ++queue) {
        const auto model = static_cast<QueueModel>(queue);
        if (model != QueueModel::risk_averse) all.push_back({set, clock, kSecond, 1, model, behaviour});
      }
    }
  }
  return all;
}

}  // namespace asgen::bench
