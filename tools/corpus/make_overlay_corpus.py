#!/usr/bin/env python3
"""Writes Tests/Corpus/geometry/overlay-*.json: two layers of integer rings and the areas of all pairs.

The areas come from Shapely (GEOS OverlayNG) and are the oracle of any implementation:
{"cases": [{"name", "a": [feature], "b": [feature], "pairs": [[a, b, area], ...]}]}, a feature a list of
polygons, a polygon a list of rings (exterior first, then holes, not closed), a ring a list of [x, y].
Every feature is valid by itself; layers may overlap themselves. Run from the package root.
"""
import json, os, sys
import numpy as np
import shapely
from shapely import affinity
from shapely.geometry import MultiPolygon, Point, Polygon, box

def rounded(g):
    return shapely.transform(g, np.round)

def valid(layer):
    return all(g.is_valid and not g.is_empty and g.area > 0 for g in layer)

def voronoi(rng, count, size):
    points = shapely.multipoints(rng.integers(0, size, (count, 2)).astype(float))
    cells = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=box(0, 0, size, size)))
    return [rounded(c.intersection(box(0, 0, size, size))) for c in cells]

def wavy(rng, n, step, detail, amplitude):
    """A coverage of n x n cells with shared wavy borders on integers."""
    node = {(i, j): (i * step + int(rng.integers(-step // 6, step // 6 + 1)), j * step + int(rng.integers(-step // 6, step // 6 + 1))) for i in range(n + 1) for j in range(n + 1)}
    def edge(p, q):
        p, q = np.array(node[p], float), np.array(node[q], float)
        t = np.linspace(0, 1, detail + 1)[:, None]
        normal = np.array([-(q - p)[1], (q - p)[0]])
        off = rng.uniform(-amplitude, amplitude, (detail + 1, 1))
        off[0] = off[-1] = 0
        return np.round(p + (q - p) * t + normal * off)
    across = {(i, j): edge((i, j), (i + 1, j)) for i in range(n) for j in range(n + 1)}
    up = {(i, j): edge((i, j), (i, j + 1)) for i in range(n + 1) for j in range(n)}
    return [Polygon(np.concatenate([across[i, j][:-1], up[i + 1, j][:-1], across[i, j + 1][:0:-1], up[i, j][:0:-1]])) for i in range(n) for j in range(n)]

def merged(rng, cells, groups):
    number = rng.integers(0, groups, len(cells))
    return [shapely.coverage_union_all([c for c, g in zip(cells, number) if g == k]) for k in range(groups) if (number == k).any()]

def star(rng, x, y, radius, points):
    angle = np.sort(rng.uniform(0, 2 * np.pi, points))
    r = radius * rng.uniform(0.3, 1, points)
    return rounded(Polygon(np.stack([x + r * np.cos(angle), y + r * np.sin(angle)], 1)))

def with_holes(rng, size):
    outer = star(rng, size / 2, size / 2, size / 2, 40)
    holes = [star(rng, *rng.uniform(size * 0.3, size * 0.7, 2), size * 0.06, 9) for _ in range(4)]
    g = outer
    for h in holes:
        if h.is_valid and g.contains(h) :
            g = g.difference(h)
    g = rounded(g)
    return g, holes

def cases(rng):
    yield "identical squares", [box(0, 0, 7, 7)], [box(0, 0, 7, 7)]
    for dx in range(3):
        for dy in range(3):
            yield f"lattice triangle moved by {dx},{dy}", [Polygon([(0, 0), (6, 1), (2, 5)])], [affinity.translate(Polygon([(0, 0), (6, 1), (2, 5)]), dx, dy)]
    ring = Polygon([(0, 0), (30, 0), (30, 30), (0, 30)], [[(10, 10), (10, 20), (20, 20), (20, 10)]])
    yield "hole whose hole is the partner", [ring, box(10, 10, 20, 20)], [box(10, 10, 20, 20), ring]
    yield "touching vertices", [Polygon([(0, 0), (4, 0), (2, 3)])], [Polygon([(2, 3), (5, 6), (-1, 6)]), Polygon([(4, 0), (8, 0), (8, 3)])]
    yield "T-junctions", [box(0, 0, 12, 6)], [box(-3, 6, 5, 9), box(5, 6, 20, 9), Polygon([(0, -4), (4, -4), (4, 0), (0, 0)]), box(3, -1, 9, 2)]
    yield "duplicates and overlaps in one layer", [box(0, 0, 10, 10), box(0, 0, 10, 10), box(5, 5, 15, 15)], [box(0, 0, 10, 10), box(8, 8, 12, 12)]
    yield "needles", [Polygon([(0, 0), (100000, 1), (100000, 2)]), Polygon([(0, 0), (1, 100000), (0, 100000)])], [Polygon([(50000, -5), (50001, 5), (50000, 5)]), Polygon([(-5, 50000), (5, 50000), (5, 50001)]), Polygon([(0, 0), (100000, 1), (99999, 1)])]
    yield "multipolygon parts that touch", [MultiPolygon([box(0, 0, 5, 5), box(5, 5, 10, 10)])], [MultiPolygon([box(0, 5, 5, 10), box(5, 0, 10, 5)]), box(3, 3, 7, 7)]
    for k in range(6):
        while True:
            cells = wavy(rng, 4, 600, 6, 0.06)
            if valid(cells):
                break
        groups = merged(rng, cells, 5)
        yield f"coverage and unions of it {k}", cells, groups
        for dx, dy in ((1, 0), (0, 2)):
            yield f"coverage and unions of it moved by {dx},{dy} {k}", cells, [affinity.translate(g, dx, dy) for g in groups]
        turned = [rounded(affinity.rotate(g, 90, origin=(0, 0))) for g in groups]
        yield f"coverage and itself turned {k}", [rounded(affinity.translate(c, -1200, -1200)) for c in cells], [rounded(affinity.rotate(affinity.translate(c, -1200, -1200), 90, origin=(0, 0))) for c in cells]
        yield f"turned unions {k}", turned, [rounded(affinity.rotate(c, 90, origin=(0, 0))) for c in cells]
        frame = box(-500, -500, 3000, 3000)
        yield f"complement {k}", [groups[0], rounded(frame.difference(groups[0]))], [rounded(frame.difference(groups[-1])), groups[-1]]
    for k in range(6):
        while True:
            a, b = voronoi(rng, 25, 40000), voronoi(rng, 12, 40000)
            if valid(a) and valid(b):
                break
        yield f"two Voronoi partitions {k}", a, b
        yield f"Voronoi partition and itself {k}", a, a
    for k in range(6):
        while True:
            g, holes = with_holes(rng, 5000)
            stars = [star(rng, *rng.uniform(0, 5000, 2), 1500, 15) for _ in range(5)] + holes
            if valid([g]) and valid(stars):
                break
        yield f"stars and holes {k}", [g] + stars[:3], stars[2:] + [g]
    for k in range(3):
        while True:
            tiny = [star(rng, *rng.uniform(0, 2_000_000_0, 2), 400, 8) for _ in range(20)]
            huge = [star(rng, 10_000_000, 10_000_000, 9_000_000, 12) for _ in range(2)]
            if valid(tiny) and valid(huge):
                break
        yield f"huge and tiny {k}", tiny + huge, huge[::-1] + tiny[:10]

def rings(g):
    def points(r):
        return [[int(x), int(y)] for x, y in list(r.coords)[:-1]]
    parts = list(g.geoms) if g.geom_type == "MultiPolygon" else [g]
    return [[points(p.exterior)] + [points(r) for r in p.interiors] for p in parts]

def main():
    out = []
    for name, a, b in cases(np.random.default_rng(20260101)):
        assert valid(a) and valid(b), name
        pairs = []
        for i, p in enumerate(a):
            for j, q in enumerate(b):
                area = p.intersection(q).area
                if area > 0:
                    pairs.append([i, j, area])
        out.append({"name": name, "a": [rings(g) for g in a], "b": [rings(g) for g in b], "pairs": pairs})
    folder = os.path.join("Tests", "Corpus", "geometry")
    os.makedirs(folder, exist_ok=True)
    about = f"Made by tools/corpus/make_overlay_corpus.py with Shapely {shapely.__version__}, GEOS {shapely.geos_version_string}."
    with open(os.path.join(folder, "overlay-pairs.json"), "w") as f:
        f.write('{"about": ' + json.dumps(about) + ', "cases": [\n')
        f.write(",\n".join(json.dumps(c, separators=(",", ":")) for c in out))
        f.write("\n]}\n")
    print(len(out), "cases", sum(len(c["pairs"]) for c in out), "pairs")

if __name__ == "__main__":
    main()
