#!/usr/bin/env python3
"""Ten million patches, county by county, within the memory of one county.

shards.py PROGRAM [--counties 34] [--patches 300000] [--distinct 4] [--threads 1]

Makes and imports --distinct counties of different seeds and lets further county codes be links to their datasets, so
that the disk holds few files; the program reads and computes each code anew. Compares `tabulate --shard` over all codes with one county alone:
CPU per patch and peak memory. Everything is in it: reading the dataset, projecting, tabulating, writing rows.
"""
import argparse
import json
import os
import subprocess
import sys
from decimal import Decimal

import counties


def dataset(program, patches, seed):
    """The imported dataset of a county."""
    folder = counties.sample(program, patches, seed)
    path = os.path.join(folder, "dataset.gpkg")
    if not os.path.exists(path):
        subprocess.run([program, "import", os.path.join(folder, "survey.gpkg"), "--into", path, "--quiet"], check=True,
                       stdout=subprocess.DEVNULL)
    return path


def run(program, pattern, out, threads, sharded):
    """CPU seconds, peak MB and the summary of one call."""
    command = [program, "tabulate", "--threads", str(threads), "--json", "--out", out, "--a", pattern + "#DLTB",
               "--b", pattern + "#YJJBNTBHTB", "--b", pattern + "#CJDCQ", "--b", pattern + "#STBHHX"]
    process = subprocess.Popen(command + (["--shard"] if sharded else []), stderr=subprocess.PIPE, text=True)
    summary = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"shards: {summary}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, json.loads(summary.splitlines()[-1], parse_float=Decimal)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--counties", type=int, default=34)
    parser.add_argument("--patches", type=int, default=300_000)
    parser.add_argument("--distinct", type=int, default=4)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    folder = os.path.join(counties.DATA, f"province-{arguments.counties}-{arguments.patches}")
    os.makedirs(folder, exist_ok=True)
    for number in range(arguments.counties):
        link = os.path.join(folder, f"{459901 + number}.gpkg")
        made = dataset(arguments.program, arguments.patches, 1 + number % arguments.distinct)
        if os.path.lexists(link):
            os.remove(link)
        os.symlink(os.path.abspath(made), link)
    out = os.path.join(folder, "rows.jsonl")
    largest, alone, one = 0.0, 0.0, []
    for number in range(arguments.distinct):
        seconds, memory, summary = run(arguments.program, os.path.join(folder, f"{459901 + number}.gpkg"), out,
                                       arguments.threads, False)
        one.append(summary)
        largest, alone = max(largest, memory), alone + seconds
    alone *= arguments.counties / arguments.distinct
    seconds, memory, all_summary = run(arguments.program, os.path.join(folder, "{shard}.gpkg"), out, arguments.threads,
                                       True)
    patches = arguments.counties * arguments.patches
    print(f"shards-{patches} {seconds:.1f} {alone:.1f} {seconds / alone:.3f} CPU-s")
    print(f"shards-{patches}-memory/largest-county {memory:.0f} {largest:.0f} {memory / largest:.3f} MB")
    same = all(all_summary[name] == sum(one[number % arguments.distinct][name] for number in range(arguments.counties))
               for name in ("total_m2", "outside_m2"))
    print(f"  {all_summary['shards']} counties, {all_summary['pairs']} rows, {all_summary['total_m2']} m2, residual "
          f"{all_summary['closure_residual']}; sum of the counties alone {'the same' if same else 'NOT THE SAME'}; "
          f"{1e6 * seconds / patches:.1f} CPU microseconds a patch; phases { {name: float(value) for name, value in all_summary['seconds'].items()} }", file=sys.stderr)
    os.remove(out)
    if not same or all_summary["closure_residual"] != 0:
        sys.exit("shards: the sums do not agree")


if __name__ == "__main__":
    main()
