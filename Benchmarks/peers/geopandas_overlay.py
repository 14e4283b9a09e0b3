"""GeoPandas: overlay of two frames, then the area of each piece."""
import geopandas
import numpy
import shapely

import frame


def load(blobs, name):
    return geopandas.GeoDataFrame({name: numpy.arange(len(blobs))}, geometry=shapely.from_wkb(blobs))


def tabulate(patches, zones):
    pieces = geopandas.overlay(patches, zones, how="intersection", keep_geom_type=True)
    return pieces[patches.columns[0]].to_numpy(), pieces[zones.columns[0]].to_numpy(), pieces.area.to_numpy()


if __name__ == "__main__":
    frame.run(load, tabulate)
