#include <mpi.h>
#include <sys/resource.h>

#include <chrono>
#include <functional>
#include <iostream>

#include "jobs/cluster/mpi_transport.hpp"
#include "sim/base/error.hpp"
#include "tests/jobs/cluster/fake_evaluators.hpp"
#include "tests/mpi/scenarios.hpp"

namespace asgen::cluster::test {
namespace {

using MasterPart = std::function<void(Master&)>;

struct Part {
  EvaluatorFactory make_evaluator = make_factory<SumEvaluator>();
  WorkerOptions worker{.build = "test", .threads = 2};
  WorkerEnd expected_end = WorkerEnd::stopped;
};

double cpu_seconds() {
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  return static_cast<double>(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
         1e-6 * static_cast<double>(use.ru_utime.tv_usec + use.ru_stime.tv_usec);
}

double share_of_a_core(const std::function<void()>& work) {
  const double cpu = cpu_seconds();
  const auto begin = std::chrono::steady_clock::now();
  work();
  return (cpu_seconds() - cpu) / std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// Rank 0 does `lead`, the others work as `part` says.
void run_roles(const MpiSession& session, const Part& part, Checks& checks, const MasterPart& lead) {
  const auto transport = make_mpi_transport(session);
  if (session.rank() == 0) {
    Master master(*transport, {.build = "test"});
    lead(master);
  } else {
    const WorkerEnd end = run_worker(*transport, part.make_evaluator, part.worker);
    checks.check(end == part.expected_end, "the worker ends as expected");
  }
}

std::string error_while(const std::function<void()>& work) {
  try {
    work();
  } catch (const base::Error& error) {
    return error.what();
  }
  return "no error";
}

void check_contains(Checks& checks, const std::string& text, const std::string& part) {
  checks.check(text.find(part) != std::string::npos, "'" + text + "' contains '" + part + "'");
}

void alone(const MpiSession& session, Checks& checks) {
  const auto transport = make_mpi_transport(session);
  check_contains(checks, error_while([&] { Master(*transport, {}); }), "the master needs at least one worker");
}

void units(const MpiSession& session, Checks& checks) {
  const std::string study(3'000'000, 's');  // too long for an eager message
  Part part;
  part.make_evaluator = [&](const std::string& text) {
    checks.check(text == study, "the study's text arrives whole");
    return std::make_shared<const SumEvaluator>();
  };
  run_roles(session, part, checks, [&](Master& master) {
    master.start(study);
    for (const std::uint64_t serials : {400u, 3u, 1000u}) {
      const auto generation = make_units(serials, 3);
      master.submit(generation);
      checks.check(same_results(collect(master), compute_serially(SumEvaluator(), generation)), "equal to the serial results");
    }
    master.stop();
    checks.check(master.stats().units_done == 3 * 1403, "every unit is counted once");
  });
}

EvaluatorFactory broken_factory() {
  return [](const std::string&) -> std::shared_ptr<const Evaluator> {
    throw base::DataError("days/x.h5", "cannot be opened (no such file)", "import it first");
  };
}

void failed_start(const MpiSession& session, Checks& checks) {
  Part part;
  const int last = session.size() - 1;
  if (session.rank() == last) {
    part.make_evaluator = broken_factory();
    part.expected_end = WorkerEnd::failed;
  }
  run_roles(session, part, checks, [&](Master& master) {
    master.start("");
    const std::string error = error_while([&] { master.wait_until_ready(); });
    check_contains(checks, error, "rank " + std::to_string(last) + " on ");
    check_contains(checks, error, ": days/x.h5: cannot be opened (no such file); import it first");
  });
}

void other_build(const MpiSession& session, Checks& checks) {
  Part part;
  if (session.rank() == 1) part.worker.build = "older";
  run_roles(session, part, checks, [&](Master& master) {
    master.start("");
    check_contains(checks, error_while([&] { master.wait_until_ready(); }), "runs build 'older' (the master is 'test')");
  });
}

void halt(const MpiSession& session, Checks& checks) {
  const auto begun = std::make_shared<std::atomic<std::size_t>>(0);
  Part part;
  part.make_evaluator = [=](const std::string&) { return std::make_shared<const CountingEvaluator>(begun); };
  std::uint64_t results = 0;
  run_roles(session, part, checks, [&](Master& master) {
    master.start("");
    master.submit(make_sleeps(3000, 0.01));
    while (results < 20) results += master.next() ? 1 : 0;
    master.halt();
    results += collect(master).size();
    master.stop();
  });
  std::uint64_t mine = begun->load();
  std::uint64_t all = 0;
  MPI_Reduce(&mine, &all, 1, MPI_UINT64_T, MPI_SUM, 0, MPI_COMM_WORLD);
  if (session.rank() == 0) checks.check(results == all && results < 3000, "results are the units that were begun");
}

void unwound(const MpiSession& session, Checks& checks) {
  Part part;
  if (session.rank() == 1) {
    part.make_evaluator = broken_factory();
    part.expected_end = WorkerEnd::failed;
  }
  run_roles(session, part, checks, [](Master& master) {
    master.start("");
    master.wait_until_ready();
  });
}

void idle(const MpiSession& session, Checks& checks) {
  Part part;
  part.make_evaluator = make_factory<SleepEvaluator>();
  const double share = share_of_a_core([&] {
    run_roles(session, part, checks, [](Master& master) {
      master.start("");
      master.submit(make_sleeps(1, 3));
      collect(master);
    });
  });
  std::cout << "rank " << session.rank() << " used " << 100 * share << " % of a core while waiting" << std::endl;
  checks.check(share < 0.3, "a waiting rank uses less than 30 % of a core");
}

}  // namespace

void Checks::check(bool holds, const std::string& what) {
  if (holds) return;
  ++failures_;
  std::cerr << "rank " << rank_ << ": check failed: " << what << std::endl;
}

void play(const std::string& name, const MpiSession& session, Checks& checks) {
  if (name == "alone") return alone(session, checks);
  if (name == "units") return units(session, checks);
  if (name == "failed_start") return failed_start(session, checks);
  if (name == "other_build") return other_build(session, checks);
  if (name == "halt") return halt(session, checks);
  if (name == "unwound") return unwound(session, checks);
  if (name == "idle") return idle(session, checks);
  checks.check(false, "there is a scenario '" + name + "'");
}

}  // namespace asgen::cluster::test
