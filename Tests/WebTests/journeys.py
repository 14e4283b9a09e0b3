#!/usr/bin/env python3
"""Journeys through the pages of a real server with the sample county.

Usage: journeys.py PROGRAM [FOLDER [NAME ...]]   FOLDER takes the pictures, out/journeys when not given.
Run in the package's folder, so that the server finds Resources/Web and .deps/web. Needs playwright, pyproj and a
Chromium (environment variable CHROMIUM); axe-core comes with axe-playwright-python. Exit code 1 when a journey fails.
"""
import pathlib
import sys
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).parent / "journeys"))
import entry
import map_work
import office
from frame import Stage


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    stage = Stage(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "out/journeys")
    wanted = set(sys.argv[3:])
    passed, failed = 0, 0
    for journey in entry.JOURNEYS + map_work.JOURNEYS + office.JOURNEYS:
        first = journey is entry.first_run_to_first_map
        if wanted and journey.__name__ not in wanted and not first:
            continue
        begun = time.monotonic()
        try:
            journey(stage)
            passed += 1
            print(f"ok   {journey.__name__} ({time.monotonic() - begun:.1f} s)", flush=True)
            stage.leave()
        except Exception as failure:
            failed += 1
            print(f"FAIL {journey.__name__}: {failure}", flush=True)
            if not isinstance(failure, AssertionError):
                traceback.print_exc(limit=2)
            stage.leave(journey.__name__)
            if first:
                break
    stage.close()
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
