#!/usr/bin/env python3
"""Two logs of hftbacktest's core, replayed on the recording that they belong to: every fill and every order, byte for byte. The
recording runs over midnight, so it is two day files.

Usage: check_rival_logs.py ASGEN SOURCE. Recordings are taken from ASGEN_DATA, the logs from ASGEN_CASES/rival or reference/cases/rival
beside the recordings' folder; without either the test is skipped.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

FEED = ["spot_btcusdt_incremental_book_L2.csv.gz", "spot_btcusdt_trades.csv.gz"]
LOGS = {"spot": (["--queue", "risk_averse"], 148), "spot_near_pp": (["--queue", "power_prob_1", "--queue-n", "3"], 362)}


def run(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    if done.returncode != 0 or done.stderr:
        sys.exit(f"{' '.join(map(str, command))}: exit code {done.returncode}\n{done.stdout}{done.stderr}")


def first_difference(ours, theirs):
    """Line number and both lines, or None."""
    a, b = ours.read_text().splitlines(), theirs.read_text().splitlines()
    for number, (mine, other) in enumerate(zip(a, b), 1):
        if mine != other:
            return f"line {number}: {mine} for {other}"
    return None if len(a) == len(b) else f"{len(a)} lines for {len(b)}"


def main():
    asgen, source = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    data = pathlib.Path(os.environ.get("ASGEN_DATA", source.parent / "shared" / "data")).resolve()
    chosen = pathlib.Path(os.environ.get("ASGEN_CASES", "")).resolve() / "rival"
    cases = chosen if "ASGEN_CASES" in os.environ and chosen.is_dir() else data.parent / "reference" / "cases" / "rival"
    for folder, variable in ((data / "binance", "ASGEN_DATA"), (cases, "ASGEN_CASES")):
        if not folder.is_dir():
            print(f"SKIPPED: no folder {folder} (set {variable})")
            return
    wrong = []
    with tempfile.TemporaryDirectory(prefix="asgen-rival.") as scratch:
        folder = pathlib.Path(scratch)
        run([asgen, "import", *(data / "binance" / name for name in FEED), "--out", "days", "--quiet"], folder)
        days = sorted((folder / "days").glob("*.day.h5"))
        assert len(days) == 2, f"the recording should give two days: {days}"
        for log, (queue, fills) in LOGS.items():
            run([asgen, "replay", *days, "--orders", cases / f"{log}_orders.csv", *queue, "--fill", "rival", "--latency", "10",
                 "--fills", "fills.csv", "--out-orders", "orders.csv"], folder)
            for kind in ("fills", "orders"):
                difference = first_difference(folder / f"{kind}.csv", cases / f"{log}_{kind}.csv")
                print(f"{log}: {kind}: {difference or 'the same, byte for byte'}")
                wrong += [difference] * (difference is not None)
            count = len((folder / "fills.csv").read_text().splitlines()) - 1
            assert count == fills, f"{log}: {count} fills, not {fills}"
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
