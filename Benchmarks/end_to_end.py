#!/usr/bin/env python3
"""Time the whole way from a survey file to a table of areas, against GeoPandas on the same files.

end_to_end.py TIANCHOU FOLDER [PATCHES [RUNS]]

Layer DLTB by layer YJJBNTBHTB of a generated county, from a GeoPackage and from Shapefiles in GBK:
- ours: `tianchou tabulate --area planar --out CSV`, one thread; and the same with the official ellipsoidal area;
- peer: geopandas.read_file (pyogrio), geopandas.overlay (intersection), area of each piece, to_csv; planar.
Both read geometry and the key field, and write one row a pair with both keys and the area in m2. Runs are
interleaved; figures are medians of the CPU seconds (user and system) of whole processes, start included, and of their
peak memory. The rows of the planar table and the peer must be the same, areas to 0.005 m2 on each and 1e-9 in the sum;
pieces below 0.005 m2 are told apart by neither table and are left out of the comparison.
Prints one line a measure, `name ours peer ratio unit`; ratio is ours / peer.
"""
import csv
import os
import shutil
import statistics
import subprocess
import sys

KEY = "BSM"
PATCHES, ZONES = "DLTB", "YJJBNTBHTB"
SMALLEST = 0.005

PEER = """
import sys
import geopandas
patches, zones, key, out = sys.argv[1:5]
def read(name):
    path, layer = name.split("#")
    options = {"layer": layer} if path.endswith(".gpkg") else {"encoding": "GBK"}
    return geopandas.read_file(path, engine="pyogrio", columns=[key], **options)
pieces = geopandas.overlay(read(patches), read(zones), how="intersection", keep_geom_type=True)
pieces["area_m2"] = pieces.geometry.area
pieces.drop(columns="geometry").to_csv(out, index=False)
"""


def counties(program, folder, patches):
    """The names of both layers by format; made on the first call and kept."""
    found = {}
    for form in ["gpkg", "shp-gbk"]:
        county = os.path.join(folder, f"end-to-end-{patches}-{form}")
        if not os.path.exists(county):
            partial = county + ".partial"
            shutil.rmtree(partial, ignore_errors=True)
            subprocess.run([program, "sample", "--patches", str(patches), "--seed", "7", "--format", form, "--out",
                            partial, "--quiet"], check=True, stdout=subprocess.DEVNULL)
            if form == "gpkg":
                subprocess.run([program, "import", os.path.join(partial, "survey.gpkg"), "--into",
                                os.path.join(partial, "county.gpkg"), "--quiet"], check=True, stdout=subprocess.DEVNULL)
            os.rename(partial, county)
        if form == "gpkg":
            found["gpkg"] = [os.path.join(county, f"county.gpkg#{name}") for name in (PATCHES, ZONES)]
            found["foreign-gpkg"] = [os.path.join(county, f"survey.gpkg#{name}") for name in (PATCHES, ZONES)]
        else:
            found["shp-gbk"] = [os.path.join(county, "survey", f"{name}.shp#{name}") for name in (PATCHES, ZONES)]
    return found


def run(command):
    """CPU seconds and peak memory in MB of a process."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if status != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def table(path):
    """Area by both keys."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        sums = {}
        for first, second, area in rows:
            sums[first, second] = sums.get((first, second), 0.0) + float(area)
        return sums


def compare(ours, peer, name):
    """Ends the program when the two tables are not the same."""
    mine, theirs = table(ours), table(peer)
    for one, other, who in [(mine, theirs, "ours"), (theirs, mine, "peer")]:
        for key, area in one.items():
            if abs(area - other.get(key, 0.0)) > 2 * SMALLEST:
                sys.exit(f"{name}: {who} has {area} m2 for {key}, the other {other.get(key)}")
    total, expected = sum(mine.values()), sum(theirs.values())
    # Every row of ours is rounded to 0.01 m2.
    if abs(total - expected) > 1e-9 * expected + 0.005 * len(mine) ** 0.5 * 4:
        sys.exit(f"{name}: the sums are {total} and {expected} m2")


def main():
    program, folder = sys.argv[1], sys.argv[2]
    patches = int(sys.argv[3]) if len(sys.argv) > 3 else 50_000
    runs = int(sys.argv[4]) if len(sys.argv) > 4 else 3
    os.makedirs(folder, exist_ok=True)
    mine, theirs = os.path.join(folder, "end-to-end-ours.csv"), os.path.join(folder, "end-to-end-peer.csv")
    for form, (a, b) in counties(program, folder, patches).items():
        tabulate = [program, "tabulate", "--threads", "1", "--a", a, "--key-a", KEY, "--b", b, "--key-b", KEY, "--quiet",
                    "--out", mine, "--area"]
        measured = {"planar": [], "ellipsoidal": [], "peer": []}
        for _ in range(runs):
            measured["ellipsoidal"].append(run(tabulate + ["ellipsoidal"]))
            measured["planar"].append(run(tabulate + ["planar"]))
            measured["peer"].append(run([sys.executable, "-c", PEER, a, b, KEY, theirs]))
        compare(mine, theirs, form)
        middle = {name: [statistics.median(row[at] for row in rows) for at in (0, 1)] for name, rows in measured.items()}
        label = f"table-{form}-{patches // 1000}k"
        for suffix, area, at, unit in [("", "planar", 0, "cpu-s"), ("-official", "ellipsoidal", 0, "cpu-s"),
                                       ("-memory", "planar", 1, "MB")]:
            ours, peer = middle[area][at], middle["peer"][at]
            print(f"{label}{suffix} {ours:.3f} {peer:.3f} {ours / peer:.4f} {unit}", flush=True)


if __name__ == "__main__":
    main()
