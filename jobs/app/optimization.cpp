#include "jobs/app/optimization.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <memory>
#include <thread>
#include <utility>

#include "jobs/app/cluster_setup.hpp"
#include "jobs/app/done_marker.hpp"
#include "jobs/app/log.hpp"
#include "jobs/app/memory.hpp"
#include "jobs/app/outcome.hpp"
#include "jobs/app/reports.hpp"
#include "jobs/app/study_evaluator.hpp"
#include "jobs/app/study_genome.hpp"
#include "jobs/app/version.hpp"
#include "jobs/cluster/progress.hpp"
#include "jobs/cluster/signals.hpp"
#include "sim/base/file.hpp"
#include "sim/base/hash.hpp"

namespace asgen::app {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Study, days and segments of the master; a worker in this process shares them.
struct Prepared {
  std::string text;
  std::shared_ptr<configs::Study> study;
  std::shared_ptr<const StudyMarket> market;
  std::vector<results::DataDigest> data;
  SteadyClock::time_point began = SteadyClock::now();
};

Prepared prepare(const OptimizeOptions& options, int threads) {
  Prepared prepared;
  prepared.text = base::read_text(options.study);
  prepared.study = std::make_shared<configs::Study>(configs::parse_study(prepared.text, options.study));
  configs::load_latency(*prepared.study);
  if (!options.results_folder.empty()) prepared.study->results_folder = options.results_folder;
  base::make_folder(prepared.study->results_folder);
  StudyDays days = load_days(*prepared.study, options.cache);
  prepared.data = digests_of(days, threads);
  prepared.market = make_market(*prepared.study, std::move(days));
  return prepared;
}

double predicted_cost(const StudyMarket& market, const cluster::WorkUnit& unit) {
  const simulate::Segment& segment = market.segments()[unit.segment];
  return base::seconds(segment.to - segment.from);
}

void describe(const Prepared& prepared, const Search& search) {
  const auto held_back = prepared.market->with_role(results::SegmentRole::held_back).size();
  log_info(fmt::format("{}: {} genes, {} segments to train, {} held back, at most {} evaluations; {}", prepared.study->name,
                       prepared.study->genome.size(), search.training().size(), held_back, search.algorithm().planned(),
                       describe_objective(*prepared.study, search.training().size())));
}

// Shows how the run goes, and stores a snapshot after a generation unless that would cost more than about 1 % of the run's time.
class Watcher {
 public:
  Watcher(const Prepared& prepared, Search& search, cluster::Master& master) : prepared_(prepared), search_(search), master_(master) {}

  void show(const UnitPool* pool, bool always = false) {
    const cluster::ClusterStats stats = master_.stats();
    tell_of_first(stats);
    const optimizer::Record* best = search_.archive().best();
    const std::uint64_t done = stats.units_done + replayed(pool);
    cluster::Progress progress{.generation = search_.algorithm().generation() + (always ? 0 : 1),
                               .generations = 0,
                               .units_done = done,
                               // Whoever wins is also simulated on the segments held back.
                               .units_total = std::max<std::uint64_t>(search_.algorithm().planned() * search_.training().size(), done),
                               .units_per_second = stats.units_per_second,
                               .best = best != nullptr ? best->evaluation.fitness : std::nan(""),
                               .busy_share = stats.busy_share};
    show_progress(cluster::format_progress(progress), always);
  }

  void store(const RunState& state, const RunPaths& paths) {
    const auto begin = SteadyClock::now();
    if (begin < next_snapshot_) return;
    results::write_run_file(paths.run_file, snapshot_of(state, std::nullopt, false));
    const auto took = SteadyClock::now() - begin;
    next_snapshot_ = SteadyClock::now() + std::max<SteadyClock::duration>(100 * took, std::chrono::seconds(2));
  }

 private:
  /// How long it took until the search really searched.
  void tell_of_first(const cluster::ClusterStats& stats) {
    if (stats.units_done == 0 || std::exchange(first_told_, true)) return;
    const double seconds = std::chrono::duration<double>(SteadyClock::now() - prepared_.began).count();
    (seconds < kWorthALine ? log_detail : log_info)(fmt::format("first unit simulated {:.2f} s after the start", seconds));
  }
  static std::uint64_t replayed(const UnitPool* pool) { return pool == nullptr ? 0 : pool->results().size() - pool->simulated(); }

  const Prepared& prepared_;
  Search& search_;
  cluster::Master& master_;
  SteadyClock::time_point next_snapshot_{};
  bool first_told_ = false;
};

// The ranks of a killed job notice it a moment after their launcher has gone; who resumes at once waits for them.
constexpr std::chrono::seconds kLeavingTime{15};

results::JournalOptions journal_options(const OptimizeOptions& options) {
  if (!options.resume) return {.mode = results::OpenMode::fresh};
  return {.mode = results::OpenMode::resume, .lock_patience = kLeavingTime};
}

void announce(const configs::Study& study, const results::Journal& journal, bool resume) {
  if (!journal.taken_over_from().empty()) log_warning("took over the lock of " + journal.taken_over_from() + ", which is gone");
  if (resume && !journal.resumed()) log_info("nothing to resume: " + study.name + " starts anew");
  if (journal.resumed()) {
    log_info(fmt::format("resuming {}: {} units are in the journal{}", study.name, journal.kept().units.size(),
                         journal.kept().dropped_bytes > 0 ? fmt::format(", a torn tail of {} bytes was dropped", journal.kept().dropped_bytes) : ""));
  }
}

base::ExitCode stopped(const RunState& state, const RunPaths& paths) {
  results::write_run_file(paths.run_file, snapshot_of(state, std::nullopt, false));
  log_warning(fmt::format("stopped early by request; {} results are stored in {}; go on with --resume", state.pool.results().size(), paths.journal));
  return base::ExitCode::stopped_early;
}

/// A zero that comes from never trading beats every loss, and is no result.
void warn_if_idle(const RunState& state, const results::Winner& winner) {
  double fills = 0;
  for (const std::uint32_t segment : state.market.with_role(results::SegmentRole::train)) {
    fills += winner.metrics[segment * account::kMetricCount + static_cast<std::size_t>(account::Metric::fills)];
  }
  if (fills > 0) return;
  log_warning("the winner never trades on the training segments: nothing was learnt; check order_amount, min_notional and the initial balances, "
              "and ask for fills in /objective/feasibility, e.g. {\"metric\": \"fills\", \"at_least\": 5}");
}

base::ExitCode finish(const RunState& state, const RunPaths& paths, const results::Winner& winner, results::Journal& journal, bool json) {
  const results::RunSnapshot snapshot = snapshot_of(state, winner, true);
  results::write_run_file(paths.run_file, snapshot);
  const std::optional<std::string> no_yml = write_tuned(state.study, paths, winner);
  journal.finish();
  print_run(snapshot, json);
  warn_if_idle(state, winner);
  log_info(fmt::format("run file {}, tuned configuration {}{}", paths.run_file, paths.tuned_json,
                       state.study.target == configs::Target::hummingbot && !no_yml ? " and " + paths.tuned_yml : ""));
  if (no_yml) log_warning("no tuned.yml: " + *no_yml);
  return base::ExitCode::done;
}

/// Refuses a run that will not fit into this node's memory; what it will take and what is there, as a line of log.
std::string check_memory(const Prepared& prepared, const OptimizeOptions& options, const NodeShare& share) {
  const MemoryNeed need = memory_need(*prepared.market, share);
  std::optional<MemoryLimit> limit = available_memory();
  if (options.memory_gib > 0) limit = MemoryLimit{static_cast<std::uint64_t>(options.memory_gib * (1u << 30)), "--memory"};
  std::string line = "memory of this node: " + describe(need);
  if (!limit) return line;
  require_memory(need, *limit);
  return line + fmt::format("; {:.2f} GiB are there ({})", static_cast<double>(limit->bytes) / (1u << 30), limit->source);
}

/// Without a cache the master of a cluster would begin to compile when the search is over, for the winner's paths. It has nothing else to do
/// meanwhile. A day that fails is an error of whoever asks for it.
std::jthread prepare_meanwhile(const StudyMarket& market, bool needed) {
  if (!needed) return {};
  return std::jthread([&market](const std::stop_token& stop) {
    for (std::size_t i = 0; i < market.size() && !stop.stop_requested(); ++i) {
      try {
        static_cast<void>(market.segment(i));
      } catch (const std::exception& error) {
        return log_detail(std::string("preparing days ahead: ") + error.what());
      }
    }
  });
}

base::ExitCode search_as_master(const Prepared& prepared, ClusterSetup& cluster, const OptimizeOptions& options, int ranks_here) {
  const configs::Study& study = *prepared.study;
  const RunPaths paths(study);
  Search search(study, prepared.market->with_role(results::SegmentRole::train));
  const int threads = threads_or_default(options.threads);
  const std::string memory = check_memory(prepared, options, {.ranks = ranks_here, .threads = threads, .units = search.algorithm().planned() * search.training().size()});
  results::Journal journal(paths.journal, {configs::study_identity(study), version(), prepared.data}, journal_options(options));
  announce(study, journal, options.resume);
  describe(prepared, search);
  log_info(memory);
  cluster.master().start(start_payload(options.study, configs::to_json(study)));

  Watcher watcher(prepared, search, cluster.master());
  const UnitPool* shown = nullptr;
  UnitPool pool(cluster.master(), journal, [&] { watcher.show(shown); });
  shown = &pool;
  const RunState state{study, *prepared.market, prepared.data, search, pool, cluster.master(), threads, std::chrono::system_clock::now()};
  const bool alone = cluster.is_local();
  const bool cached = !prepared.market->plan().days.cache->folders(prepared.market->plan().days.days.front().folder).empty();
  const std::jthread ahead = prepare_meanwhile(*prepared.market, !alone && !cached);
  const bool finished = search.run(pool, journal, [&] { watcher.store(state, paths); });
  watcher.show(&pool, true);
  if (!finished) return stopped(state, paths);
  if (search.archive().best() == nullptr) {
    results::write_run_file(paths.run_file, snapshot_of(state, std::nullopt, true));
    throw base::ConfigurationError(study.name, "no genome was feasible (see /evaluations/reason in " + paths.run_file + ")",
                                   "loosen /objective/feasibility, or widen the genes");
  }
  const std::optional<results::Winner> winner = judge_winner(state, pool);
  if (!winner) return stopped(state, paths);
  cluster.master().stop();
  return finish(state, paths, *winner, journal, options.json);
}

base::ExitCode run_as_master(const cluster::MpiSession* session, const OptimizeOptions& options) {
  const cluster::SignalWatch watch;
  const int threads = threads_or_default(options.threads);
  std::shared_ptr<const StudyMarket> market;
  std::shared_ptr<const configs::Study> study;
  const cluster::MasterOptions master{.build = version(),
                                      .predicted_cost = [&market](const cluster::WorkUnit& unit) { return predicted_cost(*market, unit); }};
  // The cluster comes first: should the study be refused, its destructor tells waiting ranks to go home.
  ClusterSetup cluster(session, [&](const std::string&) { return std::make_shared<StudyEvaluator>(study, market); }, master, threads);
  const Prepared prepared = prepare(options, threads);
  study = prepared.study;
  market = prepared.market;
  return search_as_master(prepared, cluster, options, session == nullptr ? 1 : session->ranks_here());
}

base::ExitCode guarded(const cluster::MpiSession* session, const OptimizeOptions& options) {
  base::ExitCode code = base::ExitCode::our_bug;
  try {
    code = run_as_master(session, options);
  } catch (const base::Error& error) {
    // Answered here and not in main: MPI can then be ended in order, and no rank is left waiting.
    log_error(error.what());
    code = error.code();
  }
  return leave_code(code);
}

}  // namespace

base::ExitCode run_optimize(const OptimizeOptions& options) {
  if (!cluster::launched_by_mpi()) return guarded(nullptr, options);
  const cluster::MpiSession session;
  if (session.rank() == 0) return guarded(&session, options);
  silence_log();
  return static_cast<base::ExitCode>(serve_as_worker(session, threads_or_default(options.threads), options.cache));
}

}  // namespace asgen::app
