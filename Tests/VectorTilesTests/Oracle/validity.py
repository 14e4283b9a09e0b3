"""Counts the features that GEOS finds invalid: lines of a name and rings, exterior (E) or hole (H), parted by semicolons."""
import sys

import shapely

total, invalid, reasons = 0, 0, []
for line in open(sys.argv[1], encoding="utf-8"):
    name, *rings = line.rstrip("\n").split(";")
    polygons = []
    for ring in rings:
        points = [tuple(map(int, point.split())) for point in ring[1:].split(",")]
        if ring[0] == "E":
            polygons.append((points, []))
        else:
            polygons[-1][1].append(points)
    shape = shapely.MultiPolygon([shapely.Polygon(exterior, holes) for exterior, holes in polygons])
    total += 1
    if not shape.is_valid:
        invalid += 1
        reasons.append(f"{name}: {shapely.is_valid_reason(shape)}")
print(f"invalid {invalid} of {total}", *reasons[:10], sep="\n")
