#!/usr/bin/env python3
"""The cache of compiled days from outside: same rows with and without it, one warning for what is damaged, none of it ever fatal, every
rank on the same files, and a run that will not fit into memory is refused before it writes anything.

Usage: check_cache.py ASGEN PART, where PART is `simulate`, `optimize` or `mpi`.
"""
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True
import h5py

from program import Report, run, shown, write_study

MPIRUN = ["mpirun", "--oversubscribe", "--bind-to", "none", "-n", "3"]
DAYS = 3


class Bench:
    def __init__(self, asgen, folder):
        self.asgen, self.folder, self.report = asgen, pathlib.Path(folder), Report()
        self.temporary = self.folder / "tmp"
        self.temporary.mkdir()
        done = run([asgen, "synth", "--days", DAYS, "--duration", "1200", "--arrival-rate", "0.3", "--kappa", "1.5", "--sigma", "0.03", "--levels", "3",
                    "--out", "days"], folder)
        self.report.check(done.returncode == 0, f"synth; {shown(done)}")
        self.days = sorted((self.folder / "days").glob("*.day.h5"))
        write_study(self.folder / "study.json", lambda study: (
            study.update(data={"days": [f"days/{day.name}" for day in self.days]}, validation={"held_back": 1}),
            study["simulation"].update(slice_hours=0.1)))
        self.beside = self.folder / "days" / "asgen-cache"

    def asgen_says(self, *arguments, launcher=(), code=0, **variables):
        done = run([*launcher, self.asgen, *arguments], self.folder, TMPDIR=self.temporary, **variables)
        self.report.check(done.returncode == code, f"asgen {' '.join(map(str, arguments))} should end with {code}; {shown(done)}")
        return done

    def rows(self, *flags):
        done = self.asgen_says("simulate", "study.json", "--json", *flags)
        return done.stdout, done.stderr.count("warning")

    def cached(self):
        return sorted(path for path in self.beside.glob("*") if path.is_file()) if self.beside.is_dir() else []

    def evaluations(self, results, *flags, launcher=()):
        self.asgen_says("optimize", "study.json", "--results", results, "--quiet", *flags, launcher=launcher)
        with h5py.File(self.folder / results / "study.h5") as file:
            return {name: file["evaluations"][name][()].tobytes() for name in ("fitness", "metrics", "genes")}, (
                self.folder / results / "study.tuned.json").read_bytes()


def check_simulate(bench):
    check = bench.report.check
    expected, _ = bench.rows("--cache", "none")
    check(not bench.cached(), "--cache none should leave no cache")
    check(bench.rows() == (expected, 0), "rows should not change with an empty cache")
    check(len(bench.cached()) == 2 * DAYS, f"a tape and fitted columns a day should be kept, there are {bench.cached()}")
    check(bench.rows() == (expected, 0), "rows should not change with a full cache")
    made = bench.asgen_says("simulate", "study.json", "--verbose").stderr
    check(f"{2 * DAYS} files from the cache, 0 made" in made, f"nothing should be made twice: {made}")

    for path in bench.cached()[:2]:
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(bytes(data))
    check(bench.rows() == (expected, 2), "damaged files should be made anew with a warning each")
    check(bench.rows() == (expected, 0), "damaged files should have been replaced")
    bench.cached()[1].write_bytes(b"")
    check(bench.rows() == (expected, 0), "an empty file should be made anew")

    for path in bench.cached():
        path.unlink()
    bench.beside.rmdir()
    bench.beside.write_text("a file in the way")
    check(bench.rows() == (expected, 1), "a folder that cannot be written should cost one line")
    check(len(list(bench.temporary.glob("asgen-cache-*/*.tape"))) == DAYS, "the cache should lie in $TMPDIR then")
    check(bench.rows()[0] == expected, "the cache in $TMPDIR should be used")
    check(bench.rows("--cache", "study.json/cache") == (expected, 1), "a named folder that cannot be made should cost one line")
    check(bench.rows("--cache", "named")[0] == expected and len(list((bench.folder / "named").glob("*.tape"))) == DAYS, "--cache should name the folder")


def check_optimize(bench):
    check = bench.report.check
    expected = bench.evaluations("none", "--cache", "none", "--threads", "1")
    check(bench.evaluations("cold", "--threads", "2") == expected, "an empty cache changes what is learnt")
    check(bench.evaluations("warm", "--threads", "1") == expected, "a full cache changes what is learnt")
    refused = bench.asgen_says("optimize", "study.json", "--results", "refused", "--memory", "0.001", code=2)
    check("memory: needs" in refused.stderr and "--memory" in refused.stderr, f"the refusal should say why; {shown(refused)}")
    check(not list((bench.folder / "refused").glob("*")), "a refused run should leave nothing")
    stated = bench.asgen_says("optimize", "study.json", "--results", "stated")
    check("memory of this node" in stated.stderr, f"a run should state its memory; {shown(stated)}")


def check_mpi(bench):
    check = bench.report.check
    expected = bench.evaluations("none", "--cache", "none", "--threads", "1")
    check(bench.evaluations("cold", "--threads", "2", launcher=MPIRUN) == expected, "three ranks on an empty cache should learn the same")
    check(len(bench.cached()) == 2 * DAYS, f"they should leave the files and nothing else: {bench.cached()}")
    check(bench.evaluations("warm", "--threads", "1", launcher=MPIRUN) == expected, "three ranks on a full cache should learn the same")
    check(bench.evaluations("no", "--cache", "none", launcher=MPIRUN) == expected, "three ranks without a cache should learn the same")
    with h5py.File(bench.days[1], "r+") as file:  # sound attributes, bad rows: found by whoever prepares the day
        file["book/local_ns"][5] = file["book/local_ns"][5] + 10**15
    for launcher in ((), MPIRUN):
        done = bench.asgen_says("optimize", "study.json", "--results", f"bad{len(launcher)}", "--quiet", launcher=launcher, code=3)
        check(bench.days[1].name in done.stderr and done.stderr.count("asgen: error") == 1, f"a bad day should be one clear error; {shown(done)}")


def main():
    asgen, part = sys.argv[1:3]
    with tempfile.TemporaryDirectory(prefix="asgen-cache.") as folder:
        bench = Bench(asgen, folder)
        {"simulate": check_simulate, "optimize": check_optimize, "mpi": check_mpi}[part](bench)
        bench.report.close()


if __name__ == "__main__":
    main()
