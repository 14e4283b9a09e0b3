"""Shapely the usual way: a tree of the zones, the intersection of all candidate pairs, its area."""
import shapely

import frame


def tabulate(patches, zones):
    patch, zone = shapely.STRtree(zones).query(patches)
    return patch, zone, shapely.area(shapely.intersection(patches[patch], zones[zone]))


if __name__ == "__main__":
    frame.run(lambda blobs, _: shapely.from_wkb(blobs), tabulate)
