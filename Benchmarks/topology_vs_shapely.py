#!/usr/bin/env python3
"""The topology check of a county against shapely's coverage validation: same shapes, CPU seconds, interleaved, medians.

topology_vs_shapely.py ENGINE PROGRAM [--patches 50000,300000] [--runs 3] [--seed 7]

ENGINE is the built OverlayBench, PROGRAM the built tianchou, which makes the counties. Three layers per size:
  valid    the land use of the county as generated;
  defects  the same with the program's own known defects (`sample --defects`), among them one shape that crosses itself;
  planted  the same with some hundred defects planted here, every shape valid: moved, missing and extra vertices (on
           and off the neighbour's edge), missing, repeated, shifted and contained shapes.

Ours is the whole check: self-crossings, overlaps, gaps and duplicates with areas and places, spikes, repeated
vertices, and the features whose borders disagree. The peer is the cheaper of shapely.coverage_is_valid, which only
says yes or no, and shapely.coverage_invalid_edges, which is the cheapest call that gives the invalid set; neither
looks for gaps, measures overlaps or checks single shapes (shapely.is_valid is timed apart, for information).
Reading is timed for no one. The sets of invalid features must be equal. Shapes that cross themselves take part with
their even-odd interior on our side and through make_valid on the other; features that touch such a shape are left
out of the comparison and counted.
Prints lines `name ours peer ratio unit` on standard output, remarks on standard error; ends with 1 when sets differ.
"""
import argparse
import os
import statistics
import subprocess
import sys
import time

import numpy
import shapely

import counties
import frame


def remark(text):
    print("  " + text, file=sys.stderr, flush=True)


def layer_files(program, patches, seed):
    """The three layer files by name."""
    folder = counties.sample(program, patches, seed)
    valid = counties.layers(program, patches, seed)["patches"]
    defects = os.path.join(folder, "defects.wkbs")
    planted = os.path.join(folder, "planted.wkbs")
    if not os.path.exists(defects):
        broken = os.path.join(folder, "defects")
        subprocess.run([program, "sample", "--patches", str(patches), "--seed", str(seed), "--defects", "--out", broken,
                        "--quiet"], check=True, stdout=subprocess.DEVNULL)
        frame.write_blobs(defects, land_use(os.path.join(broken, "survey.gpkg")))
    if not os.path.exists(planted):
        frame.write_blobs(planted, plant(shapely.from_wkb(frame.read_blobs(valid)), seed))
    return {"valid": valid, "defects": defects, "planted": planted}


def land_use(path):
    import sqlite3
    database = sqlite3.connect(path)
    column = database.execute(
        "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = 'DLTB'").fetchone()[0]
    rows = database.execute(f'SELECT "{column}" FROM "DLTB" ORDER BY rowid')
    return [counties.well_known(blob) for blob, in rows]


def plant(shapes, seed, count=300):
    """The shapes as WKB with defects of known kinds at random places; coordinates stay multiples of 0.1 mm."""
    random = numpy.random.default_rng(seed)
    simple = numpy.flatnonzero((shapely.get_num_geometries(shapes) == 1)
                               & (shapely.get_num_interior_rings(shapely.get_geometry(shapes, 0)) == 0))
    shapes = list(shapes)
    removed, added = set(), []
    for number, victim in enumerate(random.choice(simple, count, replace=False)):
        ring = shapely.get_coordinates(shapes[victim])[:-1]
        corner = int(random.integers(len(ring)))
        changed = changed_ring(number % 8, ring, corner, random)
        if changed is None:
            removed.add(int(victim))
        elif shapely.is_valid(made := shapely.multipolygons([shapely.polygons(changed)])):
            if number % 8 in (4, 5, 6):
                added.append(made)
            else:
                shapes[victim] = made
    kept = [shape for index, shape in enumerate(shapes) if index not in removed] + added
    return shapely.to_wkb(numpy.array(kept), byte_order=1)


def changed_ring(kind, ring, corner, random):
    """A ring with one defect; None to take the shape away."""
    ring = ring.copy()
    following = (corner + 1) % len(ring)
    if kind == 0:
        ring[corner] += random.uniform(-4, 4, 2)
    elif kind == 1:
        ring = numpy.delete(ring, corner, 0)
    elif kind == 2:
        middle = (ring[corner] + ring[following]) / 2 + random.uniform(-1, 1, 2) * 1e-3
        ring = numpy.insert(ring, corner + 1, middle, 0)
    elif kind == 3:
        return None
    elif kind == 4:
        ring = numpy.roll(ring, corner, 0)
    elif kind == 5:
        ring += random.uniform(-30, 30, 2)
    elif kind == 6:
        centre = shapely.get_coordinates(shapely.point_on_surface(shapely.polygons(ring)))[0]
        ring = centre + numpy.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    else:
        ring[corner] = ring[following] + (ring[corner] - ring[following]) * 0.3
    return numpy.round(ring, 4)


def ours(engine, path):
    run = subprocess.run([engine, "topology", path, counties.EPSG], capture_output=True, text=True, check=True)
    lines = [line.split() for line in run.stdout.splitlines()]
    fields = {line[0]: line[1:] for line in lines if line[0] != "findings"}
    findings = {line[1]: int(line[2]) for line in lines if line[0] == "findings"}
    invalid, disagreeing = (set(map(int, fields[key])) for key in ("invalid", "disagreeing"))
    return float(fields["cpu"][0]), invalid, disagreeing, findings


def timed(work):
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def is_same(shapes, edges, invalid, disagreeing):
    """Whether both sides name the same features."""
    valid = shapely.is_valid(shapes)
    theirs = set(numpy.flatnonzero(~valid).tolist())
    left_out = set()
    if theirs:
        edges = shapely.coverage_invalid_edges(numpy.where(valid, shapes, shapely.make_valid(shapes)))
        _, touching = shapely.STRtree(shapes).query(shapes[~valid], predicate=None)
        left_out = set(touching.tolist())
    flagged = set(numpy.flatnonzero(~shapely.is_empty(edges)).tolist())
    different = (flagged ^ disagreeing) - left_out
    remark(f"invalid shapes {len(invalid)} and {len(theirs)}, disagreeing {len(disagreeing)} and {len(flagged)}, "
           f"different {len(different)}, left out near invalid shapes {len(left_out)}")
    return invalid == theirs and not different


def compare(engine, label, path, runs):
    shapes = shapely.from_wkb(frame.read_blobs(path))
    mine, validation, invalid_edges, single = [], [], [], []
    for _ in range(runs):
        seconds, invalid, disagreeing, findings = ours(engine, path)
        mine.append(seconds)
        validation.append(timed(lambda: shapely.coverage_is_valid(shapes))[0])
        seconds, edges = timed(lambda: shapely.coverage_invalid_edges(shapes))
        invalid_edges.append(seconds)
        single.append(timed(lambda: shapely.is_valid(shapes))[0])
    a, b, c, d = (statistics.median(each) for each in (mine, validation, invalid_edges, single))
    print(f"{label} {a:.4f} {min(b, c):.3f} {a / min(b, c):.5f} CPU-s", flush=True)
    remark(f"{label}: {len(shapes)} shapes, coverage_is_valid {b:.3f}, coverage_invalid_edges {c:.3f}, "
           f"is_valid {d:.3f}; {min(b, c) / a:.1f} times; ours {' '.join(f'{each:.4f}' for each in mine)}; "
           + ", ".join(f"{rule} {count}" for rule, count in findings.items() if count))
    return is_same(shapes, edges, invalid, disagreeing)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("engine")
    parser.add_argument("program")
    parser.add_argument("--patches", default="50000,300000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    same = True
    for patches in map(int, options.patches.split(",")):
        for name, path in layer_files(options.program, patches, options.seed).items():
            same = compare(options.engine, f"topology-{patches}-{name}", path, options.runs) and same
    if not same:
        sys.exit("topology: the invalid sets differ")


if __name__ == "__main__":
    main()
