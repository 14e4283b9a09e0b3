"""Judges the tiles of a county: usage tile_oracle.py SNAPSHOT TILES. Prints `good`, or what is wrong.

Tiles are read by GDAL's own driver (ogr2ogr), validity and overlaps are GEOS's. Areas are compared class by class in Web
Mercator, as shares of the whole: the scale of the projection is the same for all within a small county. The tolerance is
0.5 % of the county at zooms that draw features (tile units round); at mosaics 2 %, or five cells where these are more.
"""
import collections
import json
import pathlib
import sqlite3
import subprocess
import sys

import shapely
from shapely.geometry import shape

snapshot, tiles = sys.argv[1], pathlib.Path(sys.argv[2])
wrong = []
database = sqlite3.connect(snapshot)
truth = dict(database.execute("SELECT DLBM, sum(TBMJ) FROM DLTB GROUP BY 1"))
whole = sum(truth.values())
identifiers = {fid for fid, in database.execute("SELECT fid FROM DLTB")}
for zoom in sorted(int(folder.name) for folder in tiles.iterdir()):
    areas, seen, merged = collections.Counter(), set(), False
    for path in sorted((tiles / str(zoom)).glob("*/*.pbf")):
        x, y = int(path.parent.name), int(path.stem)
        text = subprocess.run(
            ["ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:3857", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=6",
             "/vsistdout/", str(path), "DLTB", "-oo", "CLIP=NO", "-oo", f"ZOOM_LEVEL={zoom}", "-oo", f"X={x}", "-oo", f"Y={y}"],
            capture_output=True, text=True)
        if text.returncode != 0 or not text.stdout:
            wrong.append(f"{zoom}/{x}/{y}: {text.stderr[:200]}")
            continue
        side = 2 * 20037508.342789244 / 2 ** zoom
        west, north = -20037508.342789244 + x * side, 20037508.342789244 - y * side
        # Back to tile units, which are whole numbers: rounding on the way must not count as a fault.
        shapes = []
        for feature in json.loads(text.stdout)["features"]:
            polygons = shapely.transform(shape(feature["geometry"]), lambda points: (
                (points - [west, north]) * [4096 / side, -4096 / side]).round())
            if not polygons.is_valid:
                wrong.append(f"{zoom}/{x}/{y}: {shapely.is_valid_reason(polygons)}")
                continue
            shapes.append(polygons)
            inside = polygons.intersection(shapely.box(0, 0, 4096, 4096))
            areas[feature["properties"]["c"]] += inside.area * (side / 4096) ** 2
            if "a" in feature["properties"]:
                seen.add(feature["properties"]["mvt_id"])
            else:
                merged = True
        overlap = sum(each.area for each in shapes) - shapely.union_all(shapes).area
        if overlap > len(shapes) * 0.01:
            wrong.append(f"{zoom}/{x}/{y}: patches overlap by {overlap} square units")
    if not merged and seen != identifiers:
        wrong.append(f"zoom {zoom}: {len(identifiers - seen)} patches are missing")
    total = sum(areas.values())
    for code, area in truth.items():
        share = areas[code] / total if total else 0
        # A class may be owed a few cells of 8 by 8 units at mosaics.
        cells = 5 * (8 * side / 4096) ** 2 / total if merged and total else 0
        if abs(share - area / whole) > max(cells, 0.02 if merged else 0.005):
            wrong.append(f"zoom {zoom}: class {code} has {share:.4f} of the area, not {area / whole:.4f}")
print("\n".join(wrong[:20]) if wrong else "good")
