"""Reads a layer and the vector tiles through QGIS: counts, filters, draws. Run with the python of the system.

usage: qgis_client.py LANDING-PAGE TOKEN LAYER COUNT PICTURE-FOLDER

COUNT is how many features the layer has. Leaves features.png and tiles.png. Ends with 1 when anything is wrong.
"""
import os
import sys
import tempfile

# A profile of its own: the key must not stay in that of a person.
os.environ["QGIS_AUTH_DB_DIR_PATH"] = os.environ["QGIS_CUSTOM_CONFIG_PATH"] = tempfile.mkdtemp()

from qgis.core import (QgsApplication, QgsAuthMethodConfig, QgsCoordinateReferenceSystem,
                       QgsCoordinateTransform, QgsFeatureRequest, QgsMapRendererParallelJob,
                       QgsMapSettings, QgsProject, QgsVectorLayer, QgsVectorTileLayer)
from qgis.PyQt.QtCore import QSize

base, token, name, count, folder = sys.argv[1:6]
application = QgsApplication([], False)
application.initQgis()
faults = 0


def check(what, holds, seen=""):
    global faults
    faults += 0 if holds else 1
    print(("  ok    " if holds else "  WRONG ") + what + ("" if holds else f": {seen}"), flush=True)


def credentials():
    """The token as QGIS keeps it: name and password of Basic."""
    keeper = application.authManager()
    keeper.setMasterPassword("for this run only", True)
    config = QgsAuthMethodConfig("Basic")
    config.setName("tianchou")
    config.setConfig("username", "token")
    config.setConfig("password", token)
    keeper.storeAuthenticationConfig(config)
    return config.id()


def picture(layers, extent, system, path):
    """Draws layers; how many colours the picture has, and the share of it that is not blank."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(system)
    settings.setExtent(extent)
    settings.setOutputSize(QSize(800, 600))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(path)
    blank = image.pixel(0, 0)
    pixels = [image.pixel(x, y) for x in range(0, 800, 5) for y in range(0, 600, 5)]
    return len(set(pixels)), sum(pixel != blank for pixel in pixels) / len(pixels)


def features(key):
    uri = (f"url='{base}' typename='{name}' authcfg='{key}' pagingEnabled='true' pageSize='500' "
           "restrictToRequestBBOX='0'")
    layer = QgsVectorLayer(uri, name, "OAPIF")
    check("QGIS opens the layer", layer.isValid())
    if not layer.isValid():
        return None
    found = list(layer.getFeatures())
    check(f"QGIS reads the {count} features page by page", len(found) == int(count), len(found))
    code = found[0]["DLBM"]
    some = list(layer.getFeatures(
        QgsFeatureRequest().setFilterExpression(f"\"DLBM\" = '{code}'")))
    expected = sum(feature["DLBM"] == code for feature in found)
    check("QGIS filters by a value", len(some) == expected, (len(some), expected))
    box = found[0].geometry().boundingBox()
    near = list(layer.getFeatures(QgsFeatureRequest().setFilterRect(box)))
    expected = sum(feature.geometry().boundingBox().intersects(box) for feature in found)
    check("QGIS filters by a box", 0 < len(near) <= expected, (len(near), expected))
    colours, share = picture(
        [layer], layer.extent(), layer.crs(), os.path.join(folder, "features.png"))
    check("QGIS draws the features", colours > 1 and share > 0.3, (colours, share))
    return layer.crs(), layer.extent()


def tiles(key, place):
    address = base.replace("/ogc/", "/api/v1/maps/") + "/tiles/{z}/{x}/{y}"
    layer = QgsVectorTileLayer(f"type=xyz&url={address}&zmin=6&zmax=16&authcfg={key}", "tiles")
    check("QGIS opens the tiles", layer.isValid())
    web = QgsCoordinateReferenceSystem("EPSG:3857")
    crs, box = place
    extent = QgsCoordinateTransform(crs, web, QgsProject.instance()).transformBoundingBox(box)
    colours, share = picture([layer], extent, web, os.path.join(folder, "tiles.png"))
    check("QGIS draws the tiles", colours > 1 and share > 0.3, (colours, share))


key = credentials()
place = features(key)
if place:
    tiles(key, place)
application.exitQgis()
# What the binding frees at its own end is nobody's business here.
sys.stdout.flush()
os._exit(1 if faults else 0)
