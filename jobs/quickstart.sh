#!/usr/bin/env bash
# From a fresh clone to a first result: installs packages, builds, searches on built-in synthetic days under mpirun, and compares the winner
# with the theoretical optimum on days that the search never saw. Quick when run again.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s\n' "$*"; }

step "packages"
bash jobs/packages.sh build
step "build"
log=build/release/build.log
mkdir -p build/release
if ! { cmake --preset release && cmake --build build/release --target asgen -j "$(nproc)"; } >"$log" 2>&1; then
  tail -n 30 "$log" >&2
  echo "quickstart.sh: the build failed; see $log" >&2
  exit 2
fi
echo "build/release/asgen is ready"
step "search: configs/quickstart.json under mpirun"
ASGEN=build/release/asgen bash jobs/run.sh configs/quickstart.json
step "winner against theory on unseen days"
build/release/asgen compare configs/quickstart.json
