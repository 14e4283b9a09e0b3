"""Answers about a snapshot from SQLite, Shapely and PROJ, for the tests of module Maps.

Reads one JSON object from standard input: {"path": ..., "asks": [...]}; prints a list of answers.
Nothing here shares code with the program under test.
"""
import json
import sqlite3
import struct
import sys

import numpy
import pyproj
import shapely
import shapely.ops
import shapely.wkb


def blob_shape(blob):
    """The geometry of a GeoPackage blob."""
    envelope = [0, 32, 48, 48, 64][blob[3] >> 1 & 7]
    return shapely.wkb.loads(bytes(blob[8 + envelope:]))


class Snapshot:
    def __init__(self, path):
        self.base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.shapes = {}

    def epsg(self, layer):
        return self.base.execute(
            "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = ?", [layer]).fetchone()[0]

    def all(self, layer, epsg):
        """Every feature in longitude and latitude, or in x and y of a zone."""
        if (layer, epsg) not in self.shapes:
            move = pyproj.Transformer.from_crs(self.epsg(layer), epsg, always_xy=True)
            found = {}
            for fid, blob in self.base.execute(f'SELECT fid, geom FROM "{layer}"'):
                found[fid] = shapely.transform(
                    blob_shape(blob),
                    lambda p: numpy.column_stack(move.transform(p[:, 0], p[:, 1])))
            self.shapes[layer, epsg] = found
        return self.shapes[layer, epsg]

    def where(self, ask):
        rows = self.base.execute(
            f'SELECT fid FROM "{ask["layer"]}" WHERE {ask["sql"]} ORDER BY fid')
        return [row[0] for row in rows]

    def meets(self, ask):
        """Features that meet a shape, and those too near its border for two projections to agree."""
        shape = shapely.from_wkt(ask["wkt"])
        sure, near = [], []
        for fid, other in self.all(ask["layer"], 4490).items():
            gap = 2e-8
            if shape.buffer(gap).intersects(other):
                (sure if other.intersection(shape).area > 0 and shape.intersects(other.buffer(-gap))
                 else near).append(fid)
        return [sure, near]

    def coordinates(self, ask):
        """The exterior of the first polygon of a feature, in the axis order of the authority."""
        move = pyproj.Transformer.from_crs(self.epsg(ask["layer"]), ask["epsg"])
        blob = self.base.execute(
            f'SELECT geom FROM "{ask["layer"]}" WHERE fid = ?', [ask["fid"]]).fetchone()[0]
        shape = blob_shape(blob)
        points = numpy.array(shape.geoms[0].exterior.coords)
        # The snapshot keeps easting before northing; PROJ wants the order of the authority.
        out = move.transform(points[:, 1], points[:, 0])
        return [list(pair) for pair in zip(*out)]

    def cover(self, ask):
        """Areas in m2 of a polygon over a layer by a field, on an equal-area cylinder."""
        move = pyproj.Transformer.from_crs(4490, "+proj=cea +ellps=GRS80 +units=m", always_xy=True)
        def flat(shape):
            return shapely.transform(
                shape, lambda p: numpy.column_stack(move.transform(p[:, 0], p[:, 1])))
        shape = flat(shapely.from_wkt(ask["wkt"]))
        values = dict(self.base.execute(f'SELECT fid, "{ask["field"]}" FROM "{ask["layer"]}"'))
        sums = {}
        for fid, other in self.all(ask["layer"], 4490).items():
            other = flat(other)
            if other.intersects(shape):
                area = other.intersection(shape).area
                if area > 0.01:
                    sums[values[fid]] = sums.get(values[fid], 0) + area
        return [shape.area, sums]


def length(ask):
    return pyproj.Geod(ellps="GRS80").line_length(ask["x"], ask["y"])


def valid(ask):
    return [bool(shapely.from_wkt(text).is_valid) for text in ask["wkt"]]


def main():
    job = json.load(sys.stdin)
    snapshot = Snapshot(job["path"]) if job.get("path") else None
    answers = []
    for ask in job["asks"]:
        kind = ask["ask"]
        if kind == "length":
            answers.append(length(ask))
        elif kind == "valid":
            answers.append(valid(ask))
        else:
            answers.append(getattr(snapshot, kind)(ask))
    json.dump(answers, sys.stdout)


main()
