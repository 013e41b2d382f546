#!/usr/bin/env bash
# Launches `asgen optimize` on a workstation: chooses ranks and threads, ends a hung mpirun, returns asgen's own exit code, and goes on
# from the journal when a run died.
#
#   run.sh STUDY [asgen optimize options]
#
#   ASGEN            the program            (default: asgen in build/release, else on the PATH)
#   ASGEN_RANKS      MPI ranks              (default: cores + 1 for up to 4 cores, the master being idle; else one per 4 cores + 1)
#   ASGEN_THREADS    threads of each worker (default: cores / workers)
#   ASGEN_MPI_OPTIONS more options for mpirun, e.g. "--hostfile hosts"
#   ASGEN_RESTARTS   restarts after a crash (default 3)
set -uo pipefail
[ $# -ge 1 ] || { sed -n '2,13p' "$0" >&2; exit 2; }
study=$1
shift

here=$(cd "$(dirname "$0")/.." && pwd)
asgen=${ASGEN:-}
[ -n "$asgen" ] || { [ -x "$here/build/release/asgen" ] && asgen=$here/build/release/asgen; }
[ -n "$asgen" ] || asgen=$(command -v asgen) || { echo "run.sh: asgen is not built; run: bash jobs/quickstart.sh" >&2; exit 2; }
command -v mpirun >/dev/null || { echo "run.sh: mpirun is missing; run: bash jobs/packages.sh" >&2; exit 2; }

cores=$(nproc)
if [ -n "${ASGEN_RANKS:-}" ]; then
  ranks=$ASGEN_RANKS
elif [ "$cores" -le 4 ]; then
  ranks=2
else
  ranks=$(((cores + 3) / 4 + 1))
fi
case "$ranks" in ''|*[!0-9]*|0) echo "run.sh: ASGEN_RANKS = $ranks (must be a whole number >= 1); correct it" >&2; exit 2 ;; esac
workers=$((ranks > 1 ? ranks - 1 : 1))
threads=${ASGEN_THREADS:-$((cores / workers > 0 ? cores / workers : 1))}

export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export OMPI_MCA_mpi_yield_when_idle=1 OMPI_MCA_odls_base_sigkill_timeout=60
export OMPI_MCA_orte_abort_print_stack=0 OMP_NUM_THREADS=$threads

# asgen writes its exit code here last thing: mpirun does not pass codes on reliably, and may hang after the ranks have gone.
marker=$(mktemp)
trap 'rm -f "$marker"' EXIT
export ASGEN_DONE_MARKER=$marker

launch() {
  : >"$marker"
  # The master waits nearly all the time, so one rank more than cores is right; binding would put it on a worker's core.
  # A session of its own: a Ctrl-C reaches this script alone, which turns it into the signal that stops a run in order. mpirun itself would
  # hold all output back and wait for its kill timeout.
  # shellcheck disable=SC2086
  setsid mpirun -n "$ranks" --oversubscribe --bind-to none ${ASGEN_MPI_OPTIONS:-} -x ASGEN_DONE_MARKER -x OMP_NUM_THREADS \
    "$asgen" optimize "$study" --resume --threads "$threads" "$@" &
  pid=$!
  trap 'kill -USR1 $pid 2>/dev/null' INT TERM USR1 USR2
  local grace=0
  while kill -0 $pid 2>/dev/null; do
    if [ -s "$marker" ]; then
      grace=$((grace + 1))
      [ $grace -gt 100 ] && { kill -KILL $pid 2>/dev/null; break; }
    fi
    sleep 0.1
  done
  wait $pid 2>/dev/null
  code=$?
  trap - INT TERM USR1 USR2
  [ -s "$marker" ] && code=$(cat "$marker")
}

restarts=${ASGEN_RESTARTS:-3}
attempt=0
while :; do
  launch "$@"
  # Only deaths are worth another try: answers (0, 2, 3, 4, 10-12, 75) and our own bugs (70) would come again.
  case "$code" in 0|2|3|4|5|10|11|12|70|75) exit "$code" ;; esac
  attempt=$((attempt + 1))
  if [ "$attempt" -gt "$restarts" ]; then
    echo "run.sh: the run died $attempt times (last code $code); what was computed is kept, run again to go on" >&2
    exit 5
  fi
  echo "run.sh: the run died (code $code); going on from the journal, restart $attempt of $restarts" >&2
done
