#!/usr/bin/env python3
"""Time the import of a large Shapefile against ogr2ogr.

import_speed.py TIANCHOU FOLDER [PATCHES [RUNS]]

TIANCHOU is the program, called as `TIANCHOU import SHP --into GPKG`; FOLDER receives the test data (kept for the next
call) and the results. Prints one line per measure, `name ours peer ratio unit`, medians of interleaved runs: wall
seconds, CPU seconds and peak memory.
"""
import os
import statistics
import struct
import subprocess
import sys
import time

import numpy

FIELDS = [
    ("BSM", "C", 18, 0), ("YSDM", "C", 10, 0), ("TBBH", "C", 8, 0), ("DLBM", "C", 5, 0), ("DLMC", "C", 60, 0),
    ("QSXZ", "C", 2, 0), ("QSDWDM", "C", 19, 0), ("QSDWMC", "C", 60, 0), ("ZLDWDM", "C", 19, 0),
    ("ZLDWMC", "C", 60, 0), ("TBMJ", "N", 15, 2), ("KCXS", "N", 6, 4), ("GDPDJB", "C", 2, 0),
    ("XZDWKD", "N", 5, 1), ("SJNF", "N", 4, 0),
]
CLASSES = [("0101", "水田"), ("0103", "旱地"), ("0301", "乔木林地"), ("0702", "农村宅基地"), ("1006", "农村道路"),
           ("1107", "沟渠"), ("1104", "坑塘水面")]
PRJ = ('PROJCS["CGCS2000_3_Degree_GK_Zone_39",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",'
       'DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
       'UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",39500000.0],'
       'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",1.0],'
       'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]')
VERTICES = 41


def rings(count):
    """A grid of wiggly patches, 41 vertices each (the last repeats the first), clockwise."""
    random = numpy.random.default_rng(300)
    side = int(numpy.ceil(numpy.sqrt(count)))
    index = numpy.arange(count)
    centre_x = 39480000 + (index % side) * 60.0
    centre_y = 3500000 + (index // side) * 60.0
    angle = -numpy.linspace(0, 2 * numpy.pi, VERTICES)
    radius = 25 + 4 * random.random((count, VERTICES))
    radius[:, -1] = radius[:, 0]
    x = numpy.round(centre_x[:, None] + radius * numpy.cos(angle), 4)
    y = numpy.round(centre_y[:, None] + radius * numpy.sin(angle), 4)
    x[:, -1], y[:, -1] = x[:, 0], y[:, 0]
    return x, y


def write_shapes(stem, x, y):
    count = len(x)
    content = 44 + 4 + 16 * VERTICES
    record = numpy.dtype([("number", ">i4"), ("length", ">i4"), ("type", "<i4"), ("box", "<f8", 4), ("parts", "<i4"),
                          ("points", "<i4"), ("part", "<i4"), ("xy", "<f8", (VERTICES, 2))])
    assert record.itemsize == content + 8
    rows = numpy.zeros(count, record)
    rows["number"] = numpy.arange(count) + 1
    rows["length"], rows["type"], rows["parts"], rows["points"] = content // 2, 5, 1, VERTICES
    rows["xy"][:, :, 0], rows["xy"][:, :, 1] = x, y
    rows["box"] = numpy.stack([x.min(1), y.min(1), x.max(1), y.max(1)], 1)

    def header(size):
        return (struct.pack(">7i", 9994, 0, 0, 0, 0, 0, size // 2) + struct.pack("<2i", 1000, 5)
                + struct.pack("<8d", x.min(), y.min(), x.max(), y.max(), 0, 0, 0, 0))

    with open(stem + ".shp", "wb") as out:
        out.write(header(100 + rows.nbytes))
        rows.tofile(out)
    index = numpy.zeros(count, numpy.dtype([("offset", ">i4"), ("length", ">i4")]))
    index["offset"] = (100 + numpy.arange(count) * record.itemsize) // 2
    index["length"] = content // 2
    with open(stem + ".shx", "wb") as out:
        out.write(header(100 + index.nbytes))
        index.tofile(out)


def write_table(stem, count):
    width = 1 + sum(field[2] for field in FIELDS)
    with open(stem + ".dbf", "wb") as out:
        out.write(struct.pack("<4B I 2H 17x B 2x", 3, 125, 1, 1, count, 33 + 32 * len(FIELDS), width, 0x4D))
        for name, kind, size, decimals in FIELDS:
            out.write(struct.pack("<11s c 4x 2B 14x", name.encode(), kind.encode(), size, decimals))
        out.write(b"\r")
        for row in range(count):
            code, name = CLASSES[row % len(CLASSES)]
            village = 340122100200 + row // 1000
            values = [f"{340122000000000000 + row}", "2001010100", f"{row % 99999}", code, name, "30",
                      f"{village}0000000", f"第{row // 1000}村民委员会", f"{village}0000000",
                      f"第{row // 1000}村民委员会", f"{2000 + row % 977 + 0.25:.2f}", f"{row % 9 / 100:.4f}",
                      str(1 + row % 5), f"{row % 20 / 10:.1f}", "2025"]
            cells = [b" "]
            for value, (_, kind, size, _) in zip(values, FIELDS):
                raw = value.encode("gbk")
                cells.append(raw.rjust(size) if kind == "N" else raw.ljust(size))
            out.write(b"".join(cells))
        out.write(b"\x1a")
    with open(stem + ".cpg", "w") as out:
        out.write("GBK")
    with open(stem + ".prj", "w") as out:
        out.write(PRJ)


def run(command, result):
    if os.path.exists(result):
        os.remove(result)
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if status != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    program, folder = sys.argv[1], sys.argv[2]
    patches = int(sys.argv[3]) if len(sys.argv) > 3 else 300_000
    runs = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    os.makedirs(folder, exist_ok=True)
    stem = os.path.join(folder, f"DLTB_{patches}")
    if not os.path.exists(stem + ".prj"):
        write_shapes(stem, *rings(patches))
        write_table(stem, patches)
    ours, peer = [], []
    for _ in range(runs):
        target = os.path.join(folder, "peer.gpkg")
        peer.append(run(["ogr2ogr", "-f", "GPKG", target, stem + ".shp"], target))
        target = os.path.join(folder, "ours.gpkg")
        ours.append(run([program, "import", stem + ".shp", "--into", target], target))
    label = f"import-{patches // 1000}k"
    for position, (suffix, unit) in enumerate([("", "s"), ("-cpu", "s"), ("-memory", "MB")]):
        mine = statistics.median(row[position] for row in ours)
        theirs = statistics.median(row[position] for row in peer)
        print(f"{label}{suffix} {mine:.3f} {theirs:.3f} {mine / theirs:.3f} {unit}")


if __name__ == "__main__":
    main()
