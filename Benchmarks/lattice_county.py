"""A second county: a coverage of jittered cells with about 44 vertices each, heavier on control lines than the sample.

Farmland and villages are unions of patches, so their borders coincide with them; half of the red line (one polygon
for about 300 patches) is moved and crosses the patches freely. The engine's comments quote figures on 50,176 patches of it.
"""
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
