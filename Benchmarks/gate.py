#!/usr/bin/env python3
"""Instruction counts of the tabulation and the topology check of a fixed county, against thresholds kept in git.

gate.py ENGINE PROGRAM [--write]

Counts are by valgrind's callgrind and hardly vary, so the gate works on a busy machine. Each is the difference between
a run that tabulates twice and one that tabulates once: start-up and reading cancel. Valgrind has no AVX-512, so the
dispatched path is what the processor it emulates offers (AVX2); the wider one is watched by the timings only. Nor does
it read the debug information that present compilers write, so it is given a copy of the engine without.
--write keeps the present counts as the new thresholds, to be committed with the reason.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

import counties

PATCHES = 2000
PATHS = ("fastest", "plain")
THRESHOLDS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "thresholds.json")


def instructions(engine, subcommand, repeats, arguments):
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", engine, subcommand,
             "--repeat", str(repeats), *arguments],
            capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or not found:
        sys.exit(f"gate: valgrind failed\n{run.stderr[-2000:]}")
    return int(found.group(1))


def cost(engine, subcommand, *arguments):
    """The instructions of one run of a job, without start-up and reading."""
    once, twice = (instructions(engine, subcommand, repeats, arguments) for repeats in (1, 2))
    return twice - once


def main():
    with tempfile.TemporaryDirectory() as folder:
        engine = os.path.join(folder, "engine")
        subprocess.run(["strip", "--strip-debug", "-o", engine, sys.argv[1]], check=True)
        gate(engine, sys.argv[2])


def gate(engine, program):
    paths = counties.layers(program, PATCHES)
    counts = {}
    offered = subprocess.run([engine, "paths"], capture_output=True, text=True, check=True).stdout.split()
    for path in (name for name in PATHS if name in offered):
        for zone in counties.ZONES:
            counts[f"{path}-{zone}"] = cost(
                engine, "tabulate", "--threads", "1", "--path", path, paths["patches"], paths[zone])
        counts[f"{path}-one-pass"] = cost(
            engine, "tabulate", "--threads", "1", "--path", path, "--each", paths["patches"],
            *(paths[zone] for zone in counties.ZONES))
    counts["topology"] = cost(engine, "topology", paths["patches"], counties.EPSG)
    with open(THRESHOLDS) as file:
        kept = json.load(file)
    if "--write" in sys.argv:
        with open(THRESHOLDS, "w") as file:
            json.dump({**kept, "patches": PATCHES, "tolerance": 0.03, "instructions": counts}, file, indent=2)
            file.write("\n")
        return
    failed = []
    for name, count in counts.items():
        limit = kept["instructions"].get(name)
        if limit is None:
            sys.exit(f"gate: thresholds.json has no {name}; keep the present counts with `Benchmarks/run gate --write`")
        ratio = count / limit
        print(f"gate-{name} {count} {limit} {ratio:.4f} instructions")
        if ratio > 1 + kept["tolerance"]:
            failed.append(f"{name} needs {count:,} instructions, {100 * (ratio - 1):.1f} % more than the {limit:,} kept "
                          f"in thresholds.json (allowed: {100 * kept['tolerance']:.0f} %)")
        elif ratio < 1 - kept["tolerance"]:
            print(f"gate: {name} got cheaper; keep it with `Benchmarks/run gate --write`", file=sys.stderr)
    if failed:
        sys.exit("gate: slower than before.\n  " + "\n  ".join(failed) + "\nFind the cause with `valgrind --tool=callgrind` "
                 "and callgrind_annotate, or accept it on purpose with `Benchmarks/run gate --write` and say why.")


if __name__ == "__main__":
    main()
