#!/usr/bin/env python3
"""Joins flat JSON objects into one, after the facts of the machine. Usage: merge_figures.py BUILD OUT PART..."""
import json
import os
import pathlib
import platform
import subprocess
import sys


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown"


def cpu_facts():
    info = {}
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        key, _, value = line.partition(":")
        info.setdefault(key.strip(), value.strip())
    flags = info.get("flags", "").split()
    simd = next((level for level in ("avx512f", "avx2") if level in flags), "sse2")
    model = f"{info.get('model name', 'unknown')} (family {info.get('cpu family', '?')}, model {info.get('model', '?')})"
    return {"machine.cpu": model, "machine.cores": len(os.sched_getaffinity(0)), "machine.cache": info.get("cache size", "unknown"),
            "machine.simd": simd}


def compiler(build):
    for line in (build / "CMakeCache.txt").read_text().splitlines():
        if line.startswith("CMAKE_CXX_COMPILER:"):
            return first_line(line.split("=", 1)[1], "--version")
    return "unknown"


def facts(build):
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    changed = bool(subprocess.run(["git", "status", "--porcelain", "-uno"], capture_output=True, text=True).stdout)
    return {**cpu_facts(), "machine.memory_gb": round(memory, 1), "machine.kernel": platform.release(), "machine.compiler": compiler(build),
            "machine.commit": first_line("git", "rev-parse", "HEAD") + (" with changes" if changed else ""),
            "machine.load_at_end": round(os.getloadavg()[0], 2)}


def main():
    build, out, parts = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    figures = facts(build)
    for part in parts:
        figures.update(json.loads(pathlib.Path(part).read_text()))
    nested = [name for name, value in figures.items() if isinstance(value, (dict, list))]
    if nested:
        sys.exit(f"merge_figures.py: not flat: {', '.join(nested)}")
    text = json.dumps(figures, indent=2) + "\n"
    if out == "-":
        print(*(f"{name}: {value}" for name, value in figures.items() if name.startswith("machine.")), sep="\n")
    else:
        pathlib.Path(out).write_text(text)


if __name__ == "__main__":
    main()
