#!/usr/bin/env python3
"""Checks configs/*.json against configs/schema/study.schema.json with python3-jsonschema; exit 77 (skip) without it."""
import copy
import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

configs = pathlib.Path(sys.argv[1]) / "configs"
schema = json.loads((configs / "schema" / "study.schema.json").read_text(encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)

failures = 0
studies = sorted(configs.glob("*.json"))
for path in studies:
    study = json.loads(path.read_text(encoding="utf-8"))
    for error in validator.iter_errors(study):
        print(f"{path.name}: /{'/'.join(map(str, error.absolute_path))}: {error.message}")
        failures += 1
    # The schema bites: what the reader refuses is refused here too.
    for section, key, value in (("simulation", "clokc_s", 1), ("simulation", "clock_s", "1"), ("genome", "risk_factor", {"min": 0, "max": 1, "scale": "log"}),
                                ("objective", "aggregate", {"name": "mean", "alpha": 0.5}), ("optimizer", "population", -1)):
        bad = copy.deepcopy(study)
        bad.setdefault(section, {})[key] = value
        if validator.is_valid(bad):
            print(f"{path.name}: /{section}/{key} = {value} passes the schema")
            failures += 1
print(f"{len(studies)} studies, {failures} failures")
sys.exit(1 if failures or not studies else 0)
