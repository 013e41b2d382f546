#!/usr/bin/env bash
# Installs the Debian 12 packages that asgen needs; quick when they are there. Usage: packages.sh build|test
set -euo pipefail

build=(g++ cmake ninja-build ccache mold pkg-config ca-certificates git tzdata
  openmpi-bin libopenmpi-dev libhdf5-dev hdf5-tools zlib1g-dev libzip-dev libsimdjson-dev
  nlohmann-json3-dev doctest-dev libfmt-dev libspdlog-dev libcli11-dev libyaml-cpp-dev libeigen3-dev
  librandom123-dev libhwy-dev python3 python3-h5py)
extra=(python3-jsonschema python3-yaml valgrind)

wanted=("${build[@]}")
[ "${1:-build}" = test ] && wanted+=("${extra[@]}")

missing=()
for package in "${wanted[@]}"; do
  dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

run=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "packages.sh: missing packages (${missing[*]}) and neither root nor sudo; install them and run again" >&2; exit 2; }
  run=(sudo)
fi
echo "installing ${#missing[@]} packages: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# `${run[@]+...}`: an empty array is unset for older shells under -u.
if ! { ${run[@]+"${run[@]}"} apt-get update -qq && ${run[@]+"${run[@]}"} env DEBIAN_FRONTEND=noninteractive \
       apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  echo "packages.sh: apt-get failed (see above); mend the package sources and run again" >&2
  exit 2
fi
