#!/usr/bin/env python3
"""Areas of patches by zones: this engine against its peers, on the same files, interleaved.

overlay.py ENGINE PROGRAM [--patches 10000,50000,300000,1000000] [--peers NAME,… | none] [--runs 3]
           [--repeat 1] [--peers-up-to 300000] [--once-over 60] [--county sample | lattice]

ENGINE is the built OverlayBench, PROGRAM the built tianchou, which makes the counties. Prints lines
`name ours peer ratio unit` on standard output; remarks, pair counts and the worst pair go to standard error.
CPU seconds (user and system, all threads) of index and tabulation; reading and loading are timed for no one.
A peer takes a minute where ours takes a third of a second, and machines change within one: ours runs before the first
peer of a turn and again after each, and medians are over all of these.
Each layer is timed alone; the line of all three is one pass over the patches with a table for each layer, which peers
do layer by layer (`-one-by-one` is the sum of ours alone).
--repeat has each process, ours and the peers', make each table that often and count the median: with 3 or more the
times of a program that stays up, without the first use of its memory.
A peer that needs more than --once-over seconds for a county runs once there, otherwise --runs times; medians.
"""
import argparse
import math
import os
import statistics
import subprocess
import sys
import tempfile

import numpy

import counties
import frame

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = ["shapely_plain", "shapely_expert", "geopandas_overlay", "duckdb_spatial", "sedona_db", "postgis"]
# Rounding on either side leaves pairs of less, in square metres; they are counted, not compared.
NOTHING = 1e-6


def remark(text):
    print("  " + text, file=sys.stderr, flush=True)


def measures(command):
    """The `key … value` lines a program prints."""
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if run.returncode != 0:
        raise RuntimeError(f"failed: {' '.join(command)}")
    return {tuple(line.split()[:-1]): line.split()[-1] for line in run.stdout.splitlines()}


def engine(program, paths, zones, repeats, threads=1, pairs=None, plain=False):
    """Tabulates by one zone layer, or by several in one pass over the patches, a table each."""
    options = ["--threads", str(threads), "--repeat", str(repeats)] + (["--pairs", pairs] if pairs else [])
    options += (["--path", "plain"] if plain else []) + (["--each"] if len(zones) > 1 else [])
    return measures([program, "tabulate", *options, paths["patches"], *(paths[zone] for zone in zones)])


def peer(name, paths, repeats, folder):
    program = [sys.executable, os.path.join(HERE, "peers", name + ".py"), "--repeat", str(repeats)]
    lines = measures([*program, folder, paths["patches"], *(paths[zone] for zone in counties.ZONES)])
    return [float(lines["cpu", zone]) for zone in counties.ZONES], float(lines["peak-bytes",]) / 1e6


def compare(name, zone, mine, theirs):
    """Says how the two tables differ, the worst pair in square metres."""
    keys, areas = [], []
    for table in (mine, theirs):
        keys.append(table["patch"].astype(numpy.int64) << 32 | table["zone"])
        areas.append(table["area"])
    union, slot = numpy.unique(numpy.concatenate(keys), return_inverse=True)
    left = numpy.bincount(slot[:len(keys[0])], areas[0], len(union))
    right = numpy.bincount(slot[len(keys[0]):], areas[1], len(union))
    counts = [int((column > NOTHING).sum()) for column in (left, right)]
    worst = float(numpy.abs(left - right).max(initial=0))
    same = numpy.array_equal(left > NOTHING, right > NOTHING)
    remark(f"{name} {zone}: pairs {counts[0]} and {counts[1]}{'' if same else ' (NOT THE SAME)'}, worst {worst:.1e} m2, "
           f"sums {left.sum():.4f} {right.sum():.4f}")
    return same and worst < 1e-4


def one_county(arguments, patches, program_of_peers, growth):
    lattice = arguments.county == "lattice"
    paths = counties.lattice_layers(patches) if lattice else counties.layers(arguments.program, patches)
    folder = tempfile.mkdtemp(prefix="pairs")
    label = f"overlay-{'lattice-' if lattice else ''}{patches // 1000}k"
    ours, plain = [[], [], []], [[], [], []]
    together, plain_together = [], []
    theirs = {name: [] for name in program_of_peers}
    agree, ended, memory = True, set(), {}

    def run_ours(first=False):
        for position, zone in enumerate(counties.ZONES):
            pairs = os.path.join(folder, f"ours-{zone}.pairs") if first else None
            lines = engine(arguments.engine, paths, [zone], arguments.repeat, pairs=pairs)
            ours[position].append(float(lines["cpu",]))
            memory[zone] = (float(lines["peak-bytes",]), float(lines["coordinate-bytes",]), int(lines["vertices",]))
            if arguments.plain:
                lines = engine(arguments.engine, paths, [zone], arguments.repeat, plain=True)
                plain[position].append(float(lines["cpu",]))
        together.append(float(engine(arguments.engine, paths, counties.ZONES, arguments.repeat)["cpu",]))
        if arguments.plain:
            lines = engine(arguments.engine, paths, counties.ZONES, arguments.repeat, plain=True)
            plain_together.append(float(lines["cpu",]))

    for turn in range(arguments.runs):
        run_ours(first=turn == 0)
        for name in program_of_peers:
            if name in ended:
                continue
            try:
                seconds, megabytes = peer(name, paths, arguments.repeat, folder)
            except RuntimeError as error:
                remark(f"{name}: {error}")
                ended.add(name)
                continue
            run_ours()
            theirs[name].append((seconds, megabytes))
            if turn == 0:
                for zone in counties.ZONES:
                    files = [os.path.join(folder, f"{who}-{zone}.pairs") for who in ("ours", name)]
                    agree &= compare(name, zone, *(numpy.fromfile(file, frame.PAIR) for file in files))
            if sum(seconds) > arguments.once_over:
                remark(f"{name}: {sum(seconds):.0f} s, so it runs once")
                ended.add(name)
    mine = [statistics.median(values) for values in ours]
    all_ours = statistics.median(together)
    remark(f"{label}: ours in one pass {min(together):.4f} to {max(together):.4f} s, {len(together)} runs")
    for name, rows in theirs.items():
        if not rows:
            continue
        middle = [statistics.median(row[0][position] for row in rows) for position in range(len(mine))]
        for zone, a, b in zip(counties.ZONES, mine, middle):
            print(f"{label}-{zone}/{name} {a:.4f} {b:.3f} {a / b:.5f} CPU-s")
        print(f"{label}-one-by-one/{name} {sum(mine):.4f} {sum(middle):.3f} {sum(mine) / sum(middle):.5f} CPU-s")
        print(f"{label}/{name} {all_ours:.4f} {sum(middle):.3f} {all_ours / sum(middle):.5f} CPU-s")
        remark(f"{label}/{name}: {sum(middle) / all_ours:.0f} times, {len(rows)} run(s), peak {rows[0][1]:.0f} MB")
    if not any(theirs.values()):
        for zone, a in zip(counties.ZONES, mine):
            print(f"{label}-{zone} {a:.4f} - - CPU-s")
        print(f"{label}-one-by-one {sum(mine):.4f} - - CPU-s")
        print(f"{label} {all_ours:.4f} - - CPU-s")
    if arguments.plain:
        middle = statistics.median(plain_together)
        for zone, values, a in zip(counties.ZONES, plain, mine):
            b = statistics.median(values)
            print(f"{label}-{zone}/own-plain-path {a:.4f} {b:.4f} {a / b:.3f} CPU-s")
        print(f"{label}/own-plain-path {all_ours:.4f} {middle:.4f} {all_ours / middle:.3f} CPU-s")
        for name, rows in theirs.items():
            if rows:
                theirs_all = statistics.median(sum(row[0]) for row in rows)
                print(f"{label}-plain/{name} {middle:.4f} {theirs_all:.3f} {middle / theirs_all:.5f} CPU-s")
    for zone in counties.ZONES:
        peak, coordinates, _ = memory[zone]
        print(f"{label}-{zone}-memory/coordinates {peak / 1e6:.0f} {coordinates / 1e6:.0f} {peak / coordinates:.2f} MB")
    growth.append((memory["farmland"][2], patches, mine, all_ours))
    threads(arguments, paths, label)
    sys.stdout.flush()
    return agree


def threads(arguments, paths, label):
    """Wall seconds of one thread and of two; worth reading on a machine with nothing else to do."""
    one, two = [], []
    for _ in range(arguments.runs):
        one.append(float(engine(arguments.engine, paths, counties.ZONES, arguments.repeat)["wall",]))
        two.append(float(engine(arguments.engine, paths, counties.ZONES, arguments.repeat, threads=2)["wall",]))
    a, b = statistics.median(two), statistics.median(one)
    print(f"{label}-two-threads/one-thread {a:.4f} {b:.4f} {a / b:.3f} s")
    remark(f"{label}: two threads {b / a:.2f} times as fast as one; load {os.getloadavg()[0]:.1f}")


def exponents(growth):
    """The slope of log CPU over log vertices, by least squares over all counties."""
    if len(growth) < 2:
        return
    size = [math.log(vertices) for vertices, *_ in growth]
    for position, zone in enumerate([*counties.ZONES, "all"]):
        seconds = [math.log(together if zone == "all" else mine[position]) for *_, mine, together in growth]
        slope = numpy.polyfit(size, seconds, 1)[0]
        print(f"overlay-exponent-{zone} {slope:.3f} 1 {slope:.3f} -")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("engine")
    parser.add_argument("program")
    parser.add_argument("--patches", default="10000,50000,300000,1000000")
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--peers-up-to", type=int, default=300_000)
    parser.add_argument("--once-over", type=float, default=60)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--county", choices=["sample", "lattice"], default="sample")
    arguments = parser.parse_args()
    if min(arguments.runs, arguments.repeat) < 1:
        parser.error("--runs and --repeat are 1 or more")
    offered = subprocess.run([arguments.engine, "paths"], capture_output=True, text=True, check=True).stdout.split()
    arguments.plain = "plain" in offered
    chosen = [] if arguments.peers == "none" else arguments.peers.split(",")
    unknown = set(chosen) - set(PEERS)
    if unknown:
        sys.exit(f"overlay.py: no peer {', '.join(sorted(unknown))}; there are {', '.join(PEERS)}")
    growth, agree = [], True
    for patches in map(int, arguments.patches.split(",")):
        agree &= one_county(arguments, patches, chosen if patches <= arguments.peers_up_to else [], growth)
    exponents(growth)
    if not agree:
        sys.exit("overlay.py: a peer gives other pairs or areas; see above")


if __name__ == "__main__":
    main()
