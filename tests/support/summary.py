#!/usr/bin/env python3
"""Reads ctest's JUnit report, prints skipped tests and the closing line `N passed, N failed`; exits 1 on a failure.

A test skips by printing a line that begins with `SKIPPED: ` and passing. Only the skips listed in tests/expected_skips.txt (a
regular expression a line) may happen: an unexpected one counts as a failure, so that the list cannot grow unseen.
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as xml


def main():
    report = pathlib.Path(sys.argv[1])
    if not report.exists():
        print("no test report was written\n0 passed, 1 failed")
        return 1
    allowed = [re.compile(line) for line in
               (pathlib.Path(__file__).parent.parent / "expected_skips.txt").read_text().splitlines() if line and line[0] != "#"]
    passed = failed = 0
    for case in xml.parse(report).getroot().iter("testcase"):
        name, output = case.get("name"), case.findtext("system-out") or ""
        skipped = next((line for line in output.splitlines() if line.lstrip().startswith("SKIPPED: ")), None)
        if case.get("status") != "run" or case.find("failure") is not None:
            failed += 1
            print(f"failed: {name}")
        elif skipped:
            expected = any(pattern.search(name) for pattern in allowed)
            failed += not expected
            print(f"{'skipped' if expected else 'failed: skipped without leave'}: {name}: {skipped.strip()}")
        else:
            passed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
