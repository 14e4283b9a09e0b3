"""Reads a served snapshot with the programs that offices use, and compares it with the file it was made from.

usage: ogc_clients.py LANDING-PAGE TOKEN SNAPSHOT.gpkg WORKDIR [NAME:PASSWORD]

LANDING-PAGE is the address of /ogc/{dataset}/{edition}; NAME:PASSWORD is a person's account, which must not open the door.
Needs ogr2ogr and shapely; QGIS (python3-qgis) is used where it is installed. Ends with 1 when anything differs.
"""
import base64
import json
import math
import os
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

import shapely
import shapely.geometry

base, token, source, work = sys.argv[1:5]
account = sys.argv[5].split(":", 1) if len(sys.argv) > 5 else None
layer = "DLTB"
faults = []


def check(name, holds, seen=""):
    print(("ok    " if holds else "WRONG ") + name + ("" if holds else f": {seen}"))
    if not holds:
        faults.append(name)


def ask(address, auth=None, more={}):
    address = address if address.startswith("http") else base + address
    request = urllib.request.Request(
        address, headers={"Authorization": auth or "Bearer " + token, "Accept-Language": "zh", **more})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def get(address):
    status, headers, body = ask(address)
    if status != 200:
        raise SystemExit(f"{address}: {status} {body[:300]!r}")
    return json.loads(body)


def basic(name, secret):
    return "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode()


def blob(data):
    """The shape of a GeoPackage blob."""
    envelope = (data[3] >> 1) & 7
    return shapely.from_wkb(data[8 + [0, 32, 48, 48, 64][envelope]:])


def rows(path, table, key="BSM"):
    with sqlite3.connect(path) as database:
        database.row_factory = sqlite3.Row
        shape = database.execute(
            "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?",
            (table,)).fetchone()[0]
        found = {}
        for row in database.execute(f'SELECT * FROM "{table}"'):
            values = dict(row)
            found[values[key]] = (blob(values.pop(shape)), values)
        return found


def run(*command, environment=None):
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **(environment or {})})
    if done.returncode:
        print(done.stdout[-2000:], done.stderr[-2000:])
    return done


def pages():
    landing = get("")
    for link in landing["links"]:
        status, headers, _ = ask(link["href"])
        check(f"link {link['rel']} leads somewhere", status == 200, status)
        check(f"link {link['rel']} has its type",
              headers.get_content_type() == link["type"].split(";")[0], headers["Content-Type"])
    for collection in get("/collections")["collections"]:
        for link in collection["links"]:
            if link["rel"] != "items":
                check(f"{collection['id']} {link['rel'].split('/')[-1]}",
                      ask(link["href"])[0] == 200)
    whole = get(f"/collections/{layer}/items?limit=1000000&skipGeometry=true")
    seen, address, turns = [], f"/collections/{layer}/items?limit=499&skipGeometry=true", 0
    while address:
        page = get(address)
        seen += [feature["id"] for feature in page["features"]]
        check("numberReturned", page["numberReturned"] == len(page["features"])) \
            if turns == 0 else None
        address = next((l["href"] for l in page["links"] if l["rel"] == "next"), None)
        turns += 1
    ids = [feature["id"] for feature in whole["features"]]
    check(f"{turns} pages hold the features of one, in order", seen == ids, (len(seen), len(ids)))
    check("numberMatched", whole["numberMatched"] == len(ids), whole["numberMatched"])
    status, _, body = ask(f"/collections/{layer}/items?limit=1000000")
    shapes = [feature["geometry"] for feature in json.loads(body)["features"]]
    check(f"all {len(ids)} with their shapes in one answer of {len(body)} bytes",
          status == 200 and len(shapes) == len(ids) and all(shapes) and len(body) > 256 << 10)


def systems(original):
    with sqlite3.connect(source) as database:
        epsg = database.execute(
            "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = ?", (layer,)).fetchone()[0]
    # The codes of the file's own table may differ from those of the authority.
    stored = get(f"/collections/{layer}")["storageCrs"]
    one = get(f"/collections/{layer}/items?limit=1")["features"][0]
    def first(crs):
        status, headers, body = ask(
            f"/collections/{layer}/items?limit=1&crs=" + urllib.parse.quote(crs))
        check(f"Content-Crs {crs}", headers["Content-Crs"] == f"<{crs}>", headers["Content-Crs"])
        return shapely.geometry.shape(json.loads(body)["features"][0]["geometry"])
    longitude_first = shapely.geometry.shape(one["geometry"])
    latitude_first = first("http://www.opengis.net/def/crs/EPSG/0/4490")
    flipped = shapely.transform(latitude_first, lambda at: at[:, ::-1])
    check("EPSG:4490 has latitude first", flipped.equals(longitude_first))
    northing_first = shapely.transform(first(stored), lambda at: at[:, ::-1])
    own = original[one["properties"]["BSM"]][0]
    distance = shapely.hausdorff_distance(northing_first, own)
    check(f"storage system {stored} ({epsg}) gives back the coordinates", distance <= 1e-4, distance)


def filters(original):
    def count(query):
        return get(f"/collections/{layer}/items?limit=1&{query}")["numberMatched"]
    code = next(iter(original.values()))[1]["DLBM"]
    expected = sum(values["DLBM"] == code for _, values in original.values())
    text = urllib.parse.quote(f"DLBM = '{code}'")
    check("filter", count(f"filter={text}&filter-lang=cql2-text") == expected)
    check("property=value", count(f"DLBM={code}") == expected)
    large = sum((values["TBMJ"] or 0) > 5000 for _, values in original.values())
    check("filter by number", count("filter=" + urllib.parse.quote("TBMJ > 5000")) == large)
    table = os.path.join(work, "degrees.gpkg")
    degrees = rows(table, layer)
    shapes = [shape for shape, _ in degrees.values()]
    west, south, east, north = shapely.total_bounds(shapes)
    box = [west + (east - west) * .3, south + (north - south) * .3,
           west + (east - west) * .5, south + (north - south) * .5]
    inside = int(shapely.intersects(shapes, shapely.box(*box)).sum())
    found = count("bbox=" + ",".join(map(str, box)))
    check("bbox", found == inside, (found, inside))
    found = count("bbox=" + ",".join(str(box[i]) for i in (1, 0, 3, 2))
                  + "&bbox-crs=" + urllib.parse.quote("http://www.opengis.net/def/crs/EPSG/0/4490"))
    check("bbox-crs", found == inside, (found, inside))
    for bad in ("nonsense=1", "bbox=1,2,3", "bbox=a,b,c,d", "crs=EPSG:3857", "limit=0",
                "filter=DLBM%20%3D", "properties=NOPE", "datetime=yesterday"):
        status, headers, _ = ask(f"/collections/{layer}/items?{bad}")
        check(f"400 for {bad}",
              status == 400 and headers.get_content_type() == "application/problem+json", status)
    check("404 for a layer", ask("/collections/NOPE/items")[0] == 404)
    check("404 for a feature", ask(f"/collections/{layer}/items/999999999")[0] == 404)


def doors():
    check("Basic with the key of a token", ask("", basic("token", token))[0] == 200)
    check("Basic with another name", ask("", basic("somebody", token))[0] == 401)
    check("a wrong key", ask("", "Bearer tc_wrong")[0] == 401)
    if account:
        check("Basic with a person's password", ask("", basic(*account))[0] == 401)


def gdal(original):
    degrees = os.path.join(work, "degrees.gpkg")
    run("ogr2ogr", "-f", "GPKG", degrees, source, layer, "-t_srs", "EPSG:4490", "-overwrite")
    for name, environment in (
            ("bearer", {"GDAL_HTTP_HEADERS": "Authorization: Bearer " + token}),
            ("basic", {"GDAL_HTTP_AUTH": "BASIC", "GDAL_HTTP_USERPWD": "token:" + token})):
        target = os.path.join(work, name + ".gpkg")
        if os.path.exists(target):
            os.remove(target)
        done = run("ogr2ogr", "-f", "GPKG", target, "OAPIF:" + base, layer, "-oo", "PAGE_SIZE=1000",
                   environment=environment)
        check(f"ogr2ogr by {name}", done.returncode == 0)
    asked(original, degrees)
    fetched, expected = rows(os.path.join(work, "bearer.gpkg"), layer), rows(degrees, layer)
    check("the same features", fetched.keys() == expected.keys(), (len(fetched), len(expected)))
    worst = max(shapely.hausdorff_distance(fetched[key][0], expected[key][0])
                for key in expected if key in fetched)
    check("the same shapes as PROJ makes, within 2e-9 degrees", worst <= 2e-9, worst)
    skipped = {"fid", "id", "geom", "area_m2", "area_kind"}
    names = [name for name in next(iter(original.values()))[1]
             if name not in skipped and not name.startswith("tianchou")]
    different = [(key, name, fetched[key][1].get(name), values[name])
                 for key, (_, values) in original.items() for name in names
                 if name in fetched[key][1] and fetched[key][1][name] != values[name]]
    compared = [name for name in names if name in next(iter(fetched.values()))[1]]
    check(f"the same values of {len(compared)} fields of {len(names)}", not different,
          different[:3])
    wrong = [key for key, (_, values) in fetched.items()
             if original[key][1]["TBMJ"] is not None
             and abs(values["area_m2"] - original[key][1]["TBMJ"]) > 0.005]
    check("the legal area is the recorded one", not wrong, wrong[:3])


def asked(original, degrees):
    """Filters that GDAL hands to the server as CQL2 text, and boxes, against the file itself."""
    header = {"GDAL_HTTP_HEADERS": "Authorization: Bearer " + token, "CPL_DEBUG": "ON"}
    code = next(iter(original.values()))[1]["DLBM"]
    west, south, east, north = shapely.total_bounds([shape for shape, _ in rows(degrees, layer).values()])
    box = [west + (east - west) * .2, south + (north - south) * .2, (west + east) / 2, (south + north) / 2]
    for name, chosen in (
            ("a value", ["-where", f"DLBM = '{code}'"]),
            ("a number and a pattern", ["-where", "TBMJ > 5000 AND DLBM LIKE '01%'"]),
            ("a box", ["-spat", *map(str, box)])):
        found = []
        for place in ("OAPIF:" + base, degrees):
            target = os.path.join(work, "chosen.gpkg")
            done = run("ogr2ogr", "-f", "GPKG", target, place, layer, "-overwrite", *chosen,
                       *(["-oo", "PAGE_SIZE=1000"] if place != degrees else []), environment=header)
            found.append(set(rows(target, layer)) if done.returncode == 0 else None)
            if place != degrees:
                sent = any(("&filter=" in line or "&bbox=" in line) for line in done.stderr.splitlines())
                check(f"GDAL lets the server choose by {name}", sent)
        check(f"and gets the {len(found[1])} features by {name}", found[0] == found[1], found[0] and len(found[0]))


def tiles():
    west, south, east, north = get("/collections")["collections"][0]["extent"]["spatial"]["bbox"][0]
    for collection in get("/collections")["collections"]:
        if collection["id"] == layer:
            west, south, east, north = collection["extent"]["spatial"]["bbox"][0]
    zoom, longitude, latitude = 14, (west + east) / 2, math.radians((south + north) / 2)
    x = int((longitude + 180) / 360 * 2 ** zoom)
    y = int((1 - math.asinh(math.tan(latitude)) / math.pi) / 2 * 2 ** zoom)
    description = get("/tiles/WebMercatorQuad")
    template = next(l["href"] for l in description["links"] if l["rel"] == "item")
    address = (template.replace("{tileMatrix}", str(zoom)).replace("{tileRow}", str(y))
               .replace("{tileCol}", str(x)))
    status, headers, body = ask(address)
    check("a tile", status == 200 and len(body) > 0, status)
    own = base.replace("/ogc/", "/api/v1/maps/")
    check("the tile of the map", ask(f"{own}/tiles/{zoom}/{x}/{y}")[2] == body)
    status, headers, part = ask(address, more={"Range": "bytes=100-299"})
    check("a part of a tile", status == 206 and part == body[100:300]
          and headers["Content-Range"] == f"bytes 100-299/{len(body)}", headers["Content-Range"])
    # GDAL takes an address that ends with a number for a folder, so that the format is named.
    for place in (f"MVT:{address}?f=mvt", f"MVT:/vsicurl/{address}?f=mvt"):
        target = os.path.join(work, "tile.gpkg")
        done = run("ogr2ogr", "-f", "GPKG", target, place, layer, "-overwrite", "-t_srs", "EPSG:4490",
                   "-oo", f"X={x}", "-oo", f"Y={y}", "-oo", f"Z={zoom}",
                   environment={"GDAL_HTTP_HEADERS": "Authorization: Bearer " + token})
        check(f"GDAL reads the tile {'whole' if place.startswith('MVT:http') else 'in parts'}", done.returncode == 0)
        if done.returncode == 0:
            compare_tile(target, zoom, x, y)


def compare_tile(target, zoom, x, y):
    """The large features of the file that lie in the tile lie at the same place of the tile."""
    def latitude(row):
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / 2 ** zoom))))
    edge = shapely.box(x / 2 ** zoom * 360 - 180, latitude(y + 1), (x + 1) / 2 ** zoom * 360 - 180, latitude(y))
    with sqlite3.connect(target) as database:
        drawn = {}
        for number, shape in database.execute(f'SELECT n, geom FROM "{layer}"'):
            drawn.setdefault(number, []).append(blob(shape))
    wrong, compared = [], 0
    for key, (shape, values) in rows(os.path.join(work, "degrees.gpkg"), layer).items():
        point = shape.representative_point()
        if values["TBMJ"] < 2000 or not edge.contains(point):
            continue
        compared += 1
        if not any(part.buffer(1e-5).contains(point) for part in drawn.get(key, [])):
            wrong.append(key)
    check(f"{compared} features lie where the tile has them", compared > 20 and not wrong, wrong[:3])


def qgis(original):
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "qgis_client.py")
    probe = subprocess.run(["/usr/bin/python3", "-c", "import qgis.core"], capture_output=True)
    if probe.returncode:
        print("SKIPPED: QGIS (python3-qgis) not present")
        return
    done = run("/usr/bin/python3", script, base, token, layer, str(len(original)), work,
               environment={"QT_QPA_PLATFORM": "offscreen"})
    print(done.stdout)
    check("QGIS reads, filters and draws", done.returncode == 0)


os.makedirs(work, exist_ok=True)
original = rows(source, layer)
pages()
doors()
gdal(original)
systems(original)
filters(original)
tiles()
qgis(original)
print(f"{len(faults)} faults")
sys.exit(1 if faults else 0)
