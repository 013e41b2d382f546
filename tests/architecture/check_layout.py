#!/usr/bin/env python3
"""The house rules that a machine can check: who may include whom, which outside library lives where, how long a file may be.

The table is the one of the design: a room may include itself and the rooms listed (transitively); an outside header only where
its library is listed. Prints every offence as `file:line: problem; what to do` and exits 1 when there is any.
"""
import pathlib
import re
import sys

MAX_LINES = 400
TOP_LEVEL = {"optimizer", "sim", "jobs", "results", "configs", "tests", "CMakeLists.txt", "README.md",
             "CMakePresets.json", "LICENSE", "CHANGELOG.md"}

# room -> rooms it may include directly (closed transitively below)
MAY_INCLUDE = {
    "sim/base": [],
    "sim/data": ["sim/base"],
    "sim/tape": ["sim/data"],
    "sim/market": ["sim/tape"],
    "sim/account": ["sim/base"],
    "sim/strategy": ["sim/market", "sim/account"],
    "sim/theory": ["sim/base"],
    "sim/simulate": ["sim/strategy", "sim/theory"],
    "optimizer": ["sim/base"],
    "configs/json": ["sim/simulate", "optimizer"],
    "jobs/cluster": ["sim/simulate", "optimizer"],
    "results": ["sim/simulate", "optimizer", "configs/json"],
    "jobs/app": ["jobs/cluster", "results", "configs/json"],
}

# outside header (prefix) -> rooms or single files where it may stand; everything else outside must be C++ or POSIX
OUTSIDE = {
    "fmt/": ["sim", "optimizer", "jobs", "results", "configs"],
    "Random123/": ["sim/base"],
    "omp.h": ["sim/base/parallel_openmp.cpp"],
    "hwy/": ["sim/base", "sim/tape", "sim/market", "sim/simulate"],
    "hdf5": ["sim/data"],
    "H5": ["sim/data"],
    "zlib.h": ["sim/data"],
    "zip.h": ["sim/data"],
    "simdjson": ["sim/data"],
    "Eigen/": ["sim/theory", "optimizer"],
    "unsupported/Eigen/": ["sim/theory", "optimizer"],
    "mpi.h": ["jobs/cluster/mpi_session.cpp", "jobs/cluster/mpi_transport.cpp"],
    "CLI/": ["jobs/app"],
    "spdlog/": ["jobs/app"],
    "yaml-cpp/": ["results"],
    "nlohmann/": ["configs/json"],
}

STANDARD = re.compile(r"^[a-z_0-9]+$|^(sys|netinet|arpa)/[a-z_0-9]+\.h$"
                      r"|^(fcntl|unistd|sched|signal|pwd|dirent|poll|errno|time|limits|malloc)\.h$")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
FEATURE_IFDEF = re.compile(r"^\s*#\s*(if|ifdef|ifndef)\b")
FUNCTION_MACRO = re.compile(r"^\s*#\s*define\s+\w+\(")


def closure(room):
    seen, todo = {room}, [room]
    while todo:
        for other in MAY_INCLUDE[todo.pop()]:
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return seen


def room_of(path):
    for room in sorted(MAY_INCLUDE, key=len, reverse=True):
        if path.startswith(room + "/"):
            return room
    return None


def check_include(path, room, kind, target):
    if kind == '"':
        other = room_of(target)
        if other is None:
            return f"includes \"{target}\", which is in no room; write includes from the root of the project"
        if other not in closure(room):
            return f"{room} may not include {other} (\"{target}\"); turn the arrow round or move the code"
        return None
    for prefix, places in OUTSIDE.items():
        if target.startswith(prefix):
            if any(path == place or path.startswith(place + "/") for place in places):
                return None
            return f"<{target}> may only be included in {', '.join(places)}; go through that room"
    if STANDARD.match(target):
        return None
    return f"<{target}> is an outside header that the table does not know; add it to the table or drop it"


def check_source(root, path):
    room = room_of(path)
    lines = (root / path).read_text(encoding="utf-8").splitlines()
    if len(lines) > MAX_LINES:
        yield f"{path}:{MAX_LINES + 1}: {len(lines)} lines (at most {MAX_LINES}); one idea a file: split it"
    if path.startswith("tests/"):
        return
    if room is None:
        yield f"{path}:1: source outside every room; move it"
        return
    if path.endswith(".hpp") and "#pragma once" not in lines[:1]:
        yield f"{path}:1: a header begins with #pragma once; add it"
    for number, line in enumerate(lines, 1):
        include = INCLUDE.match(line)
        if include:
            problem = check_include(path, room, *include.groups())
            if problem:
                yield f"{path}:{number}: {problem}"
        if FEATURE_IFDEF.match(line):
            yield f"{path}:{number}: conditional compilation; let CMake choose a source file instead"
        if FUNCTION_MACRO.match(line):
            yield f"{path}:{number}: function-like macro; write a function"


def offences(root):
    for entry in sorted(root.iterdir()):
        if entry.name not in TOP_LEVEL and not entry.name.startswith(".") and entry.name != "build":
            yield f"{entry.name}:1: not part of the top level; move it into a room"
    for top in ("sim", "optimizer", "jobs", "results", "configs", "tests"):
        for source in sorted((root / top).rglob("*")):
            if source.suffix in (".cpp", ".hpp"):
                yield from check_source(root, source.relative_to(root).as_posix())
        for folder in sorted({s.parent for s in (root / top).rglob("*.cpp")} | {root / top}):
            readme = folder / "README.md"
            name = folder.relative_to(root).as_posix()
            if name in MAY_INCLUDE or name == top and top != "configs":
                if not readme.exists():
                    yield f"{name}/README.md:1: missing; say what lives here, what it may include, where to start"
                elif len(readme.read_text(encoding="utf-8").splitlines()) > 25:
                    yield f"{name}/README.md:26: over 25 lines; shorten it"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    found = list(offences(root))
    print("\n".join(found) if found else "layout: no offence")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
