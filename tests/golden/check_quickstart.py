#!/usr/bin/env python3
"""The quickstart reaches what it promises: on unseen days the winner's 95 % interval lies above 97 % of the theoretical optimum, the
default configuration below 90 %, and nothing of the archive's best beats the optimum by more than 3 standard errors.

Usage: check_quickstart.py ASGEN STUDY
"""
import json
import subprocess
import sys
import tempfile

asgen, study = sys.argv[1:3]
with tempfile.TemporaryDirectory(prefix="asgen-quickstart.") as folder:
    subprocess.run([asgen, "optimize", study, "--quiet"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    table = subprocess.run([asgen, "compare", study], cwd=folder, check=True, capture_output=True, text=True).stdout
    rows = json.loads(subprocess.run([asgen, "compare", study, "--json"], cwd=folder, check=True, capture_output=True, text=True).stdout)

print(table)
rows = {row["configuration"]: row for row in rows}
failures = []
if not rows["winner"]["95 % from"] >= 97:
    failures.append(f"winner's lower bound is {rows['winner']['95 % from']:.2f} % (must be >= 97)")
if not rows["default"]["% of optimum"] < 90:
    failures.append(f"the default configuration scores {rows['default']['% of optimum']:.2f} % (must be < 90)")
if "0 of the archive's top 20 above the optimum" not in table:
    failures.append("something of the archive's top 20 beats the optimum by more than 3 standard errors")
if not table.rstrip().splitlines()[-1].startswith("winner: "):
    failures.append("the last line does not say how good the winner is")
print("\n".join(failures) or "all promises kept")
sys.exit(1 if failures else 0)
