"""Writes pieces.txt: random patches, parcels and extents with the pieces that Shapely finds.

Lines: case N / extent XY.. / patch CLASS XY.. / parcel CLASS XY.. / piece PATCH PARCEL SHARE,
SHARE being the part of the patch's plane area; parcel -1 for none. Run: python3 make_pieces.py
"""
import math
import random

import shapely
from shapely.geometry import Polygon

X0, Y0 = 36_500_000, 2_690_000
CLASSES = ["0101", "0103", "0201", "0301", "0404", "0702", "1006", "1101", "1201"]


def line(word, ring):
    return word + " " + " ".join(f"{x:.4f} {y:.4f}" for x, y in ring)


def blob(rng, x, y, radius):
    points = rng.randint(5, 11)
    return [
        (round(X0 + x + radius * rng.uniform(0.6, 1) * math.cos(2 * math.pi * i / points), 4),
         round(Y0 + y + radius * rng.uniform(0.6, 1) * math.sin(2 * math.pi * i / points), 4))
        for i in range(points)]


def case(number, out):
    rng = random.Random(number)
    side = 6
    node = [[(round(X0 + 80 * i + rng.uniform(-20, 20), 4), round(Y0 + 80 * j + rng.uniform(-20, 20), 4))
             for j in range(side + 1)] for i in range(side + 1)]
    patches = []
    for i in range(side):
        for j in range(side):
            ring = [node[i][j], node[i + 1][j], node[i + 1][j + 1], node[i][j + 1]]
            patches.append((rng.choice(CLASSES), ring))
    extent = blob(rng, 40 * side, 40 * side, 45 * side)
    area = Polygon(extent)
    parcels = []
    for _ in range(60):
        if rng.random() < 0.4:
            ring = patches[rng.randrange(len(patches))][1]
        else:
            ring = blob(rng, rng.uniform(0, 80 * side), rng.uniform(0, 80 * side), rng.uniform(10, 60))
        shape = Polygon(ring)
        if not shape.is_valid or not area.contains(shape):
            continue
        if any(shape.intersection(Polygon(other)).area > 1e-6 for _, other in parcels):
            continue
        parcels.append((rng.choice(CLASSES), ring))
    print(f"case {number}", file=out)
    print(line("extent", extent), file=out)
    for code, ring in patches:
        print(line("patch " + code, ring), file=out)
    for code, ring in parcels:
        print(line("parcel " + code, ring), file=out)
    for index, (_, ring) in enumerate(patches):
        patch = Polygon(ring)
        inside = patch.intersection(area)
        rest = inside
        for number, (_, other) in enumerate(parcels):
            part = inside.intersection(Polygon(other))
            rest = rest.difference(Polygon(other))
            if part.area > 1e-6:
                print(f"piece {index} {number} {part.area / patch.area:.12f}", file=out)
        if rest.area > 1e-6:
            print(f"piece {index} -1 {rest.area / patch.area:.12f}", file=out)


with open("pieces.txt", "w", encoding="ascii") as out:
    print(f"# shapely {shapely.__version__}, GEOS {shapely.geos_version_string}", file=out)
    for number in range(1, 25):
        case(number, out)
