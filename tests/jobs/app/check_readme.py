#!/usr/bin/env python3
"""Every command in README.md's bash blocks is run here, in order, in a folder laid out like a clone. A command that this test does not
know, or one that README no longer has, fails it: the list below cannot drift from the text.

Not run for real are the two things that would install and build: jobs/packages.sh, and cmake and ctest behind jobs/quickstart.sh and
tests/run.sh; `sbatch` is a script that drops its options and runs the job here. Budgets are cut down.

Usage: check_readme.py ASGEN
"""
import json
import pathlib
import re
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
from program import Report, run, shown, write_feed

ROOT = pathlib.Path(__file__).resolve().parents[3]

SHIMS = {
    "cmake": 'echo "cmake $*" >>"$ASGEN_TEST_CALLS"',
    "ctest": r'''echo "ctest $*" >>"$ASGEN_TEST_CALLS"
while [ $# -gt 0 ]; do [ "$1" = --output-junit ] && printf '<testsuite><testcase name="a" status="run"/></testsuite>' >"$2"; shift; done''',
    "sbatch": 'while [ "${1#-}" != "$1" ]; do [ "$1" = -N ] && shift; shift; done\nexec bash "$@"',
}


def commands_of(readme):
    """The commands of all bash blocks, one a line, comments cut off."""
    blocks = re.findall(r"^```bash\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    return [re.sub(r"\s+# .*$", "", line).strip() for block in blocks for line in block.splitlines() if line.strip()]


def lay_out(folder, asgen):
    """What a clone with a finished build has, with smaller budgets in configs/quickstart.json."""
    for name in ("configs", "jobs", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "README.md", folder)
    (folder / "results").mkdir()
    shutil.copy(ROOT / "results" / "format.md", folder / "results")
    (folder / "build" / "release").mkdir(parents=True)
    (folder / "build" / "release" / "asgen").symlink_to(asgen)
    (folder / "jobs" / "packages.sh").write_text('[ "$1" = build ] || [ "$1" = test ]\n')
    tools = folder / "build" / "tools"
    tools.mkdir()
    for name, text in SHIMS.items():
        (tools / name).write_text(f"#!/bin/sh\n{text}\n")
        (tools / name).chmod(0o755)
    (tools / "python3").symlink_to(sys.executable)
    change(folder / "configs" / "quickstart.json", lambda study: (
        study["data"]["synth"].update(days=8), study["optimizer"].update(population=8, evaluations=24), study["validation"].update(unseen_days=20)))


def change(path, edit):
    study = json.loads(path.read_text())
    edit(study)
    path.write_text(json.dumps(study, indent=2))


class Readme:
    """Each command of README: what must be there before it, and what must be there after it."""

    def __init__(self, folder, report):
        self.folder, self.report, self.exported = folder, report, {}
        self.steps = {
            "bash jobs/quickstart.sh": (None, self.quickstart_is_done),
            "bash tests/run.sh --fast": (None, lambda done: self.says(done, r"\n1 passed, 0 failed\n$")),
            "build/release/asgen import book.csv.gz trades.csv.gz --out days":
                (lambda: write_feed(folder / "book.csv.gz", folder / "trades.csv.gz", minutes=60), self.days_are_there),
            "cp configs/own-days.json my-study.json": (None, self.edit_study),
            "bash jobs/run.sh my-study.json": (None, self.search_is_done),
            "export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1": (None, self.remember_export),
            "mpirun -n 3 --oversubscribe build/release/asgen optimize my-study.json --resume": (self.search_anew, self.search_is_done),
            "build/release/asgen inspect results/runs/my-study.h5": (None, lambda done: self.says(done, "(?s)winner.*default.*held back")),
            "build/release/asgen simulate my-study.json --config results/runs/my-study.tuned.json":
                (None, lambda done: self.says(done, r"(?sm)^segment +role.*\n2026-01-05T08:.* train .*\n2026-01-05T08:.* held back ")),
            "sbatch -N 2 --time=1:00:00 jobs/slurm/optimize.sbatch my-study.json": (self.search_anew, self.search_is_done),
            "h5ls -r results/runs/quickstart.h5": (None, lambda done: self.says(done, r"/evaluations/fitness +Dataset \{24\}")),
            'python3 -c \'import h5py; f = h5py.File("results/runs/quickstart.h5"); print(f["evaluations/fitness"][:].max(), f["genes/name"][:])\'':
                (None, lambda done: self.says(done, r"^-?\d+\.\d+ .*risk_factor")),
        }

    def says(self, done, pattern):
        self.report.check(re.search(pattern, done.stdout), f"should print {pattern}: {shown(done)}")

    def quickstart_is_done(self, done):
        self.says(done, r"\nwinner: \d+\.\d+ % of the theoretical optimum on unseen days \(± \d+\.\d+\)\n$")
        calls = (self.folder / "calls").read_text()
        self.report.check("cmake --preset release\n" in calls and "cmake --build build/release" in calls, f"quickstart should build: {calls}")

    def days_are_there(self, done):
        self.report.check([path.name for path in (self.folder / "days").iterdir()] == ["test_AB_2026-01-05.day.h5"], f"one day file: {shown(done)}")

    def edit_study(self, done):
        """As README says: day files, fees, genes; and short slices and a small budget, for the test's own sake."""
        days = [f"days/{path.name}" for path in sorted((self.folder / "days").iterdir())]
        change(self.folder / "my-study.json", lambda study: (
            study["data"].update(days=days), study["instrument"].update(lot=0.1, maker_fee=0.0001),
            study["simulation"].update(slice_hours=1 / 12, warmup_s=60, initial_base=50), study["strategy"].update(order_amount=0.2),
            study["genome"]["gamma"].update(max=10), study["optimizer"].update(population=8, evaluations=24)))

    def remember_export(self, done):
        """Commands run in shells of their own here; what README exports must still reach those that follow."""
        self.exported = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}

    def search_anew(self):
        shutil.rmtree(self.folder / "results" / "runs")
        run(["build/release/asgen", "optimize", "configs/quickstart.json", "--quiet"], self.folder)

    def search_is_done(self, done):
        for suffix in ("journal", "h5", "tuned.json"):
            self.report.check((self.folder / "results" / "runs" / f"my-study.{suffix}").exists(), f"my-study.{suffix} should be there: {shown(done)}")
        self.report.check("24 evaluations" in done.stdout, f"should have made 24 evaluations: {shown(done)}")

    def follow(self, command):
        if not self.report.check(command in self.steps, f"README has a command that this test does not know, teach it: {command}"):
            return
        before, after = self.steps[command]
        if before:
            before()
        done = run(command, self.folder, timeout=120, PATH=f"{self.folder}/build/tools:/usr/local/bin:/usr/bin:/bin",
                   ASGEN_TEST_CALLS=self.folder / "calls", ASGEN_THREADS=1,
                   **{"OMPI_ALLOW_RUN_AS_ROOT": "0", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "0", **self.exported})
        print(f"{command}: exit code {done.returncode}")
        if self.report.check(done.returncode == 0, f"{command}: {shown(done)}"):
            after(done)


def check_scripts(readme, report):
    """Scripts parse, their options named in README exist, and every link and path that README names is there."""
    for script in sorted([*ROOT.glob("jobs/*.sh"), *ROOT.glob("jobs/slurm/*.sbatch"), ROOT / "tests" / "run.sh"]):
        done = run(["bash", "-n", script], ROOT)
        report.check(done.returncode == 0, f"{script} does not parse: {done.stderr}")
    for option in re.findall(r"tests/run\.sh (--\S+)", readme):
        report.check(f"{option})" in (ROOT / "tests" / "run.sh").read_text(), f"tests/run.sh has no option {option}")
    named = re.findall(r"\]\(([^)]+)\)", readme) + re.findall(r"`((?:configs|jobs|tests|sim|optimizer|results)/[\w./-]*)`", readme)
    for path in named:
        report.check((ROOT / path).exists() or path == "results/runs/", f"README names {path}, which is not there")


def main():
    asgen = pathlib.Path(sys.argv[1]).resolve()
    report = Report()
    readme = (ROOT / "README.md").read_text()
    check_scripts(readme, report)
    with tempfile.TemporaryDirectory(prefix="asgen-readme.") as name:
        folder = pathlib.Path(name)
        lay_out(folder, asgen)
        steps = Readme(folder, report)
        commands = commands_of(readme)
        for command in commands:
            steps.follow(command)
        for command in steps.steps:
            report.check(command in commands, f"this test knows a command that README no longer has, forget it: {command}")
    report.close()


if __name__ == "__main__":
    main()
