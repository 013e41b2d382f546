#!/usr/bin/env bash
# Sets up everything, builds, and runs the tests. Ends with the line "N passed, N failed".
#   --fast      without the labels mpi, slurm and recorded
#   --preset P  release (default), dev or tsan
#   -L REGEX    only these labels
set -uo pipefail
cd "$(dirname "$0")/.."

preset=release
exclude='^(bench|nightly)$'
include='.'
while [ $# -gt 0 ]; do
  case "$1" in
    --fast) exclude='^(bench|nightly|mpi|slurm|recorded)$' ;;
    --preset) preset=${2:?--preset needs a name}; shift ;;
    -L) include=${2:?-L needs a regular expression}; shift ;;
    *) echo "run.sh: unknown option $1 (known: --fast, --preset P, -L REGEX)" >&2; exit 2 ;;
  esac
  shift
done

bash jobs/packages.sh test || exit 2
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_mpi_yield_when_idle=1
export OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_btl_vader_single_copy_mechanism=none
export ASGEN_DATA=${ASGEN_DATA:-$PWD/../shared/data}

log=build/$preset/build.log
mkdir -p "build/$preset"
echo "building preset $preset (log: $log)"
if ! { cmake --preset "$preset" && cmake --build "build/$preset" -j "$(nproc)"; } >"$log" 2>&1; then
  grep -E -A4 'error|FAILED' "$log" | tail -n 40 >&2
  echo "run.sh: the build failed; see $log" >&2
  echo "0 passed, 1 failed"
  exit 1
fi

report=build/$preset/tests.xml
rm -f "$report"
# Two at a time; tests that start ranks or time signals are declared RUN_SERIAL.
ctest --test-dir "build/$preset" -L "$include" -LE "$exclude" --output-on-failure --output-junit "$PWD/$report" -j 2 |
  grep -vE '^ *(Start +[0-9]|[0-9]+/[0-9]+ Test +#[0-9]+:.*Passed)'

python3 tests/support/summary.py "$report"
