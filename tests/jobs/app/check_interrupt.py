#!/usr/bin/env python3
"""Ctrl-C on jobs/run.sh, at a terminal of its own, stops a run in order: code 75 soon, a line that says so, and the same command goes on.

Usage: check_interrupt.py ASGEN
"""
import os
import pathlib
import pty
import select
import sys
import tempfile
import time

sys.dont_write_bytecode = True
from program import MPI, Report, run, shown, write_study

ROOT = pathlib.Path(__file__).resolve().parents[3]
STOPPED_EARLY, PATIENCE_S = 75, 30


def read_available(terminal, seconds):
    ready, _, _ = select.select([terminal], [], [], seconds)
    try:
        return os.read(terminal, 65536).decode(errors="replace") if ready else ""
    except OSError:  # the other end is closed
        return ""


def launch_and_interrupt(asgen, folder):
    """Exit code, what the terminal showed, and seconds from Ctrl-C to the end."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.environ.update(MPI, ASGEN=asgen, ASGEN_THREADS="1")
        os.execvp("bash", ["bash", str(ROOT / "jobs" / "run.sh"), "study.json"])
    journal, text, pressed = folder / "results" / "runs" / "study.journal", "", None
    while True:
        text += read_available(terminal, 0.05)
        if pressed is None and journal.exists() and journal.stat().st_size > 30_000:
            os.write(terminal, b"\x03")
            pressed = time.monotonic()
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            text += read_available(terminal, 0.2)
            return os.waitstatus_to_exitcode(status), text, time.monotonic() - (pressed or time.monotonic())


def main():
    asgen = str(pathlib.Path(sys.argv[1]).resolve())
    report = Report()
    with tempfile.TemporaryDirectory(prefix="asgen-interrupt.") as name:
        folder = pathlib.Path(name)
        write_study(folder / "study.json", lambda s: s["optimizer"].update(population=16, evaluations=3200))
        code, text, seconds = launch_and_interrupt(asgen, folder)
        print(f"Ctrl-C: code {code} after {seconds:.1f} s")
        report.check(code == STOPPED_EARLY, f"should end with {STOPPED_EARLY}, not {code}: {text[-2000:]}")
        report.check(seconds < PATIENCE_S, f"should stop soon, not after {seconds:.0f} s")
        report.check("stopped early" in text and "--resume" in text, f"should say how to go on: {text[-2000:]}")
        write_study(folder / "other.json")
        done = run([asgen, "optimize", "other.json", "--quiet"], folder)
        report.check(done.returncode == 0, f"nothing is left in the way of other runs: {shown(done)}")
    report.close()


if __name__ == "__main__":
    main()
