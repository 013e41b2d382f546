#!/usr/bin/env python3
"""The recorded studies, from raw feed to tuned configuration: import, search under mpirun, and the tuned file simulated back to the
numbers that the run file holds, bit for bit.

Usage: check_recorded_studies.py ASGEN CONFIGS. Recordings are taken from ASGEN_DATA; without them the test is skipped.
"""
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

import h5py

MPIRUN = ["mpirun", "--oversubscribe", "--bind-to", "none", "-n", "3"]
STUDIES = {"btc-usd": (8, 4, ["json"]), "btc-usd-hummingbot": (8, 4, ["json", "yml"]), "us-equity": (14, 7, ["json"])}


def small_study(configs, name, data, folder):
    """The study with a budget of 48 candidates; its data paths made absolute."""
    study = json.loads((configs / f"{name}.json").read_text())
    for feed in study["data"]["raw"]:
        feed["files"] = [str(data / pathlib.Path(file.split("shared/data/")[1])) for file in feed["files"]]
    study["optimizer"].update({"population": 24, "evaluations": 48})
    study.pop("$schema", None)
    path = folder / f"{name}.json"
    path.write_text(json.dumps(study))
    return path


def run(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


# A search leaves orders out that come to nothing, so its rows do not know these; `asgen simulate` counts all orders.
COUNTED_BY_SIMULATE = {"orders", "fill_rate_quantity", "fill_rate_orders"}


def differences(rows, stored, names):
    return sum((row[name] is None) != math.isnan(value) or (row[name] is not None and row[name] != value)
               for row, line in zip(rows, stored) for name, value in zip(names, line)
               if not (name in COUNTED_BY_SIMULATE and math.isnan(value)))


def main():
    asgen, configs = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    data = pathlib.Path(os.environ.get("ASGEN_DATA", configs.parent.parent / "shared" / "data")).resolve()
    if not data.is_dir():
        print(f"SKIPPED: no recordings in {data} (set ASGEN_DATA)")
        return
    with tempfile.TemporaryDirectory(prefix="asgen-recorded.") as scratch:
        folder = pathlib.Path(scratch)
        for name, (train, held_back, kinds) in STUDIES.items():
            study = small_study(configs, name, data, folder)
            run(MPIRUN + [asgen, "optimize", study, "--threads", "1", "--quiet"], folder)
            with h5py.File(folder / "results" / "runs" / f"{name}.h5") as file:
                roles = file["segments/role"][()].tolist()
                assert (roles.count(0), roles.count(1)) == (train, held_back), f"{name}: {roles.count(0)} to train, {roles.count(1)} held back"
                assert file["evaluations/serial"].shape == (48,), f"{name}: {file['evaluations/serial'].shape} evaluations"
                stored, names = file["winner/metrics"][()], [text.decode() for text in file["metrics/name"][()]]
            for kind in kinds:
                tuned = folder / "results" / "runs" / f"{name}.tuned.{kind}"
                rows = json.loads(run([asgen, "simulate", study, "--config", tuned, "--json"], folder))["segments"]
                wrong = differences(rows, stored, names)
                print(f"{name}: tuned.{kind} on {len(rows)} segments: {wrong} differences")
                assert len(rows) == train + held_back and wrong == 0


if __name__ == "__main__":
    main()
