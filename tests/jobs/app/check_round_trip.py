#!/usr/bin/env python3
"""What a search stored comes back: simulating the tuned configuration gives the winner's stored numbers, bit for bit; and what every
command promises: JSON that parses, silence with --quiet, an example in --help, exit codes through jobs/run.sh.

Usage: check_round_trip.py ASGEN PART, where PART is `asgen`, `hummingbot`, `promises` or `launcher`.
"""
import json
import pathlib
import struct
import sys
import tempfile

sys.dont_write_bytecode = True
import h5py

from program import Report, run, shown, write_feed, write_study

ROOT = pathlib.Path(__file__).resolve().parents[3]
COMMANDS = ("import", "synth", "inspect", "simulate", "replay", "optimize", "compare")


def bits(value):
    """The eight bytes of a number; every NaN counts as the same, JSON has null for it."""
    return "undefined" if value is None or value != value else struct.pack("<d", value)


def as_hummingbot(study):
    study["target"] = "hummingbot"
    study["instrument"].update(exchange="binance_paper_trade", market="BTC-USDT")
    study["instrument"]["time_zone"] = "Asia/Kolkata"
    study["strategy"].update(hanging_orders_mode={"hanging_orders_cancel_pct": 2},
                             execution_timeframe_mode={"start_time": "05:31:00", "end_time": "23:00:00"})
    study["genome"]["min_spread"] = {"min": 0, "max": 0.2}
    study["genome"]["trading_intensity_buffer_size"] = {"scale": "choice", "choices": [10, 20, 40]}


def sliced_and_levelled(study):
    """Slices that are purged and warmed up, several levels, a fixed choice: more of what a round trip could lose."""
    study["data"]["synth"].update(days=4, duration_s=1800)
    study["simulation"].update(slice_hours=0.125, warmup_s=60)
    study["strategy"].update(order_levels=2, pricing="hummingbot", behaviour="sane")
    study["genome"].update(level_distances={"min": 0, "max": 100}, kappa_multiplier={"scale": "log", "min": 0.1, "max": 10})
    study["validation"] = {"held_back": 4}


# A search leaves orders out that come to nothing, so its rows do not know these; `asgen simulate` counts all orders.
COUNTED_BY_SIMULATE = {"orders", "fill_rate_quantity", "fill_rate_orders"}


class Search:
    """A finished search of a small study in `folder`."""

    def __init__(self, asgen, folder, report, change):
        self.asgen, self.folder, self.report = asgen, folder, report
        write_study(folder / "small.json", change)
        done = run([asgen, "optimize", "small.json", "--results", "runs", "--json", "--threads", "2"], folder)
        if not report.check(done.returncode == 0, f"optimize: {shown(done)}"):
            report.close()
        self.printed = json.loads(done.stdout)
        with h5py.File(folder / "runs" / "small.h5") as file:
            text = lambda name: file[name].asstr()[:].tolist()
            self.segments, self.metrics = text("segments/name"), text("metrics/name")
            self.roles = ["held back" if role else "train" for role in file["segments/role"][:]]
            self.winner, self.default = file["winner/metrics"][:], file["winner/default_metrics"][:]

    def check_equal(self, expected, arguments):
        """`asgen simulate` with `arguments` must print the rows of `expected`, bit for bit."""
        done = run([self.asgen, "simulate", "small.json", "--json", *arguments], self.folder)
        what = "simulate " + " ".join(arguments)
        if not self.report.check(done.returncode == 0, f"{what}: {shown(done)}"):
            return
        rows = json.loads(done.stdout)["segments"]
        self.report.check([row["segment"] for row in rows] == self.segments, f"{what}: other segments: {rows}")
        self.report.check([row["role"] for row in rows] == self.roles, f"{what}: other roles")
        for s, row in enumerate(rows):
            undefined = {name for name in self.metrics if row[name] is None}
            self.report.check(set(row["undefined"]) == undefined, f"{what}: undefined {row['undefined']}, but null are {undefined}")
            wrong = [f"{name}: {row[name]} for {expected[s][m]}" for m, name in enumerate(self.metrics)
                     if bits(row[name]) != bits(expected[s][m]) and not (name in COUNTED_BY_SIMULATE and expected[s][m] != expected[s][m])]
            self.report.check(not wrong, f"{what}: {row['segment']}: {wrong}")

    def check_that_winner_differs(self):
        same = [bits(a) == bits(b) for a, b in zip(self.winner.ravel(), self.default.ravel())]
        self.report.check(not all(same), "the winner is the default configuration: this study would show nothing")


def check_asgen(asgen, folder, report):
    search = Search(asgen, folder, report, sliced_and_levelled)
    search.check_that_winner_differs()
    search.check_equal(search.winner, ["--config", "runs/small.tuned.json"])
    search.check_equal(search.default, ["--threads", "1"])
    report.check(not (folder / "runs" / "small.tuned.yml").exists(), "a study of target asgen has no tuned.yml")
    check_inspection(search)


def check_inspection(search):
    report, folder, run_file = search.report, search.folder, "runs/small.h5"
    text = run([search.asgen, "inspect", run_file], folder)
    for word in ("winner", "default", "held back", "fitness on training segments", *search.segments, *search.metrics):
        report.check(text.returncode == 0 and word in text.stdout, f"inspect {run_file} should print \"{word}\"; {shown(text)}")
    done = run([search.asgen, "inspect", run_file, "--json"], folder)
    names = []
    rows = json.loads(done.stdout, object_pairs_hook=lambda pairs: names.extend([[name for name, _ in pairs]]) or dict(pairs))
    report.check(all(len(set(row)) == len(row) for row in names), f"inspect --json names a column twice: {names[:1]}")
    rows, printed = rows["segments"], search.printed["segments"]
    report.check(rows == printed, "optimize --json and inspect --json should print the same")
    column = search.metrics.index("fills")
    for s, row in enumerate(rows):
        told = (row["fills_winner"], row["fills_default"])
        report.check(told == (search.winner[s][column], search.default[s][column]), f"inspect --json: fills {told} in {row['segment']}")


def check_hummingbot(asgen, folder, report):
    search = Search(asgen, folder, report, as_hummingbot)
    search.check_that_winner_differs()
    search.check_equal(search.winner, ["--config", "runs/small.tuned.yml"])
    search.check_equal(search.winner, ["--config", "runs/small.tuned.json"])
    tuned = json.loads((folder / "runs" / "small.tuned.json").read_text())
    report.check(tuned["target"] == "hummingbot" and tuned["strategy"]["behaviour"] == "faithful", f"tuned.json: {tuned}")
    yml = (folder / "runs" / "small.tuned.yml").read_text()
    for line in ("strategy: avellaneda_market_making", "exchange: binance_paper_trade", "market: BTC-USDT"):
        report.check(line in yml.splitlines(), f"tuned.yml should hold \"{line}\":\n{yml}")


def check_promises(asgen, folder, report):
    for command in COMMANDS:
        done = run([asgen, command, "--help"], folder)
        example = done.stdout.partition("Example:\n")[2].strip()
        report.check(done.returncode == 0 and f"asgen {command}" in example, f"{command} --help should end with an example; {shown(done)}")
    listing = run([asgen, "--help"], folder)
    report.check(all(f"\n  {command} " in listing.stdout for command in COMMANDS), f"--help should list every command; {shown(listing)}")
    version = run([asgen, "--version"], folder)
    report.check(version.returncode == 0 and version.stdout.startswith("asgen "), f"--version: {shown(version)}")

    write_feed(folder / "book.csv.gz", folder / "trades.csv.gz")
    write_study(folder / "small.json", lambda study: study["validation"].update(unseen_days=4))
    write_study(folder / "risk.json", lambda study: study.update(
        objective={"metric": "pnl_mark_mid", "aggregate": {"name": "certainty_equivalent", "gamma": 0.1}},
        strategy=dict(study["strategy"], pricing="glft", inventory_target="initial", kappa=1.5, arrival_rate=0.3, volatility=0.03),
        genome={"risk_factor": {"min": 0.1, "max": 1, "scale": "log"}}, validation={"unseen_days": 4}))
    imported = run([asgen, "import", "book.csv.gz", "trades.csv.gz", "--out", "days", "--json", "--quiet"], folder)
    report.check(imported.returncode == 0, f"import: {shown(imported)}")
    day = json.loads(imported.stdout)[0]["file"]
    with h5py.File(folder / day) as file:
        sent, price = int(file.attrs["open_ns"]) + 10**9, file["book/price"][0] * file.attrs["price_quantum"]
    (folder / "orders.csv").write_text(f"order_id,submit_ns,side,price,qty\n1,{sent},buy,{price:.2f},1\n")
    commands = [
        ["replay", day, "--orders", "orders.csv"],
        ["synth", "--days", "1", "--duration", "60", "--out", "made"],
        ["inspect", day],
        ["optimize", "small.json", "--results", "runs"],
        ["inspect", "runs/small.h5"],
        ["simulate", "small.json", "--config", "runs/small.tuned.json"],
        ["optimize", "risk.json", "--results", "runs"],
        ["compare", "risk.json", "--results", "runs"],
    ]
    for command in commands:
        for form in ([], ["--json"]):
            done = run([asgen, *command, *form, "--quiet"], folder)
            what = "asgen " + " ".join(command + form)
            report.check(done.returncode == 0 and done.stdout, f"{what}: {shown(done)}")
            report.check(done.stderr == "", f"{what} --quiet should be silent on stderr: {done.stderr}")
            if form:
                printed = json.loads(done.stdout)
                for rows in printed.values() if isinstance(printed, dict) else [printed]:
                    report.check(rows and all(row.keys() == rows[0].keys() for row in rows), f"{what}: {done.stdout[:300]}")
    text = run([asgen, "inspect", day], folder).stdout
    for word in ("2026-01-05", "AB", "trades", "gaps"):
        report.check(word in text, f"inspect DAY should print \"{word}\":\n{text}")
    loud = run([asgen, "--log-file", "log.txt", "optimize", "small.json", "--results", "again"], folder)
    report.check("generation" in loud.stderr and "generation" in (folder / "log.txt").read_text(), f"progress on stderr and in the log file: {shown(loud)}")


def check_launcher(asgen, folder, report):
    script = ROOT / "jobs" / "run.sh"
    launch = lambda *arguments, **more: run(["bash", script, *arguments], folder, ASGEN=asgen, **more)
    write_study(folder / "good.json", lambda study: study.update(results={"folder": "runs"}))
    good = launch("good.json")
    report.check(good.returncode == 0 and (folder / "runs" / "good.tuned.json").exists(), f"run.sh good.json: {shown(good)}")
    again = launch("good.json", "--quiet")
    report.check(again.returncode == 0, f"run.sh good.json, once more: {shown(again)}")
    write_study(folder / "bad.json", lambda study: study["genome"].update(eta={"min": 1, "max": 0}))
    bad = launch("bad.json")
    report.check(bad.returncode == 2 and "/genome/eta" in bad.stderr, f"run.sh bad.json should give 2: {shown(bad)}")
    report.check(bad.stderr.count("\n") == 1, f"run.sh should pass on one error and nothing else: {shown(bad)}")
    mistyped = launch("good.json", "--bogus")
    report.check(mistyped.returncode == 2 and mistyped.stderr.count("\n") == 1, f"run.sh with an unknown option should give 2: {shown(mistyped)}")
    (folder / "taken").write_text("a file")
    unwritable = launch("good.json", "--results", "taken/runs")
    report.check(unwritable.returncode == 4, f"run.sh with a results folder that cannot be written should give 4: {shown(unwritable)}")
    (folder / "torn.day.h5").write_text("no HDF5")
    write_study(folder / "torn.json", lambda study: study.update(data={"days": ["torn.day.h5"]}))
    torn = launch("torn.json")
    report.check(torn.returncode == 3, f"run.sh with a day file that cannot be read should give 3: {shown(torn)}")
    report.check((ROOT / "README.md").read_text().count("Exit codes: 0 done, 2 bad command line or configuration, 3 bad data, 4 cannot store"),
                 "README documents other exit codes than those checked here")
    report.check(launch().returncode == 2, "run.sh without a study should give 2")
    report.check(launch("good.json", ASGEN_RANKS="many").returncode == 2, "run.sh with ASGEN_RANKS=many should give 2")


def main():
    asgen, part = sys.argv[1:3]
    report = Report()
    with tempfile.TemporaryDirectory(prefix="asgen-round-trip.") as folder:
        {"asgen": check_asgen, "hummingbot": check_hummingbot, "promises": check_promises, "launcher": check_launcher}[part](
            str(pathlib.Path(asgen).resolve()), pathlib.Path(folder), report)
    report.close()


if __name__ == "__main__":
    main()
