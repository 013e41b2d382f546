#!/usr/bin/env python3
"""Same study and seed, same bits: for any ranks and threads, and for runs that were interrupted and resumed.

Usage: check_invariance.py ASGEN STUDY CASE, where CASE is `ranks` (1, 2, 3, 5 ranks x 1, 2 threads), `signal` (stopped in order by
SIGUSR1 at several moments and resumed on another number of ranks) or `kill` (the whole job killed, then resumed).
"""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

import h5py

STOPPED_EARLY = 75
MPIRUN = ["mpirun", "--oversubscribe", "--bind-to", "none"]


def environment(marker=None):
    env = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMPI_MCA_mpi_yield_when_idle="1",
               OMPI_MCA_rmaps_base_oversubscribe="1")
    if marker:
        env["ASGEN_DONE_MARKER"] = str(marker)
    return env


class Runs:
    def __init__(self, asgen, study, folder):
        self.asgen, self.study, self.folder = asgen, study, pathlib.Path(folder)
        self.name = pathlib.Path(study).stem

    def command(self, results, ranks, threads, resume=False):
        launcher = [] if ranks == 1 else MPIRUN + ["-n", str(ranks)]
        return launcher + [self.asgen, "optimize", self.study, "--results", str(results), "--threads", str(threads), "--quiet"] + \
            (["--resume"] if resume else [])

    def run(self, results, ranks, threads, resume=False):
        done = subprocess.run(self.command(results, ranks, threads, resume), env=environment(), cwd=self.folder, capture_output=True,
                              text=True, timeout=300, start_new_session=True)
        if done.returncode != 0:
            sys.exit(f"{ranks} ranks x {threads} threads: exit code {done.returncode}\n{done.stdout}{done.stderr}")

    def bits(self, results):
        evaluations = {}
        with h5py.File(results / f"{self.name}.h5", "r") as run:
            run["evaluations"].visititems(
                lambda name, node: evaluations.__setitem__(name, node[()].tobytes() if node.dtype.kind != "O" else str(node[()].tolist()))
                if isinstance(node, h5py.Dataset) else None)
        return {"evaluations": evaluations, "tuned.json": (results / f"{self.name}.tuned.json").read_bytes()}

    def begin_and_interrupt(self, results, ranks, journal_bytes, number):
        """Starts a run and sends `number` once the journal has grown to `journal_bytes`; its exit code, or None when it was too quick."""
        marker = results / "marker"
        results.mkdir()
        job = subprocess.Popen(self.command(results, ranks, 1), env=environment(marker), cwd=self.folder, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, start_new_session=True)
        journal = results / f"{self.name}.journal"
        while job.poll() is None and (not journal.exists() or journal.stat().st_size < journal_bytes):
            time.sleep(0.002)
        if job.poll() is not None:
            return None
        if number == signal.SIGKILL:
            os.killpg(job.pid, number)
            job.communicate()
            return -int(number)
        job.send_signal(number)
        _, errors = job.communicate(timeout=120)
        code = int(marker.read_text() or -1) if marker.exists() else -1
        if code not in (0, STOPPED_EARLY):
            sys.exit(f"interrupted run of {ranks} ranks: code {code}\n{errors.decode()}")
        return code if code == STOPPED_EARLY else None


def differing(expected, found):
    names = [f"/evaluations/{name}" for name in expected["evaluations"] if expected["evaluations"][name] != found["evaluations"].get(name)]
    return names + (["tuned.json"] if expected["tuned.json"] != found["tuned.json"] else [])


def check_ranks(runs, expected):
    for ranks in (1, 2, 3, 5):
        for threads in (1, 2):
            results = runs.folder / f"{ranks}x{threads}"
            runs.run(results, ranks, threads)
            wrong = differing(expected, runs.bits(results))
            print(f"{ranks} ranks x {threads} threads: {'equal' if not wrong else 'DIFFERENT: ' + ', '.join(wrong)}")
            if wrong:
                sys.exit(1)


def check_interrupted(runs, expected, whole_journal, number, plan):
    stopped = 0
    for attempt, (share, ranks, ranks_after) in enumerate(plan):
        results = runs.folder / f"cut{attempt}"
        code = runs.begin_and_interrupt(results, ranks, int(share * whole_journal), number)
        if code is None:
            print(f"at {share:.0%}: finished before the signal")
        else:
            stopped += 1
        runs.run(results, ranks_after, 2, resume=True)
        wrong = differing(expected, runs.bits(results))
        print(f"stopped at {share:.0%} on {ranks} ranks, resumed on {ranks_after}: {'equal' if not wrong else 'DIFFERENT: ' + ', '.join(wrong)}")
        if wrong:
            sys.exit(1)
    if stopped < 2:
        sys.exit("fewer than two runs were really interrupted: the study is too short for this test")


def main():
    asgen, study, case = sys.argv[1:4]
    with tempfile.TemporaryDirectory(prefix="asgen-invariance.") as folder:
        runs = Runs(asgen, str(pathlib.Path(study).resolve()), folder)
        reference = runs.folder / "reference"
        runs.run(reference, 1, 1)
        expected = runs.bits(reference)
        if not expected["evaluations"]:
            sys.exit("the run file has no evaluations")
        whole = (reference / f"{runs.name}.journal").stat().st_size
        if case == "ranks":
            check_ranks(runs, expected)
        elif case == "signal":
            check_interrupted(runs, expected, whole, signal.SIGUSR1, [(0.1, 1, 3), (0.4, 3, 1), (0.7, 2, 5)])
        else:
            check_interrupted(runs, expected, whole, signal.SIGKILL, [(0.15, 3, 2), (0.5, 1, 1), (0.8, 2, 3)])


if __name__ == "__main__":
    main()
