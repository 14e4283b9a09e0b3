"""The faults of a polygon layer as shapely sees them, one JSON object on standard output.

usage: coverage_oracle.py FILE [LAYER]
Keys: wkb (hex, one per feature), invalid (indices), reasons, overlaps ([i, j, area] of valid
features), gaps (areas of the holes of the union that no feature fills), coverage_valid,
invalid_edge_features (features with an invalid edge in shapely.coverage_invalid_edges).
Areas are in square units of the file.
"""
import json
import subprocess
import sys

import numpy as np
import shapely

arguments = ["ogr2ogr", "-f", "GeoJSONSeq", "/vsistdout/", *sys.argv[1:],
             "-lco", "COORDINATE_PRECISION=17", "-a_srs", "EPSG:4326"]
text = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout
shapes = [shapely.geometry.shape(json.loads(line)["geometry"]) for line in text.splitlines() if line]
shapes = np.array([shape for shape in shapes if shape.geom_type in ("Polygon", "MultiPolygon")])
valid = shapely.is_valid(shapes)
left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects" if valid.all() else None)
pair = (left < right) & valid[left] & valid[right]
left, right = left[pair], right[pair]
areas = shapely.area(shapely.intersection(shapes[left], shapes[right]))
overlaps = [[int(i), int(j), float(a)] for i, j, a in zip(left, right, areas) if a > 0]
union = shapely.union_all(np.where(valid, shapes, shapely.make_valid(shapes)))
parts = getattr(union, "geoms", [union])
rings = [ring for part in parts if part.geom_type == "Polygon" for ring in part.interiors]
gaps = []
for ring in rings:
    hole = shapely.difference(shapely.Polygon(ring), union)
    if hole.area > 0:
        gaps.append(hole.area)
edges = shapely.coverage_invalid_edges(shapes)
print(json.dumps({
    "wkb": [shapely.to_wkb(shape, hex=True) for shape in shapes],
    "invalid": [int(i) for i in np.flatnonzero(~valid)],
    "reasons": [shapely.is_valid_reason(shape).split("[")[0] for shape in shapes[~valid]],
    "overlaps": overlaps,
    "gaps": gaps,
    "coverage_valid": bool(shapely.coverage_is_valid(shapes)),
    "invalid_edge_features": [int(i) for i in np.flatnonzero(~shapely.is_empty(edges))],
}))
