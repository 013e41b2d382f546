"""What the tests of the program share: running it, a small study, a synthetic feed in Tardis.dev's layout, a list of complaints."""
import copy
import gzip
import json
import os
import pathlib
import random
import subprocess
import sys

MPI = dict(OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMPI_MCA_mpi_yield_when_idle="1",
           OMPI_MCA_rmaps_base_oversubscribe="1", OMPI_MCA_btl_vader_single_copy_mechanism="none")

SMALL_STUDY = {
    "data": {"synth": {"seed": 3, "days": 10, "duration_s": 600, "sigma": 0.03, "arrival_rate": 0.3, "kappa": 1.5, "volume_lots": 2,
                       "book_levels": 3}},
    "instrument": {"tick": 0.01, "lot": 1, "maker_fee": 0.0001, "taker_fee": 0.0004},
    "simulation": {"latency_ms": 20, "initial_base": 50, "initial_quote": 5000},
    "strategy": {"order_amount": 2, "order_refresh_time": 5, "filled_order_delay": 5, "volatility_buffer_size": 60,
                 "trading_intensity_buffer_size": 20},
    "genome": {"risk_factor": {"min": 0.1, "max": 100, "scale": "log"}, "eta": {"min": 0, "max": 1}},
    "optimizer": {"seed": 5, "population": 8, "evaluations": 24},
    "validation": {"held_back": 2},
}

FEED_START_US = 1_767_600_000_000_000  # 2026-01-05T08:00:00Z


def run(command, folder, timeout=60, **variables):
    """Runs a list (or, given a text, a line of bash) in `folder`; the finished process with its output as text."""
    line = ["bash", "-c", command] if isinstance(command, str) else [str(word) for word in command]
    environment = {**os.environ, **MPI, **{name: str(value) for name, value in variables.items()}}
    return subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True, timeout=timeout, stdin=subprocess.DEVNULL)


def write_study(path, change=None):
    """Writes SMALL_STUDY, after `change` was applied to a copy, and returns its path."""
    study = copy.deepcopy(SMALL_STUDY)
    if change:
        change(study)
    pathlib.Path(path).write_text(json.dumps(study, indent=2))
    return path


def write_rows(path, header, rows):
    text = "\n".join([header] + [",".join(str(field) for field in row) for row in rows]) + "\n"
    data = text.encode()
    pathlib.Path(path).write_bytes(gzip.compress(data, mtime=0) if str(path).endswith(".gz") else data)


def write_feed(book, trades, minutes=2, seed=1):
    """Writes a feed of a random walk of whole ticks of 0.01 about 100: two levels a side every second, a print every other second."""
    draw = random.Random(seed)
    mid, book_rows, trade_rows = 10_000, [], []
    shown = {}
    for second in range(minutes * 60):
        stamp = FEED_START_US + second * 1_000_000
        mid += draw.choice((-1, 0, 0, 1))
        wanted = {("bid", mid - 1): 3, ("bid", mid - 2): 5, ("ask", mid + 1): 3, ("ask", mid + 2): 5}
        changes = [(key, 0) for key in shown if key not in wanted] + [(key, amount) for key, amount in wanted.items() if shown.get(key) != amount]
        for (side, price), amount in changes:
            book_rows.append(("test", "AB", stamp, stamp + 500, str(second == 0).lower(), side, f"{price / 100:.2f}", amount / 10))
        shown = wanted
        if second % 2:
            side = draw.choice(("buy", "sell"))
            reach = draw.choice((1, 1, 1, 2, 3))
            price = mid + reach if side == "buy" else mid - reach
            trade_rows.append(("test", "AB", stamp + 200_000, stamp + 200_500, second, side, f"{price / 100:.2f}", draw.choice((1, 2, 5)) / 10))
    write_rows(book, "exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount", book_rows)
    write_rows(trades, "exchange,symbol,timestamp,local_timestamp,id,side,price,amount", trade_rows)


class Report:
    """Collects complaints, so that one run of a test shows all that is wrong."""

    def __init__(self):
        self.checked, self.complaints = 0, []

    def check(self, holds, what):
        self.checked += 1
        if not holds:
            self.complaints.append(what)
            print("WRONG:", what)
        return bool(holds)

    def close(self):
        print(f"{self.checked} checks, {len(self.complaints)} complaints")
        sys.exit(1 if self.complaints or not self.checked else 0)


def shown(done):
    """A finished process for a complaint."""
    return f"exit code {done.returncode}\n--- stdout\n{done.stdout[-2000:]}\n--- stderr\n{done.stderr[-2000:]}"
