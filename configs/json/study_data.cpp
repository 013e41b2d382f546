// Section `data`: day files, recorded feeds or synthetic days.
#include <array>

#include "configs/json/sections.hpp"
#include "sim/base/error.hpp"

namespace asgen::configs {
namespace {

/// How the files are to be read.
void bind_reading(Binder& b, data::ImportOptions& feed) {
  static const std::array<std::string, 7> kLayouts = {"detect", "tardis", "lobster", "hftbacktest", "collector", "lean", "bars"};
  static const std::array<std::string, 2> kBooks = {"changes", "quotes"};
  static const std::array<std::string, 2> kSides = {"tick_rule", "keep"};
  bind_choice(b, {"layout", "Layout of all files; detect: told by their content."}, feed.layout, kLayouts);
  b.text({"date", "Day of files whose stamps count from midnight, YYYY-MM-DD; default: in their names."}, feed.date);
  bind_choice(b, {"book", "What makes the book where a feed has both: its changes, or its best quotes."}, feed.book, kBooks);
  bind_choice(b, {"unknown_sides", "Trades without an aggressor: by the tick rule, or kept so (no order fills on them)."}, feed.unknown_sides, kSides);
}

/// What one unit of quantity is.
void bind_contract(Binder& b, data::ImportOptions& feed) {
  static const std::array<std::string, 2> kContracts = {"linear", "inverse"};
  std::size_t contract = feed.contract == kContracts[1] ? 1 : 0;
  b.choice({"contract", "linear: amounts count the base currency; inverse: they count contracts worth contract_size quote currency."}, contract, kContracts);
  feed.contract = kContracts[contract];
  b.number({"contract_size", "Worth of one unit of quantity.", "base (linear) or quote (inverse) currency"}, feed.contract_size, positive());
}

void describe_feed(Binder& b, data::ImportOptions& feed) {
  b.texts({"files", "Files of one feed, plain, .gz or .zip, in time order per kind; their content says what they hold.", "", Presence::required},
          feed.files);
  bind_reading(b, feed);
  b.text({"exchange", "Name of the exchange; default: as the files say."}, feed.exchange);
  b.text({"symbol", "Symbol; rows of other symbols are skipped; default: as the first row or the file's name says."}, feed.symbol);
  b.text({"time_zone", "Days begin at midnight in this IANA time zone; default: America/New_York for LOBSTER and LEAN, else UTC."}, feed.time_zone);
  b.text({"session", "Trading session HH:MM-HH:MM in time_zone; what lies outside is cut away; default: the whole day."}, feed.session);
  b.optional_number({"tick", "Price quantum; default: the greatest common divisor of all prices seen.", "quote currency"}, feed.tick,
                    positive());
  b.optional_number({"lot", "Quantity quantum; default: the greatest common divisor of all amounts seen.", "base units"}, feed.lot,
                    positive());
  std::int64_t depth = feed.depth_levels.value_or(-1);
  b.integer({"depth_levels", "Recorded levels a side: 0 full depth, 1 quotes, N the best N; -1: detect.", "levels"}, depth,
            between(-1, 1000));
  if (depth >= 0) feed.depth_levels = static_cast<int>(depth);
  b.number({"max_bad", "Share of bad rows in a file above which it is refused."}, feed.max_bad, between(0, 1));
  bind_seconds(b, {"gap_s", "A longer time without any row is a gap in the recording: no quotes, no fills.", "s"}, feed.gap, positive());
  bind_contract(b, feed);
}

void bind_volume(Binder& b, data::SynthOptions& o) {
  static const std::array<std::string, 2> kNames = {"fixed", "log_normal"};
  bind_choice(b, {"volume", "Size of market orders: fixed, or log-normal with volume_lots as its median."}, o.volume, kNames);
  b.number({"volume_lots", "Size of every market order, or the median of the log-normal.", "lots"}, o.volume_lots, positive());
  b.number({"volume_log_sd", "Standard deviation of the logarithm of the size; log_normal only."}, o.volume_log_sd, not_negative());
}

void bind_book(Binder& b, data::SynthOptions& o) {
  bind_integer(b, {"book_levels", "Displayed levels a side.", "levels"}, o.book_levels, between(1, 1000));
  bind_integer(b, {"half_spread_ticks", "1: best bid is the last tick below the mid; h: h - 1 ticks further out.", "ticks"},
               o.half_spread_ticks, between(1, 100000));
  b.number({"level_lots", "Displayed on each level.", "lots"}, o.level_lots, positive());
}

}  // namespace

void describe_synth(Binder& b, SynthDays& synth) {
  data::SynthOptions& o = synth.options;
  bind_integer(b, {"seed", "Seed of the days; day i is a pure function of seed and i."}, synth.seed, between(0, 9e15));
  bind_integer(b, {"days", "Number of days to search on; validation.unseen_days come after them.", "days", Presence::required}, synth.days,
               between(1, 100000));
  b.text({"exchange", "Name given to the exchange."}, o.exchange);
  b.text({"symbol", "Name given to the symbol."}, o.symbol);
  b.text({"start_day", "Date of day 0, YYYY-MM-DD."}, o.start_day);
  b.number({"duration_s", "Length of a day.", "s"}, o.duration_s, positive());
  b.number({"step_s", "Step of the mid and of the book.", "s"}, o.step_s, positive());
  b.number({"start_price", "Mid at the start of each day.", "quote currency"}, o.start_price, positive());
  b.number({"tick", "Price quantum.", "quote currency"}, o.tick, positive());
  b.number({"lot", "Quantity quantum.", "base units"}, o.lot, positive());
  b.number({"sigma", "Volatility of the Brownian mid.", "quote currency per sqrt(s)"}, o.sigma, not_negative());
  b.number({"jumps_per_day", "Expected number of jumps of the mid in a synthetic day.", "1/day"}, o.jumps_per_day, not_negative());
  b.number({"jump_sd", "Standard deviation of a jump.", "quote currency"}, o.jump_sd, not_negative());
  b.number({"arrival_rate", "A: market orders per second and side.", "1/s"}, o.arrival_rate, not_negative());
  b.number({"kappa", "k: a market order reaches as far as an exponential draw of this rate.", "1/quote currency"}, o.kappa, positive());
  b.number({"hawkes_branching", "Expected children of a market order (clustering); the mean rate stays arrival_rate.", "1"},
           o.hawkes_branching, {.lower = 0, .upper = 1, .upper_bound = Bound::open, .advice = "use a number from 0 to below 1"});
  b.number({"hawkes_decay", "A child follows after an exponential time of this rate.", "1/s"}, o.hawkes_decay, positive());
  b.number({"impact", "Adverse impact: each market order moves the mid this far its own way.", "quote currency"}, o.impact, not_negative());
  bind_volume(b, o);
  bind_book(b, o);
}

void describe_data(Binder& b, DataSection& data) {
  b.exactly_one_of({"days", "raw", "synth"});
  b.texts({"days", "Day files (asgen import, asgen synth), in time order; relative paths start at the study's folder."}, data.days);
  b.list({"raw", "Recorded feeds to import (and cache); relative paths start at the study's folder."},
         {.size = data.raw.size(),
          .resize = [&data](std::size_t n) { data.raw.resize(n); },
          .item = [&data](Binder& item, std::size_t i) { describe_feed(item, data.raw[i]); }});
  if (b.reading() && b.given({"raw", ""}) && data.raw.empty())
    b.fail("raw", "= [] (must name at least one feed)", "add a feed: {\"files\": [...]}");
  bool synthetic = data.synth.has_value();
  SynthDays synth = data.synth.value_or(SynthDays{});
  b.optional_object({"synth", "Synthetic days with a known optimum."}, synthetic,
                    [&synth](Binder& inner) { describe_synth(inner, synth); });
  if (synthetic) data.synth = synth;
  b.text({"cache", "Folder that keeps imported days; relative paths start at the current directory."}, data.cache);
}

}  // namespace asgen::configs
