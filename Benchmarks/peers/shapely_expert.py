"""Shapely as an expert writes it.

Zones of more than 256 vertices are subdivided; a tree of the patches is asked with prepared pieces, first which patches
a piece covers (their area is known without an intersection), then which it intersects; only those are cut.
"""
import numpy
import shapely

import frame

MOST_VERTICES = 256


def subdivided(zones):
    """Pieces of at most MOST_VERTICES, where halving gets there, and the zone of each."""
    pieces, owner = shapely.get_parts(zones, return_index=True)
    done, owners = [], []
    for _ in range(24):
        big = shapely.get_num_coordinates(pieces) > MOST_VERTICES
        done.append(pieces[~big])
        owners.append(owner[~big])
        pieces, owner = pieces[big], owner[big]
        if len(pieces) == 0:
            break
        x0, y0, x1, y1 = shapely.bounds(pieces).T
        wide = x1 - x0 > y1 - y0
        middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
        first = shapely.box(x0, y0, numpy.where(wide, middle_x, x1), numpy.where(wide, y1, middle_y))
        second = shapely.box(numpy.where(wide, middle_x, x0), numpy.where(wide, y0, middle_y), x1, y1)
        halves = numpy.concatenate([shapely.intersection(pieces, first), shapely.intersection(pieces, second)])
        parts, index = shapely.get_parts(halves, return_index=True)
        keep = shapely.get_dimensions(parts) == 2
        pieces, owner = parts[keep], numpy.concatenate([owner, owner])[index[keep]]
    return numpy.concatenate(done + [pieces]), numpy.concatenate(owners + [owner])


def tabulate(patches, zones):
    pieces, owner = subdivided(zones)
    shapely.prepare(pieces)
    tree = shapely.STRtree(patches)
    piece, patch = tree.query(pieces, predicate="intersects")
    covering, covered = tree.query(pieces, predicate="covers")
    inside = numpy.isin(piece * len(patches) + patch, covering * len(patches) + covered)
    area = numpy.empty(len(piece))
    area[inside] = shapely.area(patches[patch[inside]])
    cut = ~inside
    area[cut] = shapely.area(shapely.intersection(patches[patch[cut]], pieces[piece[cut]]))
    key, slot = numpy.unique(patch * len(zones) + owner[piece], return_inverse=True)
    return key // len(zones), key % len(zones), numpy.bincount(slot, area, len(key))


if __name__ == "__main__":
    frame.run(lambda blobs, _: shapely.from_wkb(blobs), tabulate)
