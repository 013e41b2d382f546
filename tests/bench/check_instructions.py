#!/usr/bin/env python3
"""Counts the instructions of fixed simulations under callgrind and holds them against tests/bench/instructions.json.

Usage: check_instructions.py PROGRAM COMMITTED CACHE [--renew] [--json OUT]
Exits 1 when a count has grown by more than 10 %. --renew writes the counts into COMMITTED instead.
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SCENARIOS = [f"synth1h.{rest}" for rest in ("1s.1s.1x1.risk_averse.sane", "1s.10s.1x1.risk_averse.sane", "1s.1s.10x10.risk_averse.sane",
                                            "1s.1s.1x1.power_prob_3.sane", "1s.1s.1x1.risk_averse.faithful")]
MOST_GROWTH = 1.10
RENEW = "python3 tests/bench/check_instructions.py PROGRAM tests/bench/instructions.json CACHE --renew (or: bash tests/bench/run.sh renew)"


def count(program, cache):
    """Instructions of each scenario."""
    arguments = [program, "--cache", cache, "--scenario", *SCENARIOS]
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)  # makes the day outside callgrind
    with tempfile.TemporaryDirectory(prefix="asgen-callgrind.") as folder:
        command = ["valgrind", "--tool=callgrind", "--toggle-collect=counted_simulations", "--dump-after=counted_simulations",
                   f"--callgrind-out-file={folder}/out", *arguments]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{' '.join(map(str, command))}: exit code {done.returncode}\n{done.stderr[-2000:]}")
        totals = [int(re.search(r"^(?:totals|summary): (\d+)", (pathlib.Path(folder) / f"out.{i + 1}").read_text(), re.M)[1])
                  for i in range(len(SCENARIOS))]
    return dict(zip(SCENARIOS, totals))


def verdict(name, counted, committed):
    """A line to print, and whether the count is too great."""
    if committed is None:
        return f"{name}: {counted:,} instructions, none committed", True
    ratio = counted / committed
    note = "TOO MANY" if ratio > MOST_GROWTH else "fewer: renew the committed number" if ratio < 1 / MOST_GROWTH else "ok"
    return f"{name}: {counted:,} instructions, committed {committed:,}, ratio {ratio:.3f}: {note}", ratio > MOST_GROWTH


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("committed", type=pathlib.Path)
    parser.add_argument("cache")
    parser.add_argument("--renew", action="store_true")
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    if shutil.which("valgrind") is None:
        sys.exit("check_instructions.py: valgrind is missing; install it with: bash jobs/packages.sh test")
    counts = {f"instructions.{name}": number for name, number in count(options.program, options.cache).items()}
    if options.json:
        options.json.write_text(json.dumps(counts, indent=2) + "\n")
    if options.renew:
        options.committed.write_text(json.dumps(counts, indent=2) + "\n")
        print(f"renewed {options.committed}:", *(f"{name} {number:,}" for name, number in counts.items()), sep="\n  ")
        return 0
    committed = json.loads(options.committed.read_text())
    verdicts = [verdict(name, number, committed.get(name)) for name, number in counts.items()]
    print(*(line for line, _ in verdicts), sep="\n")
    if not any(bad for _, bad in verdicts):
        return 0
    print(f"the simulation executes over {MOST_GROWTH - 1:.0%} more instructions than committed: make it cheaper or, when what it does is worth that, "
          f"renew the numbers and say why in the commit: {RENEW}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
