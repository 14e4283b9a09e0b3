#!/usr/bin/env python3
"""Writes Tests/Corpus/geometry/occupation.json: polygons on the globe over two layers, and the areas below them.

The areas come from Shapely (GEOS) in the equal-area cylinder of PROJ on the CGCS2000 ellipsoid, in
which the official area is the plane one and edges between near vertices are straight to 1e-6 m²:
{"layers": [{"name", "values": [...], "features": [feature]}], "polygons": [feature], "areas": [m2],
"groups": [[{value: m2}]] by polygon and layer, "outside": [[m2]]}. Run from the package root.
"""
import json
import numpy as np
import pyproj
import shapely
from shapely.geometry import box
from make_overlay_corpus import star, voronoi, wavy

CYLINDER = pyproj.Proj(proj="cea", a=6378137, rf=298.257222101, lon_0=109.4)

def on_globe(g):
    """0.1 m a unit near Liuzhou; edges of at most 60 m, as both sides of the comparison draw straight lines in different planes."""
    return shapely.transform(shapely.segmentize(g, 600), lambda p: np.round(p * 1e-6 + [109.4, 24.3], 9))

def on_cylinder(g):
    return shapely.transform(g, lambda p: np.stack(CYLINDER(p[:, 0], p[:, 1]), 1))

def rings(g):
    return [[list(map(list, r.coords))[:-1] for r in [p.exterior, *p.interiors]] for p in shapely.get_parts(g)]

def main():
    rng = np.random.default_rng(20)
    patches = [on_globe(g) for g in wavy(rng, 12, 600, 4, 0.06)]
    classes = [["0101", "0103", "0301", "0702", "1006"][int(n)] for n in rng.integers(0, 5, len(patches))]
    lots = [on_globe(g) for g in voronoi(rng, 30, 7200) if not g.is_empty and rng.uniform() < 0.6]
    units = [f"lot {n % 7}" for n in range(len(lots))]
    shapes = [star(rng, *rng.uniform(1000, 6000, 2), rng.uniform(400, 2500), 40) for _ in range(16)]
    shapes = [g for g in shapes if g.is_valid] + [box(-800, 2000, 1100, 3500), box(2000, 2000, 5000, 5000).difference(box(2800, 2700, 3600, 3400))]
    polygons = [on_globe(g) for g in shapes]
    layers = [("DLTB", classes, patches), ("lots", units, lots)]
    assert all(g.is_valid for g in patches + lots + polygons)
    out = {"about": f"Made by tools/corpus/make_occupation_corpus.py with Shapely {shapely.__version__}, GEOS {shapely.geos_version_string}, PROJ {pyproj.proj_version_str}.",
           "layers": [{"name": n, "values": v, "features": [rings(g) for g in f]} for n, v, f in layers],
           "polygons": [rings(g) for g in polygons], "areas": [], "groups": [], "outside": []}
    for polygon in polygons:
        p = on_cylinder(polygon)
        out["areas"].append(p.area)
        out["groups"].append([]); out["outside"].append([])
        for _, values, features in layers:
            sums = {}
            for value, feature in zip(values, features):
                area = p.intersection(on_cylinder(feature)).area
                if area > 0.001:
                    sums[value] = sums.get(value, 0) + area
            out["groups"][-1].append(sums)
            out["outside"][-1].append(p.area - sum(sums.values()))
    with open("Tests/Corpus/geometry/occupation.json", "w") as file:
        json.dump(out, file, separators=(",", ":"))

if __name__ == "__main__":
    main()
