"""Compares the planar pair areas of `tianchou tabulate` with those of GEOS.

usage: compare_pairs.py DATASET.gpkg LAYER_A LAYER_B PAIRS.csv
Exits 1, naming the pair, when a pair is missing, too many, or differs by more than 1e-6 m² (pairs under 1e-6 m² may be missing).
"""
import csv, sqlite3, sys
import shapely
from shapely import wkb


def read(db, layer):
    ids, shapes = [], []
    for fid, blob in db.execute(f'SELECT fid, geom FROM "{layer}" ORDER BY fid'):
        envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
        ids.append(fid)
        shapes.append(wkb.loads(bytes(blob[8 + envelope:])))
    return ids, shapes


def main():
    dataset, a, b, pairs = sys.argv[1:]
    with sqlite3.connect(dataset) as db:
        ida, sa = read(db, a)
        idb, sb = read(db, b)
    tree = shapely.STRtree(sb)
    left, right = tree.query(sa, predicate="intersects")
    areas = shapely.area(shapely.intersection([sa[i] for i in left], [sb[j] for j in right]))
    expected = {(ida[i], idb[j]): v for i, j, v in zip(left, right, areas) if v > 0}
    ours = {}
    with open(pairs) as file:
        for row in csv.DictReader(file):
            ours[int(row["key_a"]), int(row["key_b"])] = float(row["area_m2"])
    worst = 0
    for pair in expected.keys() | ours.keys():
        difference = abs(expected.get(pair, 0) - ours.get(pair, 0))
        worst = max(worst, difference)
        if difference > 1e-6:
            sys.exit(f"pair {pair}: ours {ours.get(pair)}, GEOS {expected.get(pair)}")
    print(f"{len(expected)} pairs, worst difference {worst:.2e} m²")


main()
