#!/usr/bin/env python3
"""The layout check must bite: each rule is broken once in a scratch tree and must be reported."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_layout  # noqa: E402

BROKEN = {
    "sim/base/up.cpp": ('#include "sim/data/day.hpp"\n', "may not include sim/data"),
    "optimizer/market.cpp": ('#include "sim/market/order.hpp"\n', "may not include sim/market"),
    "sim/tape/raw.cpp": ("#include <hdf5.h>\n", "may only be included in sim/data"),
    "jobs/cluster/master.cpp": ("#include <mpi.h>\n", "may only be included in"),
    "results/extra.cpp": ("#include <boost/any.hpp>\n", "does not know"),
    "sim/market/relative.cpp": ('#include "order.hpp"\n', "in no room"),
    "sim/account/long.cpp": ("// line\n" * 401, "at most 400"),
    "sim/base/guard.hpp": ("#ifndef X\n", "begins with #pragma once"),
    "sim/base/feature.cpp": ("#ifdef FAST\n", "conditional compilation"),
    "sim/base/macro.cpp": ("#define TWICE(x) (2 * (x))\n", "function-like macro"),
    "sim/stray/lost.cpp": ("// nothing\n", "outside every room"),
    "extra/readme.txt": ("x\n", "not part of the top level"),
}


def reported(name, text):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for top in ("sim", "optimizer", "jobs", "results", "configs", "tests"):
            (root / top).mkdir()
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
        return list(check_layout.offences(root))


failures = 0
for name, (text, expected) in BROKEN.items():
    found = [line for line in reported(name, text) if name.split("/")[-1] in line or name.split("/")[0] + ":" in line]
    if not any(expected in line for line in found):
        failures += 1
        print(f"{name}: expected '{expected}', got {found}")
if not any("README.md" in line for line in reported("sim/base/alone.cpp", "// nothing\n")):
    failures += 1
    print("a room without README.md was not reported")
print("all rules bite" if not failures else f"{failures} rules do not bite")
sys.exit(1 if failures else 0)
