#!/usr/bin/env python3
"""SpatialBench Q9, building overlap by intersection over union, against SedonaDB.

spatialbench_q9.py ENGINE [--scale 1] [--runs 5]

The table is made once by spatialbench-cli. Both sides start from WKB in memory and end with the rows; one thread;
CPU seconds; medians of interleaved runs. The rows must be the same, areas and ratio within 1e-9. Areas are planar in
degrees, as the query has them.
"""
import argparse
import os
import statistics
import subprocess
import sys
import time

import pyarrow
import pyarrow.parquet
import sedonadb

import counties
import frame

# Query 9 of SpatialBench as published, for SedonaDB.
QUERY = """
WITH b1 AS (
    SELECT b_buildingkey AS id, ST_GeomFromWKB(b_boundary) AS geom FROM building
), b2 AS (
    SELECT b_buildingkey AS id, ST_GeomFromWKB(b_boundary) AS geom FROM building
), pairs AS (
    SELECT b1.id AS building_1, b2.id AS building_2, ST_Area(b1.geom) AS area1, ST_Area(b2.geom) AS area2,
        ST_Area(ST_Intersection(b1.geom, b2.geom)) AS overlap_area
    FROM b1 JOIN b2 ON b1.id < b2.id AND ST_Intersects(b1.geom, b2.geom)
)
SELECT building_1, building_2, area1, area2, overlap_area,
    CASE WHEN overlap_area = 0 THEN 0.0
        WHEN (area1 + area2 - overlap_area) = 0 THEN 1.0
        ELSE overlap_area / (area1 + area2 - overlap_area) END AS iou
FROM pairs ORDER BY iou DESC, building_1, building_2
"""


def table(scale):
    folder = os.path.join(counties.DATA, f"spatialbench-{scale}")
    path = os.path.join(folder, "building.parquet")
    if not os.path.exists(path):
        os.makedirs(folder, exist_ok=True)
        program = os.path.join(os.path.dirname(sys.executable), "spatialbench-cli")
        subprocess.run([program, "-s", str(scale), "-T", "building", "-o", folder], check=True)
    return pyarrow.parquet.read_table(path, columns=["b_buildingkey", "b_boundary"]), folder


def ours(engine, path, keys):
    run = subprocess.run([engine, "spatialbench-q9", path], capture_output=True, text=True, check=True)
    rows, seconds = {}, None
    for line in run.stdout.splitlines():
        words = line.split()
        if words[0] == "cpu":
            seconds = float(words[1])
            continue
        first, second = int(words[0]), int(words[1])
        area_1, area_2, overlap = map(float, words[2:])
        a, b = sorted((keys[first], keys[second]))
        if a != keys[first]:
            area_1, area_2 = area_2, area_1
        rows[a, b] = (area_1, area_2, overlap, overlap / (area_1 + area_2 - overlap))
    return rows, seconds


def theirs(database):
    start = time.process_time()
    result = database.sql(QUERY).to_arrow_table()
    seconds = time.process_time() - start
    columns = [result[name].to_pylist() for name in ("building_1", "building_2", "area1", "area2", "overlap_area", "iou")]
    rows = {(row[0], row[1]): row[2:] for row in zip(*columns) if row[4] > 0}
    return rows, seconds, result.num_rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("engine")
    parser.add_argument("--scale", default="1")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    buildings, folder = table(arguments.scale)
    path = os.path.join(folder, "building.wkbs")
    frame.write_blobs(path, buildings["b_boundary"].to_pylist())
    keys = buildings["b_buildingkey"].to_pylist()
    database = sedonadb.connect()
    database.sql("SET datafusion.execution.target_partitions = 1").execute()
    database.create_data_frame(buildings).to_memtable().to_view("building")
    times, mine = ([], []), {}
    for _ in range(arguments.runs):
        mine, seconds = ours(arguments.engine, path, keys)
        times[0].append(seconds)
        other, seconds, touching = theirs(database)
        times[1].append(seconds)
    a, b = map(statistics.median, times)
    print(f"spatialbench-q9-sf{arguments.scale} {a:.4f} {b:.4f} {a / b:.4f} CPU-s")
    worst = max((abs(x - y) / max(abs(y), 1e-300) for pair in mine.keys() & other.keys()
                 for x, y in zip(mine[pair], other[pair])), default=0)
    print(f"  {len(buildings)} buildings; pairs with an area {len(mine)} and {len(other)} (rows with none: "
          f"{touching - len(other)}); worst relative difference of areas and ratio {worst:.1e}", file=sys.stderr)
    if mine.keys() != other.keys() or worst > 1e-9:
        sys.exit("spatialbench_q9: the rows are not the same")


if __name__ == "__main__":
    main()
