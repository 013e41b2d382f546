#!/usr/bin/env python3
"""`asgen simulate --truth` from outside: the built-in suite and a synthetic study hold, and a recorded study is refused.

Usage: check_truth.py ASGEN STUDY
"""
import json
import math
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True

from program import Report, run, shown, write_study

GATE = 4


def check_rows(report, done, wanted):
    report.check(done.returncode == 0, f"theory should hold; {shown(done)}")
    rows = json.loads(done.stdout)
    for row in rows:
        if row["simulated"] is None:
            continue
        error, miss = row["SE"], row["simulated"] - row["theory"]
        z = miss / error if error else math.copysign(math.inf, miss) if abs(miss) > 1e-9 * max(1, abs(row["theory"])) else 0
        report.check(abs(z) <= GATE, f"{row}: z = {z}")
    known = {(row["market"], row["quantity"]) for row in rows if row["simulated"] is not None}
    for market, quantity in wanted:
        report.check(any(market in m and quantity in q for m, q in known), f"no row for {quantity} of {market}")
    return rows


def main():
    asgen, study = sys.argv[1:3]
    report = Report()
    with tempfile.TemporaryDirectory(prefix="asgen-truth.") as folder:
        folder = pathlib.Path(folder)
        suite = run([asgen, "simulate", "--truth", "--json"], folder, timeout=280)
        check_rows(report, suite, [(f"AS 2008, gamma {g}, {kind}", q) for g in ("0.01", "0.1") for kind in ("inventory", "symmetric")
                                   for q in ("mean P&L", "sd P&L", "sd final inventory", "mean |inventory|", "average spread")]
                   + [(m, "mean P&L") for m in ("avellaneda_stoikov", "glft,", "glft_exact", "symmetric", "constant_spread", "linear", "jumps")]
                   + [("glft_exact", "certainty equivalent"), ("impact", "markout"), ("impact", "profit"), ("Hawkes", "Fano"), ("day", "k, "), ("day", "A, ")])
        rows = check_rows(report, run([asgen, "simulate", study, "--truth", "--json"], folder),
                          [("this configuration", "certainty equivalent"), ("this market", "k, ")])
        best = next(row["theory"] for row in rows if "best certainty equivalent" in row["quantity"])
        here = next(row["theory"] for row in rows if row["market"].startswith("this configuration") and row["quantity"] == "certainty equivalent")
        report.check(here < best, f"no configuration beats the optimum: {here} against {best}")

        write_study(folder / "late.json", lambda s: s["simulation"].update(latency_ms=20))
        late = run([asgen, "simulate", "late.json", "--truth"], folder)
        report.check(late.returncode == 0 and "there is latency" in late.stdout, f"what theory does not know should be said; {shown(late)}")
        write_study(folder / "recorded.json", lambda s: s.update(data={"days": ["a.day.h5"]}))
        recorded = run([asgen, "simulate", "recorded.json", "--truth"], folder)
        report.check(recorded.returncode == 2 and "/data" in recorded.stderr, f"a recorded study should be refused; {shown(recorded)}")
        report.close()


if __name__ == "__main__":
    main()
