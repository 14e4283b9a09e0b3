"""What every peer shares: layer files, the clock, and how a peer is run.

Usage of a peer:
    PEER.py [--repeat N] PAIRS_FOLDER PATCHES.wkbs ZONES.wkbs…

It loads the patches once and tabulates them by every zone layer, N times each. Loading (parsing of WKB, filling of
tables) is never timed, for no one. It prints a line `cpu NAME SECONDS` per zone layer, the median of its N times, and
`peak-bytes COUNT` at the end, and writes PAIRS_FOLDER/PEER-NAME.pairs.

A .wkbs file is a uint32 number of features, then per feature a uint32 length and that many bytes of WKB; a .pairs file
has records of two int32 feature numbers and a float64 area. All are little-endian.
"""
import os
import statistics
import struct
import sys
import time

import numpy

PAIR = numpy.dtype([("patch", "<i4"), ("zone", "<i4"), ("area", "<f8")])


def read_blobs(path):
    with open(path, "rb") as file:
        data = file.read()
    count = struct.unpack_from("<I", data, 0)[0]
    blobs, at = [], 4
    for _ in range(count):
        length = struct.unpack_from("<I", data, at)[0]
        blobs.append(data[at + 4:at + 4 + length])
        at += 4 + length
    return blobs


def write_blobs(path, blobs):
    with open(path, "wb") as file:
        file.write(struct.pack("<I", len(blobs)))
        for blob in blobs:
            file.write(struct.pack("<I", len(blob)))
            file.write(blob)


def pairs(patch, zone, area):
    """The non-empty pairs in order."""
    table = numpy.empty(len(area), PAIR)
    table["patch"], table["zone"], table["area"] = patch, zone, area
    table = table[table["area"] > 0]
    return table[numpy.lexsort((table["zone"], table["patch"]))]


def peak_bytes():
    """The largest memory of this process; what `resource` says includes the program that started it."""
    with open("/proc/self/status") as status:
        return 1024 * int(next(line for line in status if line.startswith("VmHWM:")).split()[1])


def run(load, tabulate, seconds=time.process_time, finish=lambda: None):
    """Runs a peer: `load(blobs, name)` gives what `tabulate(patches, zones)` takes, which returns three arrays."""
    peer = os.path.splitext(os.path.basename(sys.argv[0]))[0]
    words = sys.argv[1:]
    repeats = int(words[1]) if words[0] == "--repeat" else 1
    folder, patches, *layers = words[2:] if words[0] == "--repeat" else words
    try:
        a = load(read_blobs(patches), "patches")
        for path in layers:
            name = os.path.splitext(os.path.basename(path))[0]
            b = load(read_blobs(path), name)
            taken = []
            for _ in range(repeats):
                start = seconds()
                rows = tabulate(a, b)
                taken.append(seconds() - start)
            print(f"cpu {name} {statistics.median(taken):.6f}", flush=True)
            pairs(*rows).tofile(os.path.join(folder, f"{peer}-{name}.pairs"))
    finally:
        finish()
    print("peak-bytes", peak_bytes())
