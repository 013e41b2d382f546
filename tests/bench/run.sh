#!/usr/bin/env bash
# Measures. Usage: bash tests/bench/run.sh [NAME...] [--json OUT]
# NAME: speed (default; under 10 minutes), matchers, threads, import, machine, instructions, all; a day (standx, binance, ibm, synth10m,
# synth1h) or a scenario (standx.1s.1s.1x1.risk_averse.sane). `renew` writes the instruction counts that the tests hold a build against.
# What every figure means: tests/bench/README.md. Recorded days: ASGEN_DATA, else ../shared/data.
set -euo pipefail
self=$(realpath "$0")
from=$PWD
cd "$(dirname "$0")/../.."

json=-
names=()
while [ $# -gt 0 ]; do
  case "$1" in
    --json) [ $# -gt 1 ] || { echo "run.sh: --json needs a file" >&2; exit 2; }; [ "$2" = - ] || json=$(cd "$from" && realpath -m -- "$2"); shift ;;
    -h | --help) sed -n '2,5s/^# //p' "$self"; exit 0 ;;
    -*) echo "run.sh: unknown option $1 (known: --json OUT)" >&2; exit 2 ;;
    *) names+=("$1") ;;
  esac
  shift
done
[ ${#names[@]} -eq 0 ] && names=(speed)
for name in "${names[@]}"; do
  case "$name" in
    speed | matchers | threads | import | machine | instructions | all | renew | standx | binance | ibm | synth10m | synth1h | *.*.*.*.*.*) ;;
    *) echo "run.sh: unknown name $name (bash tests/bench/run.sh --help lists them)" >&2; exit 2 ;;
  esac
done
if [ "$json" != - ] && ! { : >>"$json"; } 2>/dev/null; then
  echo "run.sh: $json cannot be written; choose another file for --json" >&2
  exit 4
fi

bash jobs/packages.sh test
build=build/release
cache=${TMPDIR:-/tmp}/asgen-bench
mkdir -p "$build" "$cache"
log=$build/bench.log
if ! { cmake --preset release && cmake --build "$build" -j "$(nproc)" --target test_bench_import bench_speed bench_matchers bench_threads \
         bench_prepare bench_machine bench_instructions; } >"$log" 2>&1; then
  grep -E -A4 'error|FAILED' "$log" | tail -n 40 >&2
  echo "run.sh: the build failed; see $log" >&2
  exit 1
fi

programs=$build/tests/bench
parts=$(mktemp -d)
trap 'rm -rf "$parts"' EXIT
number=0
# measure PROGRAM ARGUMENT...: runs it with a part of the figures of its own.
measure() {
  number=$((number + 1))
  "$programs/$1" "${@:2}" --json "$parts/$(printf %03d "$number").json"
}
export ASGEN_DATA=${ASGEN_DATA:-$PWD/../shared/data}
recorded=(standx binance ibm)
[ -d "$ASGEN_DATA" ] || { recorded=(); echo "no recorded days in $ASGEN_DATA (set ASGEN_DATA): only made days are measured"; }
day=${recorded[0]:-synth10m}

run() {
  case "$1" in
    speed) measure bench_speed --cache "$cache" --set "${recorded[@]}" synth10m --total 460 --budget 1.5 --first 4 ;;
    matchers)
      measure bench_matchers --cache "$cache" --genomes 32 --judged 4 --scenario "$day".1s.{1s,10s}.{1x1,10x10}.risk_averse.sane \
        "$day".1s.1s.1x1.{front,back}.sane "$day".1s.1s.1x1.risk_averse.faithful "$day".100ms.100ms.1x1.risk_averse.sane ;;
    threads) measure bench_threads --cache "$cache" --scenario "$day".1s.1s.{1x1,10x10}.risk_averse.sane "$day".100ms.100ms.1x1.risk_averse.sane ;;
    import)
      number=$((number + 1))
      ASGEN_BENCH_JSON="$parts/$(printf %03d "$number").json" "$programs/test_bench_import" --no-intro --no-version --no-skip
      measure bench_prepare --cache "$cache" --set "${recorded[@]:0:1}" synth10m ;;
    machine) measure bench_machine ;;
    instructions)
      number=$((number + 1))
      python3 tests/bench/check_instructions.py "$programs/bench_instructions" tests/bench/instructions.json "$cache" --json "$parts/$(printf %03d "$number").json" ;;
    renew) python3 tests/bench/check_instructions.py "$programs/bench_instructions" tests/bench/instructions.json "$cache" --renew ;;
    all) for group in machine speed matchers threads import instructions; do run "$group"; done ;;
    *.*) measure bench_speed --cache "$cache" --scenario "$1" ;;
    standx|binance|ibm|synth10m|synth1h) measure bench_speed --cache "$cache" --set "$1" --budget 1.5 --first 4 ;;
    *) echo "run.sh: unknown name $1 (known: speed, matchers, threads, import, machine, instructions, all, renew, a day, a scenario)" >&2; exit 2 ;;
  esac
}
for name in "${names[@]}"; do run "$name"; done
shopt -s nullglob
python3 tests/bench/merge_figures.py "$build" "$json" "$parts"/*.json
