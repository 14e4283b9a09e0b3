#!/usr/bin/env python3
"""Write exact_projection.csv: the inverse Gauss-Krueger projection in arithmetic of 40 digits.

Independent of every series: the projection continues the length M of the meridian arc to complex latitudes, so
n + i e = M(phi) is solved for complex phi; the isometric latitude of phi has psi as real and lambda as imaginary part;
psi then is solved for the latitude. Points: corners and middles of tiles, and random ones, over all of China and some
degrees beyond the zones. Each number is the nearest double and what is missing from it.
"""
import csv
import os
import random

import mpmath
from mpmath import mp, mpf

mp.dps = 40
A = mpf(6378137)
F = 1 / mpf("298.257222101")
E2 = F * (2 - F)
E = mpmath.sqrt(E2)
RANDOM = random.Random(4490)


def arc(phi):
    return mpmath.quad(lambda t: A * (1 - E2) / (1 - E2 * mpmath.sin(t) ** 2) ** mpf(1.5), [0, phi])


def isometric(phi):
    sine = mpmath.sin(phi)
    return mpmath.atanh(sine) - E * mpmath.atanh(E * sine)


def solve(function, slope, start, goal):
    x = start
    for _ in range(60):
        step = (goal - function(x)) / slope(x)
        x += step
        if abs(step) < mpf(10) ** -36:
            return x
    raise ArithmeticError(f"no solution for {goal}")


def inverse(easting, northing):
    """Degrees from the central meridian and of latitude."""
    radius = lambda t: A * (1 - E2) / (1 - E2 * mpmath.sin(t) ** 2) ** mpf(1.5)
    point = mpmath.mpc(northing, easting)
    phi = solve(arc, radius, point / mpf(6367449), point)
    image = isometric(phi)
    slope = lambda t: (1 - E2) / (mpmath.cos(t) * (1 - E2 * mpmath.sin(t) ** 2))
    latitude = solve(isometric, slope, mpmath.re(phi), mpmath.re(image))
    return mpmath.degrees(mpmath.im(image)), mpmath.degrees(latitude)


def points():
    """EPSG code, central meridian, false easting, x, y as doubles, number of the tile (empty for a random point)."""
    number = 0
    zones = [(4513, 75, 25_500_000), (4524, 108, 36_500_000), (4533, 135, 45_500_000), (4540, 93, 500_000),
             (4498, 117, 20_500_000)]
    for epsg, meridian, false in zones:
        reach = 420_000 if epsg == 4498 else 230_000
        for _ in range(50):
            yield epsg, meridian, false, false + RANDOM.uniform(-reach, reach), RANDOM.uniform(330_000, 5_990_000), ""
        for _ in range(10):
            x = false + 4096 * RANDOM.randint(-reach // 4096, reach // 4096)
            y = 4096 * RANDOM.randint(81, 1462)
            number += 1
            # The middle of a tile and its corners, as far as they belong to it.
            for dx, dy in [(2048, 2048), (0, 0), (0, 4095.9999), (4095.9999, 0), (4095.9999, 4095.9999)]:
                yield epsg, meridian, false, x + dx, y + dy, number


def split(value):
    near = float(value)
    return f"{near!r}", f"{float(value - mpf(near)):.6e}"


def main():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "exact_projection.csv")
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["epsg", "tile", "x", "y", "longitude", "longitude_rest", "latitude", "latitude_rest"])
        for epsg, meridian, false, x, y, tile in points():
            longitude, latitude = inverse(mpf(x) - false, mpf(y))
            rows.writerow([epsg, tile, repr(float(x)), repr(float(y)), *split(longitude + meridian), *split(latitude)])


if __name__ == "__main__":
    main()
