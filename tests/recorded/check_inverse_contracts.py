#!/usr/bin/env python3
"""Inverse contracts from raw feed to tuned configuration: BitMEX XBTUSD (amounts in USD) and COIN-M BTCUSD_PERP (contracts of 100 USD).

Usage: check_inverse_contracts.py ASGEN CONFIGS. Recordings are taken from ASGEN_DATA; without them the test is skipped.
"""
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

import h5py

FEEDS = {
    "xbtusd": {"files": ["bitmex/bitmex_incremental_book_L2_2020-03-10_XBTUSD.csv.gz", "bitmex/bitmex_trades_2020-03-10_XBTUSD.csv.gz"],
               "size": 1, "tick": 0.5, "prices": (7500, 8300), "amount": 5000, "kappa": 1.0, "maker_fee": -0.00025,
               "to": "2020-03-10T18:37:02Z"},
    "btcusd_perp": {"files": ["binance/coinm_btcusd_perp_incremental_book_L2.csv.gz", "binance/coinm_btcusd_perp_trades.csv.gz"],
                    "size": 100, "tick": 0.1, "prices": (60000, 64000), "amount": 1000, "kappa": 0.5, "maker_fee": 0.0002,
                    "to": "2024-08-09T00:05:04Z"},
}


def study(feed, data, **changes):
    document = {
        "data": {"raw": [{"files": [str(data / file) for file in feed["files"]], "contract": "inverse", "contract_size": feed["size"]}]},
        "instrument": {"tick": feed["tick"], "lot": feed["size"], "maker_fee": feed["maker_fee"], "taker_fee": 0.0005,
                       "contract": "inverse", "funding_rate_8h": 0.0001},
        "simulation": {"initial_base": 10, "latency_ms": 20, "slice_hours": 0.05, "to": feed["to"]},
        "strategy": {"pricing": "glft", "inventory_target": "initial", "order_amount": feed["amount"], "risk_factor": 0.05,
                     "arrival_rate": 1, "kappa": feed["kappa"], "volatility_buffer_size": 50, "order_refresh_time": 5,
                     "max_inventory": 10, "min_spread": 0.01},
        "genome": {"kappa": {"min": 0.1, "max": 5, "scale": "log"}},
        "objective": {"metric": "pnl_close_at_book", "aggregate": {"name": "mean"}},
        "validation": {"held_back": 1},
        "optimizer": {"seed": 1, "population": 8, "evaluations": 16},
    }
    for path, value in changes.items():
        section, key = path.split("__")
        document[section][key] = value
    return document


def run(command, folder, code=0):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600)
    if done.returncode != code:
        sys.exit(f"{' '.join(map(str, command))}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def close(a, b, tolerance=1e-9):
    return math.isclose(a, b, rel_tol=tolerance, abs_tol=1e-15)


def check_row(name, feed, row):
    """Amounts are USD, everything that is earned is BTC."""
    where = f"{name} {row['segment']}"
    low, high = feed["prices"]
    assert row["fills"] > 0, f"{where}: no fills"
    assert low < row["volume_quote"] / row["volume_base"] < high, f"{where}: volumes {row['volume_quote']} / {row['volume_base']}"
    assert close(row["fees"], feed["maker_fee"] * row["volume_base"]), f"{where}: fees {row['fees']}"
    assert row["max_abs_inventory"] % feed["size"] == 0 and row["max_abs_inventory"] <= 12 * feed["amount"], f"{where}: inventory"
    assert close(row["capital"], 10) and close(row["equity_change"], row["pnl_mark_mid"]), f"{where}: capital or equity"
    assert close(row["pnl_closed"] + row["pnl_open"], row["pnl_mark_mid"], 1e-6), f"{where}: open and closed P&L"
    # Nobody can gain more BTC than the whole range of prices on all that was traded.
    assert abs(row["pnl_mark_mid"] + row["fees"]) <= row["volume_quote"] * (1 / low - 1 / high), f"{where}: P&L {row['pnl_mark_mid']}"
    assert row["pnl_close_at_book"] <= row["pnl_mark_mid"] + 1e-15, f"{where}: closing at the book must cost"


def check_feed(asgen, folder, data, name, feed):
    (folder / f"{name}.json").write_text(json.dumps(study(feed, data)))
    run([asgen, "optimize", f"{name}.json", "--threads", "1", "--quiet"], folder)
    tuned = folder / "results" / "runs" / f"{name}.tuned.json"
    rows = json.loads(subprocess.run([asgen, "simulate", f"{name}.json", "--config", tuned, "--json"], cwd=folder, check=True,
                                     capture_output=True, text=True).stdout)["segments"]
    with h5py.File(folder / "results" / "runs" / f"{name}.h5") as file:
        stored, names = file["winner/metrics"][()], [text.decode() for text in file["metrics/name"][()]]
    for row, line in zip(rows, stored):
        for metric, value in zip(names, line):
            assert row[metric] == (None if math.isnan(value) else value), f"{name} {row['segment']}: {metric} {row[metric]} for {value}"
    default = json.loads(subprocess.run([asgen, "simulate", f"{name}.json", "--json"], cwd=folder, check=True, capture_output=True,
                                        text=True).stdout)["segments"]
    for row in default:
        check_row(name, feed, row)
    print(f"{name}: {len(rows)} segments, {sum(row['fills'] for row in default):.0f} fills, "
          f"P&L {sum(row['pnl_close_at_book'] for row in default):.6f} BTC")


def check_refusals(asgen, folder, data):
    feed = FEEDS["xbtusd"]
    (folder / "quote.json").write_text(json.dumps(study(feed, data, simulation__initial_quote=1000)))
    assert "give the collateral as initial_base" in run([asgen, "simulate", "quote.json"], folder, 2)
    (folder / "linear.json").write_text(json.dumps(study(feed, data, instrument__contract="linear")))
    assert "/instrument/contract" in run([asgen, "simulate", "linear.json"], folder, 2)


def main():
    asgen, configs = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    data = pathlib.Path(os.environ.get("ASGEN_DATA", configs.parent.parent / "shared" / "data")).resolve()
    if not data.is_dir():
        print(f"SKIPPED: no recordings in {data} (set ASGEN_DATA)")
        return
    with tempfile.TemporaryDirectory(prefix="asgen-inverse.") as scratch:
        folder = pathlib.Path(scratch)
        for name, feed in FEEDS.items():
            check_feed(asgen, folder, data, name, feed)
        check_refusals(asgen, folder, data)


if __name__ == "__main__":
    main()
