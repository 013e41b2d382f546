#!/usr/bin/env python3
"""Reads a run file with h5ls, h5dump and, where installed, h5py. Exit 77 (skip) only when none of the three is there."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

tried = []
with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder) / "run.h5"
    environment = dict(os.environ, ASGEN_WRITE_RUN_FILE=str(path))
    subprocess.run([sys.argv[1], "--test-case=a run file is written where a reader outside asks for it"], env=environment, check=True, stdout=subprocess.DEVNULL)
    assert path.exists(), "the test program wrote no run file"
    if shutil.which("h5ls"):
        listing = subprocess.run(["h5ls", "-r", path], check=True, capture_output=True, text=True).stdout
        for dataset in ("/study", "/evaluations/metrics", "/winner/path/equity", "/execution/ranks/host"):
            assert dataset in listing, f"h5ls does not list {dataset}"
        tried.append("h5ls")
    if shutil.which("h5dump"):
        head = subprocess.run(["h5dump", "-H", path], check=True, capture_output=True, text=True).stdout
        assert "DIMENSION_LIST" in head and "H5T_IEEE_F64LE" in head, "h5dump shows no scales or no little-endian doubles"
        tried.append("h5dump")
    try:
        import h5py
    except ImportError:
        h5py = None
    if h5py:
        with h5py.File(path) as run:
            metrics = run["evaluations/metrics"]
            assert [axis.label for axis in metrics.dims] == ["serial", "segment", "metric"], [axis.label for axis in metrics.dims]
            assert metrics.shape == (run["evaluations/serial"].shape[0], run["segments/name"].shape[0], run["metrics/name"].shape[0])
            assert metrics.dims[2][0].asstr()[:].tolist() == run["metrics/name"].asstr()[:].tolist()
            assert run.attrs["format"] == "asgen-run"
            run.visititems(lambda name, item: isinstance(item, h5py.Group) or (item[()], item.attrs["unit"], item.attrs["description"]))
        tried.append("h5py")
print("read with", ", ".join(tried) if tried else "nothing: no HDF5 tool is installed")
sys.exit(0 if tried else 77)
