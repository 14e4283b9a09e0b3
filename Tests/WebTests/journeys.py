#!/usr/bin/env python3
"""Journeys through the pages of a real server with the sample county.

Usage: journeys.py PROGRAM [FOLDER [NAME ...]]   FOLDER takes the pictures, out/journeys when not given; --nightly for
NAME plays the long ones: every page in both languages, every link, a whole story by its roles.
Run in the package's folder, so that the server finds Resources/Web and .deps/web. Needs playwright, pyproj and a
Chromium (environment variable CHROMIUM); axe-core comes with axe-playwright-python. Exit code 1 when a journey fails.
"""
import pathlib
import sys
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).parent / "journeys"))
import desk
import entry
import example
import forms
import governance
import map_work
import office
import projects
import story
import tour
import walk
from frame import ExampleServer, Server, Stage, ToldServer


# Journeys on one server: the first of the new office founds it, so the others come after it.
STAGES = [
    (Server, entry.JOURNEYS + map_work.JOURNEYS + office.JOURNEYS),
    (ExampleServer, example.JOURNEYS + desk.JOURNEYS + projects.JOURNEYS + tour.JOURNEYS),
    (ExampleServer, forms.JOURNEYS),
    (ToldServer, governance.JOURNEYS),
]
NIGHTLY = [
    (ExampleServer, tour.LONG + walk.JOURNEYS),
    (ToldServer, tour.TOLD + walk.TOLD),
    (story.StoryServer, story.JOURNEYS),
]


def play(stage, journey):
    """Whether a journey came to its end."""
    begun = time.monotonic()
    try:
        journey(stage)
        print(f"ok   {journey.__name__} ({time.monotonic() - begun:.1f} s)", flush=True)
        stage.leave()
        return True
    except Exception as failure:
        print(f"FAIL {journey.__name__}: {failure}", flush=True)
        if not isinstance(failure, AssertionError):
            traceback.print_exc(limit=2)
        stage.leave(journey.__name__)
        return False


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    shots = sys.argv[2] if len(sys.argv) > 2 else "out/journeys"
    wanted = set(sys.argv[3:])
    stages = NIGHTLY if wanted == {"--nightly"} else STAGES + NIGHTLY if wanted else STAGES
    wanted -= {"--nightly"}
    unknown = wanted - {one.__name__ for _, journeys in stages for one in journeys}
    if unknown:
        sys.exit("no such journey: " + ", ".join(sorted(unknown)))
    passed, failed = 0, 0
    for server, journeys in stages:
        chosen = [one for one in journeys if not wanted or one.__name__ in wanted]
        if not chosen:
            continue
        stage = Stage(sys.argv[1], shots, server)
        first = entry.first_run_to_first_map
        if first in journeys and first not in chosen:
            chosen.insert(0, first)
        for journey in chosen:
            if play(stage, journey):
                passed += 1
            else:
                failed += 1
                if journey is first:
                    break
        stage.close()
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
