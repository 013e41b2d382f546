// The path of a synthetic day: mid by step, market orders with their reach.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/error.hpp"
#include "sim/base/math.hpp"
#include "sim/base/random.hpp"
#include "sim/data/calendar.hpp"
#include "sim/data/synth.hpp"

namespace asgen::data {

namespace {

using base::Purpose;
using base::Stream;

/// What a side's streams are for; the number is part of the key.
enum class Draw : std::uint32_t { arrivals = 0, reach = 2, volume = 4 };

struct DayKey {
  std::uint64_t seed;
  std::uint32_t day;

  [[nodiscard]] Stream stream(Purpose purpose, std::uint32_t sub = 0) const { return Stream({seed, purpose, day, sub}); }
  [[nodiscard]] Stream stream(Draw draw, base::Side side) const {
    return stream(Purpose::synth_trades, static_cast<std::uint32_t>(draw) + (side == base::Side::buy ? 1U : 0U));
  }
};

void require(bool holds, const char* option, const std::string& value, const char* rule) {
  if (!holds) throw base::ConfigurationError(std::string("synth/") + option, "= " + value + " (must be " + rule + ")", "choose another value");
}

void require(bool holds, const char* option, double value, const char* rule) { require(holds, option, fmt::format("{}", value), rule); }

std::int64_t step_ns(const SynthOptions& options) { return base::nanos_from_seconds(options.step_s).count(); }
std::int64_t duration_ns(const SynthOptions& options) { return base::nanos_from_seconds(options.duration_s).count(); }

/// Times of Poisson arrivals at `rate` per second in [from, to), in seconds.
std::vector<double> poisson_times(Stream stream, double rate, double from, double to) {
  std::vector<double> times;
  if (!(rate > 0)) return times;
  times.reserve(static_cast<std::size_t>((to - from) * rate * 1.2) + 16);
  for (double t = from + stream.exponential(rate); t < to; t += stream.exponential(rate)) times.push_back(t);
  return times;
}

/// Branching simulation of a Hawkes process (Hawkes and Oakes 1974) in its stationary state: immigrants at A (1 - n)
/// from long before the open, each order with Poisson(n) children after Exp(beta).
std::vector<double> hawkes_times(const SynthOptions& options, Stream immigrants, Stream children) {
  const double n = options.hawkes_branching;
  const double burn_in = 30 / (options.hawkes_decay * (1 - n));
  auto times = poisson_times(immigrants, options.arrival_rate * (1 - n), -burn_in, options.duration_s);
  for (std::size_t i = 0; i < times.size(); ++i) {  // grows while it is walked: children have children
    for (auto left = children.poisson(n); left > 0; --left) {
      const double t = times[i] + children.exponential(options.hawkes_decay);
      if (t < options.duration_s) times.push_back(t);
    }
  }
  std::erase_if(times, [](double t) { return t < 0; });
  std::sort(times.begin(), times.end());
  return times;
}

std::vector<double> arrival_times(const SynthOptions& options, const DayKey& key, base::Side side) {
  auto arrivals = key.stream(Draw::arrivals, side);
  if (options.hawkes_branching == 0) return poisson_times(arrivals, options.arrival_rate, 0, options.duration_s);
  return hawkes_times(options, arrivals, key.stream(Purpose::synth_hawkes, side == base::Side::buy ? 1 : 0));
}

std::int64_t draw_lots(const SynthOptions& options, Stream& stream) {
  if (options.volume == SynthVolume::fixed) return static_cast<std::int64_t>(options.volume_lots);
  const double lots = options.volume_lots * base::exp(options.volume_log_sd * stream.normal());
  return static_cast<std::int64_t>(std::ceil(std::min(lots, 1e15)));
}

/// Whole nanoseconds strictly inside a step and inside the day.
std::int64_t inside_step(double seconds, std::int64_t step, std::int64_t duration) {
  const auto ns = std::min(static_cast<std::int64_t>(seconds * 1e9), duration - 1);
  return ns % step == 0 ? ns + 1 : ns;
}

void add_orders(const SynthOptions& options, const DayKey& key, base::Side side, std::vector<SynthPath::Order>& orders) {
  auto reach = key.stream(Draw::reach, side);
  auto volume = key.stream(Draw::volume, side);
  for (const double t : arrival_times(options, key, side)) {
    orders.push_back({inside_step(t, step_ns(options), duration_ns(options)), static_cast<std::int8_t>(sign(side)),
                      reach.exponential(options.kappa), draw_lots(options, volume)});
  }
}

/// Sum of the jumps of each step.
void add_jumps(const SynthOptions& options, const DayKey& key, std::vector<double>& moves) {
  if (!(options.jumps_per_day > 0)) return;
  auto stream = key.stream(Purpose::synth_jumps);
  for (auto left = stream.poisson(options.jumps_per_day); left > 0; --left) {
    const auto step = 1 + stream.below(moves.size() - 1);
    moves[step] += options.jump_sd * stream.normal();
  }
}

void add_impact(const SynthOptions& options, const std::vector<SynthPath::Order>& orders, std::vector<double>& moves) {
  if (options.impact == 0) return;
  for (const auto& order : orders) moves[static_cast<std::size_t>(order.ns / step_ns(options)) + 1] += options.impact * order.side;
}

/// The mid must stay on a price grid of positive 32-bit ticks, with room for the book around it.
void check_mid(const SynthOptions& options, double mid) {
  const double ticks = mid / options.tick;
  const double margin = options.book_levels + options.half_spread_ticks + 2;
  if (ticks > margin && ticks < 2e9) return;
  throw base::ConfigurationError("synth", fmt::format("lets the mid go to {} (outside the price grid)", mid),
                                 "raise start_price, or lower sigma, jump_sd or duration_s");
}

}  // namespace

void check(const SynthOptions& o) {
  const auto positive = [](const char* name, double value) { require(value > 0 && std::isfinite(value), name, value, "> 0"); };
  const auto not_negative = [](const char* name, double value) { require(value >= 0 && std::isfinite(value), name, value, ">= 0"); };
  for (const auto& [name, value] : {std::pair{"start_price", o.start_price}, {"tick", o.tick}, {"lot", o.lot}, {"duration_s", o.duration_s},
                                    {"step_s", o.step_s}, {"kappa", o.kappa}, {"hawkes_decay", o.hawkes_decay}}) {
    positive(name, value);
  }
  for (const auto& [name, value] : {std::pair{"sigma", o.sigma}, {"jump_sd", o.jump_sd}, {"arrival_rate", o.arrival_rate},
                                    {"impact", o.impact}, {"volume_log_sd", o.volume_log_sd}}) {
    not_negative(name, value);
  }
  require(o.jumps_per_day >= 0 && o.jumps_per_day <= 700, "jumps_per_day", o.jumps_per_day, "in [0, 700]");
  require(o.jumps_per_day == 0 || o.jump_sd > 0, "jump_sd", o.jump_sd, "> 0 with jumps_per_day");
  require(o.hawkes_branching >= 0 && o.hawkes_branching < 1, "hawkes_branching", o.hawkes_branching, "in [0, 1)");
  require(o.step_s >= 1e-6 && duration_ns(o) % step_ns(o) == 0, "duration_s", o.duration_s, "a whole number of steps of step_s >= 1e-6");
  require(o.volume_lots >= 1 && o.volume_lots == std::floor(o.volume_lots), "volume_lots", o.volume_lots, "a whole number >= 1");
  require(o.level_lots >= 1 && o.level_lots == std::floor(o.level_lots), "level_lots", o.level_lots, "a whole number >= 1");
  require(o.book_levels >= 1, "book_levels", o.book_levels, ">= 1");
  require(o.half_spread_ticks >= 1, "half_spread_ticks", o.half_spread_ticks, ">= 1");
  parse_date(o.start_day, "synth/start_day");
}

SynthPath make_synthetic_path(const SynthOptions& options, std::uint64_t seed, std::uint32_t day_index) {
  check(options);
  const DayKey key{seed, day_index};
  SynthPath path;
  add_orders(options, key, base::Side::sell, path.orders);
  add_orders(options, key, base::Side::buy, path.orders);
  std::stable_sort(path.orders.begin(), path.orders.end(), [](const auto& a, const auto& b) { return a.ns < b.ns; });

  const auto steps = static_cast<std::size_t>(duration_ns(options) / step_ns(options));
  std::vector<double> moves(steps + 1, 0.0);
  auto brownian = key.stream(Purpose::synth_mid);
  const double step_sd = options.sigma * std::sqrt(options.step_s);
  for (std::size_t j = 1; j <= steps; ++j) moves[j] = step_sd * brownian.normal();
  add_jumps(options, key, moves);
  add_impact(options, path.orders, moves);

  path.mid.resize(steps + 1);
  path.mid[0] = options.start_price;
  for (std::size_t j = 1; j <= steps; ++j) path.mid[j] = path.mid[j - 1] + moves[j];
  const auto [lowest, highest] = std::minmax_element(path.mid.begin(), path.mid.end());
  check_mid(options, *lowest);
  check_mid(options, *highest);
  return path;
}

}  // namespace asgen::data
