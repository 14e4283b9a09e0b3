"""Reads a layer through QGIS: counts, filters, draws a picture. Run with the python of the system.

usage: qgis_client.py LANDING-PAGE TOKEN LAYER PICTURE.png
"""
import sys

from qgis.core import (QgsApplication, QgsFeatureRequest, QgsMapRendererParallelJob, QgsMapSettings,
                       QgsVectorLayer)
from qgis.PyQt.QtCore import QSize

base, token, name, picture = sys.argv[1:5]
application = QgsApplication([], False)
application.initQgis()
faults = 0


def check(what, holds, seen=""):
    global faults
    faults += 0 if holds else 1
    print(("  ok    " if holds else "  WRONG ") + what + ("" if holds else f": {seen}"))


uri = (f"url='{base}' typename='{name}' username='token' password='{token}' pagingEnabled='true' "
       "pageSize='500' restrictToRequestBBOX='0'")
layer = QgsVectorLayer(uri, name, "OAPIF")
check("QGIS opens the layer", layer.isValid(), layer.error().summary())
if layer.isValid():
    features = list(layer.getFeatures())
    check(f"QGIS reads {len(features)} features", len(features) > 500, len(features))
    code = features[0]["DLBM"]
    some = list(layer.getFeatures(QgsFeatureRequest().setFilterExpression(f"\"DLBM\" = '{code}'")))
    expected = sum(feature["DLBM"] == code for feature in features)
    check("QGIS filters", len(some) == expected, (len(some), expected))
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setExtent(layer.extent())
    settings.setOutputSize(QSize(800, 600))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(picture)
    colours = {image.pixel(x, y) for x in range(0, 800, 7) for y in range(0, 600, 7)}
    check("QGIS draws", len(colours) > 1, len(colours))
del layer
application.exitQgis()
sys.exit(1 if faults else 0)
