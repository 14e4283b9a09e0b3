"""What shapely sees in many small coverages, one JSON list on standard output.

usage: lattice_oracle.py FILE
FILE holds a list of cases; a case is a list of shapes, a shape a list of rings (exterior first),
a ring a list of [x, y]. Keys of an answer: invalid (indices), duplicates (groups of indices with
the same shape), overlaps ([i, j, area]), gaps (areas of what the union leaves uncovered inside),
disagreeing (indices with an invalid edge in shapely.coverage_invalid_edges).
"""
import json
import sys

import numpy as np
import shapely


def answer(case):
    shapes = np.array([shapely.Polygon(rings[0], rings[1:]) for rings in case])
    invalid = np.flatnonzero(~shapely.is_valid(shapes)).tolist()
    if invalid:
        return {"invalid": invalid, "duplicates": [], "overlaps": [], "gaps": [], "disagreeing": []}
    plain = shapely.to_wkb(shapely.normalize(shapes))
    groups = {}
    for index, key in enumerate(plain):
        groups.setdefault(key, []).append(index)
    left, right = shapely.STRtree(shapes).query(shapes)
    left, right = left[left < right], right[left < right]
    areas = shapely.area(shapely.intersection(shapes[left], shapes[right]))
    union = shapely.union_all(shapes)
    # Also where two parts of the union enclose a place by touching in points.
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all(shapely.boundary(union))]))
    gaps = [face.area for face in faces if not union.covers(face.representative_point())]
    edges = shapely.coverage_invalid_edges(shapes)
    return {
        "invalid": [],
        "duplicates": [group for group in groups.values() if len(group) > 1],
        "overlaps": [[int(i), int(j), float(a)] for i, j, a in zip(left, right, areas) if a > 0],
        "gaps": [area for area in gaps if area > 0],
        "disagreeing": np.flatnonzero(~shapely.is_empty(edges)).tolist(),
    }


with open(sys.argv[1]) as file:
    print(json.dumps([answer(case) for case in json.load(file)]))
