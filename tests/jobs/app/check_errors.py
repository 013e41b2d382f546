#!/usr/bin/env python3
"""Bad input is answered with one clear error each: one line on stderr "asgen: error: where: problem; what to do", the documented
exit code, and nothing half-written.

Usage: check_errors.py ASGEN PART, where PART is `command_line`, `studies`, `feeds`, `files`,
`replay`, `full_disk` or `mpi`.
"""
import gzip
import json
import pathlib
import re
import sys
import tempfile

sys.dont_write_bytecode = True
import h5py

from program import Report, run, shown, write_feed, write_rows, write_study

CONFIGURATION, DATA, STORAGE = 2, 3, 4
GRAMMAR = re.compile(r"asgen: error: [^\n]+?: [^\n]+; [^\n]+\n")


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class Bench:
    """Runs bad commands in a folder of their own and judges the answers."""

    def __init__(self, asgen, folder):
        self.asgen, self.folder, self.report = asgen, pathlib.Path(folder), Report()

    def refused(self, arguments, code, *named, launcher=()):
        """`arguments` must fail with `code` and one line that contains every text of `named`; no file may appear or change."""
        before = contents(self.folder)
        done = run([*launcher, self.asgen, *arguments], self.folder)
        what = "asgen " + " ".join(map(str, arguments))
        self.report.check(done.returncode == code, f"{what}: should end with {code}; {shown(done)}")
        # mpirun adds a notice of its own about ranks that ended with a code; only asgen's lines are judged there.
        said = done.stderr if not launcher else "".join(line + "\n" for line in done.stderr.splitlines() if line.startswith("asgen"))
        said = said.replace("\n  ", " ")  # a list of differences may go on in indented lines
        self.report.check(GRAMMAR.fullmatch(said), f"{what}: should say one line \"asgen: error: where: problem; what to do\"; {shown(done)}")
        for text in named:
            self.report.check(text in said, f"{what}: should name \"{text}\"; {shown(done)}")
        after = contents(self.folder)
        self.report.check(after == before, f"{what}: wrote {sorted(name for name in after if after[name] != before.get(name))}")
        print(f"{what}: {said.strip()}")

    def bad_study(self, change, *named, code=CONFIGURATION):
        write_study(self.folder / "study.json", change)
        self.refused(["optimize", "study.json"], code, *named)


def check_command_line(bench):
    study = write_study(bench.folder / "study.json").name
    bench.refused([], CONFIGURATION, "--help")
    bench.refused(["optimise", study], CONFIGURATION, "optimise", "optimize")
    bench.refused(["optimize"], CONFIGURATION, "study", "asgen optimize --help")
    bench.refused(["optimize", study, "--generations", "3"], CONFIGURATION, "--generations", "asgen optimize --help")
    for value in ("0", "-1", "many", "2.5"):
        bench.refused(["optimize", study, "--threads", value], CONFIGURATION, "--threads", value)
    bench.refused(["import", "book.csv", "--max-bad", "1.5"], CONFIGURATION, "--max-bad", "1.5")
    bench.refused(["import", "book.csv", "--session", "9"], CONFIGURATION, "session", "HH:MM-HH:MM")
    bench.refused(["synth", "--sigma", "-1"], CONFIGURATION, "sigma", "-1")
    bench.refused(["--log-file", study + "/log", "simulate", study], STORAGE, study + "/log")


def check_studies(bench):
    def at(*keys, value):
        def change(study):
            for key in keys[:-1]:
                study = study.setdefault(key, {})
            study[keys[-1]] = value
        return change

    bench.refused(["optimize", "none.json"], CONFIGURATION, "none.json")
    bench.refused(["simulate", "none.json"], CONFIGURATION, "none.json")
    (bench.folder / "torn.json").write_text('{"data": {')
    bench.refused(["optimize", "torn.json"], CONFIGURATION, "torn.json", "line 1")
    bench.bad_study(at("simulation", "latencyms", value=20), "study.json", "latencyms", "latency_ms")
    bench.bad_study(at("optimiser", value={}), "optimiser", "optimizer")
    bench.bad_study(at("genome", "risk_facter", value={"min": 1, "max": 2}), "risk_facter", "risk_factor")
    bench.bad_study(at("genome", "eta", value={"min": 0.9, "max": 0.1}), "/genome/eta", "0.9", "0.1")
    for smallest in (0, -1):
        bench.bad_study(at("genome", "risk_factor", value={"scale": "log", "min": smallest, "max": 10}), "/genome/risk_factor", "log")
    bench.bad_study(at("data", value={}), "/data")
    bench.bad_study(at("data", value={"days": []}), "/data/days")
    bench.bad_study(at("data", "synth", "days", value=0), "/data/synth/days")
    bench.bad_study(at("objective", value={"aggregate": {"name": "cvar", "alpha": 0.9}}), "alpha", "0.9")
    bench.bad_study(at("validation", "held_back", value=3), "alpha", "0.75")
    bench.bad_study(at("validation", "held_back", value=10), "/validation")
    bench.bad_study(at("data", value={"days": ["none.day.h5"]}), "none.day.h5")
    bench.bad_study(at("data", value={"raw": [{"files": ["none.csv.gz"]}]}), "none.csv.gz")


def check_feeds(bench):
    book, trades = bench.folder / "book.csv.gz", bench.folder / "trades.csv.gz"
    write_feed(book, trades)
    whole = book.read_bytes()
    lines = gzip.decompress(whole).decode().splitlines()

    bench.refused(["import", "none.csv.gz", trades.name, "--out", "days"], CONFIGURATION, "none.csv.gz")
    bench.refused(["import", trades.name, "--out", "days"], CONFIGURATION, "book")
    bench.refused(["import", ".", "--out", "days"], CONFIGURATION, "folder")
    bench.refused(["import", book.name, trades.name, f"../{bench.folder.name}/{trades.name}", "--out", "days"], CONFIGURATION, trades.name, "twice")
    book.write_bytes(whole[:len(whole) // 2])
    bench.refused(["import", book.name, trades.name, "--out", "days"], DATA, "book.csv.gz:", "truncated")
    write_rows(book, "time,price,quantity", [(1, 2, 3)])
    bench.refused(["import", book.name, trades.name, "--out", "days"], DATA, "book.csv.gz:1", "header", "incremental_book_L2")
    book.write_bytes(b"")
    bench.refused(["import", book.name, trades.name, "--out", "days"], DATA, "book.csv.gz")

    # Two negative amounts, at lines 41 and 81; the first is named, and one bad row in a thousand is the limit.
    for line in (41, 81):
        lines[line - 1] = re.sub(r",([^,]+)$", r",-\1", lines[line - 1])
    book.write_bytes(gzip.compress("\n".join(lines).encode()))
    bench.refused(["import", book.name, trades.name, "--out", "days"], DATA, "book.csv.gz", "41", "amount", "--max-bad")
    allowed = run([bench.asgen, "import", book.name, trades.name, "--out", "days", "--max-bad", "0.5"], bench.folder)
    bench.report.check(allowed.returncode == 0 and "41" in allowed.stdout, f"--max-bad 0.5 should let two bad rows pass and list them; {shown(allowed)}")

    messages, depth = "XY_2024-01-02_message_1.csv", "XY_2024-01-02_orderbook_1.csv"
    (bench.folder / messages).write_text("34200.1,1,1,10,1000000,1\n34200.2,1,2,10,1001000,-1\n")
    (bench.folder / depth).write_text("1001000,10,1000000,10\n")
    bench.refused(["import", messages, depth, "--out", "lobster"], DATA, depth + ":1", "ends before the message file")
    bench.refused(["import", messages, "--date", "soon", "--out", "lobster"], CONFIGURATION, "date", "YYYY-MM-DD")
    (bench.folder / "cut.npz").write_bytes(b"PK\x03\x04" + bytes(40))
    bench.refused(["import", "cut.npz", "--out", "events"], DATA, "cut.npz", "zip")

    (bench.folder / "raw.json").write_text((write_study(bench.folder / "study.json", lambda study: study.update(
        data={"raw": [{"files": [book.name, trades.name]}], "cache": "cache"})).read_text()))
    bench.refused(["optimize", "raw.json", "--quiet"], DATA, "book.csv.gz", "41", "amount")
    write_feed(book, trades)
    (bench.folder / "taken").write_text("a file")
    bench.refused(["import", book.name, trades.name, "--out", "taken/days"], STORAGE, "taken/days")


def check_files(bench):
    folder, asgen = bench.folder, bench.asgen
    study = write_study(folder / "study.json").name
    (folder / "taken").write_text("a file")
    bench.refused(["optimize", study, "--results", "taken/runs"], STORAGE, "taken/runs")
    bench.refused(["synth", "--out", "taken/days"], STORAGE, "taken/days")

    run([asgen, "synth", "--days", "1", "--duration", "600", "--out", "days"], folder)
    day = next((folder / "days").glob("*.day.h5"))
    write_study(folder / "days.json", lambda s: s.update(data={"days": [f"days/{day.name}"]}, validation={}, simulation={"slice_hours": 0.02}))
    with h5py.File(day, "r+") as file:
        file.attrs["version"] = file.attrs["version"] + 1
    bench.refused(["inspect", f"days/{day.name}"], DATA, day.name, "version")
    bench.refused(["optimize", "days.json"], DATA, day.name, "version")
    day.write_bytes(day.read_bytes()[:1000])
    bench.refused(["inspect", f"days/{day.name}"], DATA, day.name)
    day.write_text("no HDF5 at all")
    bench.refused(["optimize", "days.json"], DATA, day.name, "HDF5")
    bench.refused(["simulate", study, "--day", f"days/{day.name}"], DATA, day.name, "HDF5")
    bench.refused(["inspect", "days"], CONFIGURATION, "days", "folder")
    with h5py.File(folder / "other.h5", "w") as file:
        file["numbers"] = [1, 2, 3]
    bench.refused(["inspect", "other.h5"], DATA, "other.h5", "format")
    bench.refused(["inspect", "none.h5"], CONFIGURATION, "none.h5")

    done = run([asgen, "optimize", study, "--results", "runs", "--quiet"], folder)
    bench.report.check(done.returncode == 0, f"the sound study should run; {shown(done)}")
    tuned = folder / "runs" / "study.tuned.json"
    journal = folder / "runs" / "study.journal"
    journal.write_bytes(journal.read_bytes()[:-30])  # as a run leaves it that died before its last records
    bench.refused(["optimize", study, "--results", "runs"], CONFIGURATION, "study.journal", "--resume")
    write_study(folder / "study.json", lambda s: s["optimizer"].update(seed=6))
    bench.refused(["optimize", study, "--results", "runs", "--resume", "--quiet"], CONFIGURATION, "study.journal", "/optimizer/seed")
    write_study(folder / "study.json")

    (folder / "garbage.json").write_text("tuned by hand")
    bench.refused(["simulate", study, "--config", "garbage.json"], CONFIGURATION, "garbage.json")
    (folder / "list.json").write_text("[1, 2]")
    bench.refused(["simulate", study, "--config", "list.json"], CONFIGURATION, "list.json")
    bench.refused(["simulate", study, "--config", "none.json"], CONFIGURATION, "none.json")
    settings = json.loads(tuned.read_text())
    settings["strategy"]["risk_facter"] = settings["strategy"].pop("risk_factor")
    (folder / "typo.json").write_text(json.dumps(settings))
    bench.refused(["simulate", study, "--config", "typo.json"], CONFIGURATION, "typo.json", "risk_facter", "risk_factor")
    write_study(folder / "hummingbot.json", as_hummingbot)
    bench.refused(["simulate", "hummingbot.json", "--config", "runs/study.tuned.json"], CONFIGURATION, "study.tuned.json", "target")
    (folder / "garbage.yml").write_text("strategy: [unfinished")
    bench.refused(["simulate", "hummingbot.json", "--config", "garbage.yml"], CONFIGURATION, "garbage.yml")


def as_hummingbot(study):
    study["target"] = "hummingbot"
    study["instrument"].update(exchange="binance_paper_trade", market="BTC-USDT")
    study["strategy"]["order_optimization_enabled"] = False


def check_full_disk(bench):
    """A limit on the size of files stands for a disk that fills up in the middle of a write."""
    study = write_study(bench.folder / "study.json").name
    for kilobytes, arguments in ((8, ["synth", "--out", "days"]), (8, ["optimize", study, "--results", "runs", "--quiet"]),
                                 (40, ["optimize", study, "--results", "runs", "--quiet", "--resume"])):
        line = f"trap '' XFSZ; ulimit -f {kilobytes}; {bench.asgen} {' '.join(arguments)}"
        done = run(line, bench.folder)
        bench.report.check(done.returncode == STORAGE and GRAMMAR.fullmatch(done.stderr), f"{line}: one error and code {STORAGE}; {shown(done)}")
        print(f"{line}: {done.stderr.strip()}")
    left = [name for name in contents(bench.folder) if not name.endswith(("study.json", ".journal"))]
    bench.report.check(not left, f"half-written files are left: {left}")
    done = run([bench.asgen, "optimize", study, "--results", "runs", "--quiet", "--resume"], bench.folder)
    bench.report.check(done.returncode == 0, f"with space again it goes on; {shown(done)}")


def check_replay(bench):
    folder, asgen = bench.folder, bench.asgen
    run([asgen, "synth", "--days", "2", "--duration", "600", "--out", "days"], folder)
    first, second = (f"days/{path.name}" for path in sorted((folder / "days").glob("*.day.h5")))
    with h5py.File(folder / first) as file:
        sent, price = int(file.attrs["open_ns"]) + 10**9, file["book/price"][0] * file.attrs["price_quantum"]
    header = ["order_id", "submit_ns", "side", "price", "qty", "cancel_submit_ns"]
    good = [1, sent, "buy", f"{price:.2f}", 1, ""]

    def orders(*rows, header=header):
        (folder / "orders.csv").write_text("\n".join(",".join(map(str, row)) for row in (header, *rows)) + "\n")
        return ["--orders", "orders.csv"]

    accepted = run([asgen, "replay", first, *orders(good)], folder)
    bench.report.check(accepted.returncode == 0, f"replay of the sound list should run; {shown(accepted)}")
    joined = run([asgen, "replay", first, second, "--orders", "orders.csv"], folder)
    bench.report.check(joined.returncode == 0 and "opening book differs" in joined.stderr and "opens 85800.000 s after" in joined.stderr,
                       f"replay of days that do not continue each other should say so; {shown(joined)}")
    bench.refused(["replay", first], CONFIGURATION, "--orders", "asgen replay --help")
    bench.refused(["replay", "--orders", "orders.csv"], CONFIGURATION, "days", "asgen replay --help")
    bench.refused(["replay", "none.day.h5", "--orders", "orders.csv"], CONFIGURATION, "none.day.h5")
    bench.refused(["replay", first, "--orders", "none.csv"], CONFIGURATION, "none.csv")
    bench.refused(["replay", "orders.csv", "--orders", "orders.csv"], DATA, "orders.csv", "HDF5")
    bench.refused(["replay", second, first, "--orders", "orders.csv"], DATA, "opens before", "time order")
    bench.refused(["replay", first, *orders([1, sent, "bid", price, 1, ""])], DATA, "orders.csv:2", "side", "bid")
    bench.refused(["replay", first, *orders(good, good)], DATA, "orders.csv:3", "order_id")
    bench.refused(["replay", second, *orders(good)], DATA, "orders.csv:2", "submit_ns")
    bench.refused(["replay", first, *orders(good, header=header[:-1] + ["cancel_submitted"])], DATA, "orders.csv:1", "cancel_submitted", "cancel_submit_ns")
    orders(good)
    for flags, named in ((["--queue", "median"], "median"), (["--queue-n", "0"], "queue_n"), (["--fill", "all"], "all"),
                         (["--latency", "-1"], "--latency"), (["--latency-rows", "none.csv"], "none.csv"), (["--exchange", "partial"], "rival"),
                         (["--fills", "-", "--out-orders", "-"], "stdout"), (["--fill", "paper", "--latency", "5"], "paper"), (["--latency-offset", "1"], "--latency-offset")):
        bench.refused(["replay", first, "--orders", "orders.csv", *flags], CONFIGURATION, named)
    bench.refused(["replay", first, "--orders", "orders.csv", "--queue", "l3_fifo"], CONFIGURATION, "l3_fifo")
    (folder / "rows.csv").write_text("req_ts,exch_ts,resp_ts\n1,2\n")
    bench.refused(["replay", first, "--orders", "orders.csv", "--latency-rows", "rows.csv"], DATA, "rows.csv:2")
    bench.refused(["replay", first, "--orders", "orders.csv", "--clock", "0"], CONFIGURATION, "--clock")
    bench.refused(["replay", first, "--orders", "orders.csv", "--fills", "orders.csv"], CONFIGURATION, "--fills", "overwrite")
    bench.refused(["replay", first, "--orders", "orders.csv", "--out-orders", first], CONFIGURATION, "--out-orders", "overwrite")
    bench.refused(["replay", first, "--orders", "orders.csv", "--fills", "a.csv", "--out-orders", "./a.csv"], CONFIGURATION, "overwrite")
    (folder / "taken").write_text("a file")
    bench.refused(["replay", first, "--orders", "orders.csv", "--fills", "taken/fills.csv"], STORAGE, "taken/fills.csv")


def check_mpi(bench):
    launcher = ["mpirun", "--oversubscribe", "--bind-to", "none", "-n", "3"]
    study = write_study(bench.folder / "study.json", lambda s: s["genome"].update(eta={"min": 1, "max": 0})).name
    bench.refused(["optimize", study], CONFIGURATION, "/genome/eta", launcher=launcher)
    bench.refused(["optimize", "none.json"], CONFIGURATION, "none.json", launcher=launcher)
    bench.refused(["optimize", study, "--bogus"], CONFIGURATION, "--bogus", launcher=launcher)
    write_study(bench.folder / study, lambda s: s.update(data={"days": ["none.day.h5"]}))
    bench.refused(["optimize", study], CONFIGURATION, "none.day.h5", launcher=launcher)


def main():
    asgen, part = sys.argv[1:3]
    with tempfile.TemporaryDirectory(prefix="asgen-errors.") as folder:
        bench = Bench(asgen, folder)
        {"command_line": check_command_line, "studies": check_studies, "feeds": check_feeds, "files": check_files,
         "replay": check_replay, "full_disk": check_full_disk, "mpi": check_mpi}[part](bench)
        bench.report.close()


if __name__ == "__main__":
    main()
