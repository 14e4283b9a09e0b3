#!/usr/bin/env python3
"""Areas of patches by zones: this engine against Shapely 2, same data, CPU seconds, medians of interleaved runs.

Usage:
    overlay_vs_shapely.py --engine 'COMMAND' [--patches 50000] [--runs 3] [--seed 1] [--work FOLDER]

COMMAND is run with the folder's layer files as arguments, A first: `COMMAND patches.wkbs farmland.wkbs`.
It prints one line per pair, `a,b,area`, on standard output, and on standard error the line
`cpu SECONDS` for index and tabulation without reading. A .wkbs file is: uint32 number of features,
then per feature uint32 length and that many bytes of WKB, all little-endian.

The Shapely side is STRtree query, intersection of all candidate pairs, area: the usual way.
Data: a generated county, a coverage of jittered cells with about 44 vertices each; farmland and
villages are unions of patches (borders coincide), the red line is drawn freely in part.
"""
import argparse, os, resource, statistics, struct, subprocess, sys, tempfile, time
import numpy as np
import shapely

def wiggly(n, seed, detail=11, size=150.0):
    """Polygons of an n x n coverage of jittered cells, edges displaced and shared; units metres, on a grid of 0.1 mm."""
    rng = np.random.default_rng(seed)
    step = size
    node = np.stack(np.meshgrid(np.arange(n + 1), np.arange(n + 1), indexing="ij"), -1) * step
    node = node + rng.uniform(-0.18, 0.18, node.shape) * step
    t = np.linspace(0, 1, detail + 1)[:-1]
    taper = np.sin(np.pi * t)
    def edges(a, b):
        d = b - a
        normal = np.stack([-d[..., 1], d[..., 0]], -1)
        noise = rng.uniform(-0.02, 0.02, a.shape[:-1] + (detail,)) + rng.uniform(-0.1, 0.1, a.shape[:-1] + (1,)) * taper
        noise[..., 0] = 0
        return a[..., None, :] + d[..., None, :] * t[:, None] + normal[..., None, :] * noise[..., None]
    across = np.round(edges(node[:-1], node[1:]), 4)          # from node (i, j) to (i+1, j)
    up = np.round(edges(node[:, :-1], node[:, 1:]), 4)        # from node (i, j) to (i, j+1)
    corner = np.round(node, 4)
    out = []
    for i in range(n):
        for j in range(n):
            bottom, top = across[i, j], across[i, j + 1]
            left, right = up[i, j], up[i + 1, j]
            ring = np.concatenate([bottom, right, corner[i + 1, j + 1][None], top[:0:-1], corner[i, j + 1][None], left[:0:-1], bottom[:1]])
            out.append(shapely.polygons(ring))
    return np.array(out)

def grouped(polygons, groups):
    """Unions of the polygons by group number; -1 is left out."""
    order = np.argsort(groups, kind="stable")
    order = order[groups[order] >= 0]
    cuts = np.flatnonzero(np.diff(groups[order])) + 1
    return np.array([shapely.coverage_union_all(polygons[part]) for part in np.split(order, cuts)])

def county(patches, seed):
    n = int(round(patches ** 0.5))
    rng = np.random.default_rng(seed + 1)
    cells = wiggly(n, seed)
    i, j = np.divmod(np.arange(n * n), n)
    kind = rng.random(n * n)
    pair = (i * ((n + 1) // 2) + j // 2).astype(np.int64)
    farmland = grouped(cells, np.where(kind < 0.45, pair, -1))
    centres = rng.uniform(0, n, (max(2, n * n // 900), 2))
    village = np.argmin(((np.stack([i, j], 1)[:, None, :] + 0.5 - centres[None]) ** 2).sum(-1), axis=1)
    villages = grouped(cells, village)
    lots = np.argmin(((np.stack([i, j], 1)[:, None, :] + 0.5 - rng.uniform(0, n, (max(2, n * n // 60), 2))[None]) ** 2).sum(-1), axis=1)
    chosen = grouped(cells, np.where(rng.random(lots.max() + 1)[lots] < 0.2, lots, -1))
    free = rng.random(len(chosen)) < 0.5
    moved = shapely.transform(chosen, lambda p: np.round(p + (7.3, -4.1), 4))
    redline = np.where(free, moved, chosen)
    return {"patches": cells, "farmland": farmland, "village": villages, "redline": redline}

def write(path, polygons):
    blobs = shapely.to_wkb(polygons, byte_order=1)
    with open(path, "wb") as f:
        f.write(struct.pack("<I", len(blobs)))
        for blob in blobs:
            f.write(struct.pack("<I", len(blob)) + blob)

def by_shapely(a, b):
    start = time.process_time()
    tree = shapely.STRtree(b)
    left, right = tree.query(a)
    area = shapely.area(shapely.intersection(a[left], b[right]))
    seconds = time.process_time() - start
    keep = area > 0
    return seconds, dict(zip(zip(left[keep].tolist(), right[keep].tolist()), area[keep].tolist()))

def by_engine(command, a, b):
    run = subprocess.run(command.split() + [a, b], capture_output=True, text=True, check=True)
    pairs = {}
    for line in run.stdout.splitlines():
        left, right, area = line.split(",")
        pairs[int(left), int(right)] = float(area)
    seconds = [float(l.split()[1]) for l in run.stderr.splitlines() if l.startswith("cpu ")][0]
    return seconds, pairs

def main():
    p = argparse.ArgumentParser()
    p.add_argument("--engine", required=True)
    p.add_argument("--patches", type=int, default=50000)
    p.add_argument("--runs", type=int, default=3)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--work")
    args = p.parse_args()
    folder = args.work or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    data = county(args.patches, args.seed)
    paths = {}
    for name, polygons in data.items():
        paths[name] = os.path.join(folder, name + ".wkbs")
        write(paths[name], polygons)
        print(f"{name}: {len(polygons)} features, {shapely.get_num_coordinates(polygons).sum()} vertices, invalid {int((~shapely.is_valid(polygons)).sum())}", file=sys.stderr)
    total = [0.0, 0.0]
    for zone in ("farmland", "village", "redline"):
        ours, theirs = [], []
        for _ in range(args.runs):
            seconds, mine = by_engine(args.engine, paths["patches"], paths[zone])
            ours.append(seconds)
            seconds, other = by_shapely(data["patches"], data[zone])
            theirs.append(seconds)
        worst = max((abs(mine.get(k, 0) - other.get(k, 0)) for k in mine.keys() | other.keys()), default=0)
        a, b = statistics.median(ours), statistics.median(theirs)
        total[0] += a
        total[1] += b
        print(f"overlay-{zone} {a:.3f} {b:.3f} {a / b:.4f} CPU-s")
        print(f"  pairs {len(mine)} and {len(other)}, worst difference {worst:.2e} m2, sums {sum(mine.values()):.4f} {sum(other.values()):.4f}", file=sys.stderr)
    print(f"overlay {total[0]:.3f} {total[1]:.3f} {total[0] / total[1]:.4f} CPU-s")

if __name__ == "__main__":
    main()
