"""The server over real HTTP with a large county: usage server.py PROGRAM [--patches N] [--people N] [--seconds N]
[--only PART,…] [--tiles N] [--peer-tiles N] [--runs N].

Parts: first, tiles, occupation, features, load; memory is read after each. Prints `name measured limit ratio unit`; limits
are those under "server" in thresholds.json and a ratio above 1 misses one. Client and server share the processors; what the
server itself used is printed as CPU beside. Ends with 1 when an answer was wrong, not when one was slow.
"""
import argparse
import gzip
import json
import math
import os
import sqlite3
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "served"))
import counties
import vector_tile
from office import COUNTY, PASSWORD, SURVEY, Client, County, seconds

with open(os.path.join(HERE, "thresholds.json")) as file:
    LIMITS = json.load(file)["server"]
# Tiles of a zoom that are read and judged polygon by polygon, spread over the county; all are weighed.
JUDGED = 24
BASE = f"/api/v1/maps/{SURVEY}/1"
wrong = []


def tell(name, value, unit, limit=None):
    share = "-" if limit is None else f"{value / limit:.2f}"
    print(f"server-{name} {value:.1f} {'-' if limit is None else limit} {share} {unit}", flush=True)


def share(times, percent):
    times = sorted(times)
    return times[min(len(times) - 1, len(times) * percent // 100)]


def latencies(name, times, used, limit=None):
    tell(f"{name}-p50", share(times, 50) * 1000, "ms")
    tell(f"{name}-p99", share(times, 99) * 1000, "ms", limit)
    tell(f"{name}-cpu", used / len(times) * 1000, "ms CPU of the server")


def timed(client, *request, **head):
    start = time.monotonic()
    answer = client.ask(*request, **head)
    return time.monotonic() - start, answer


def memory(office, after):
    resident, most, files = office.memory()
    tell(f"memory-after-{after}", resident, "MB", LIMITS["memory_mb"])
    tell(f"memory-most-by-{after}", most, "MB", LIMITS["memory_mb"])
    tell(f"memory-of-files-after-{after}", files, "MB")


def first_page(office, port):
    python = os.environ.get("TIANCHOU_TEST_PYTHON", os.path.join(HERE, "..", ".deps", "venv", "bin", "python"))
    done = subprocess.run(
        [python, os.path.join(HERE, "served", "first_page.py"), f"http://127.0.0.1:{port}", office.people[1], PASSWORD],
        capture_output=True, text=True)
    if done.returncode:
        print("SKIPPED: first page, no browser: " + done.stderr.strip().splitlines()[-1])
        return
    parts = json.loads(done.stdout)
    for part, limit in (("page", LIMITS["first_page_kb"]), ("library", None), ("data", None)):
        tell(f"first-{part}", sum(parts[part].values()) / 1000, f"kB in {len(parts[part])} files", limit)


def tile_of(zoom, longitude, latitude):
    x = (longitude + 180) / 360 * 2 ** zoom
    y = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * 2 ** zoom
    return int(x), int(y)


def places(bounds, zoom, most):
    """Tiles of a zoom spread evenly over the county; few ones again and again, so that there are a hundred times."""
    west, south, east, north = bounds
    (left, top), (right, bottom) = tile_of(zoom, west, north), tile_of(zoom, east, south)
    every = [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]
    return [every[number * len(every) // most] for number in range(most)] if len(every) > most \
        else every * max(1, math.ceil(100 / len(every)))


def tiles(office, client, bounds, most):
    """Asks for tiles of every zoom, weighs and judges them; the server's CPU seconds of one and where they lie, by zoom."""
    cost = {}
    for zoom in range(6, 17):
        times, found, start, packed = [], {}, office.usage(), 0
        for x, y in places(bounds, zoom, most):
            took, (status, headers, content) = timed(client, "GET", f"{BASE}/tiles/{zoom}/{x}/{y}")
            if status == 204:
                continue
            times.append(took)
            packed = max(packed, len(content))
            if status != 200:
                wrong.append(f"tile {zoom}/{x}/{y}: {status}")
            else:
                found[x, y] = content if headers["Content-Encoding"] == "gzip" else gzip.compress(content, 1)
        used = office.usage() - start
        cost[zoom] = used / len(times), sorted(found)
        latencies(f"tile-z{zoom}", times, used, LIMITS["tile_p99_ms"] if zoom >= 8 else None)
        largest = 0
        for number, ((x, y), content) in enumerate(found.items()):
            content = gzip.decompress(content)
            largest = max(largest, len(content))
            if number % math.ceil(len(found) / JUDGED) == 0:
                for fault in vector_tile.faults(content)[:3]:
                    wrong.append(f"tile {zoom}/{x}/{y}: {fault}")
        tell(f"tile-z{zoom}-largest", largest / 1000, f"kB of {len(found)}", LIMITS["tile_kb"])
        tell(f"tile-z{zoom}-largest-packed", packed / 1000, "kB")
    return cost


def tiles_of_postgis(office, cost, sample):
    """The same tiles by ST_AsMVT, a sample of each zoom: CPU of the database beside that of our whole server over HTTP."""
    sys.path.insert(0, os.path.join(HERE, "peers"))
    from postgis_tiles import TilesOfPostGIS
    peer = TilesOfPostGIS(counties.imported(office.program, office.patches))
    total = [0.0, 0.0]
    try:
        for zoom, (own, places_) in cost.items():
            theirs, _ = peer.time(zoom, places_[::max(1, len(places_) // sample)][:sample])
            total = [total[0] + own, total[1] + theirs]
            print(f"server-tile-z{zoom}-throughput {1 / own:.0f} {1 / theirs:.2f} {theirs / own:.1f} tiles/s of a processor", flush=True)
    finally:
        peer.stop()
    print(f"server-tile-throughput {len(cost) / total[0]:.0f} {len(cost) / total[1]:.2f} {total[1] / total[0]:.1f} "
          "tiles/s of a processor, as many of each zoom", flush=True)


def boundaries(client, layer):
    _, page = client.json("GET", f"{BASE}/features?layer={layer}&limit=1000&geometry=true")
    return [item["geometry"] for item in page["items"] if item["geometry"]]


def moved(geometry, east, north):
    def shift(part):
        return [part[0] + east, part[1] + north] if isinstance(part[0], float) else [shift(inner) for inner in part]
    return {"type": geometry["type"], "coordinates": shift(geometry["coordinates"])}


def occupation(office, client, townships, count=200):
    """The boundaries of the townships, as they are and moved so that they cross what lies there."""
    def ask(geometry):
        body = json.dumps({"type": "Feature", "properties": {}, "geometry": geometry})
        took, (status, headers, content) = timed(
            client, "POST", BASE + "/occupation", body, **{"Content-Type": "application/geo+json"})
        if status != 200:
            sys.exit(f"occupation: {status} {content[:500]}")
        return took, json.loads(gzip.decompress(content) if headers["Content-Encoding"] == "gzip" else content)

    start = time.monotonic()
    client.json("GET", BASE + "/occupation")
    tell("occupation-prepared-while-a-person-draws", time.monotonic() - start, "s")
    tell("occupation-first", ask(townships[0])[0], "s", 1)
    times, start, met = [], office.usage(), []
    for number in range(count):
        turn = number // len(townships) % 5 - 2
        took, found = ask(moved(townships[number % len(townships)], 0.003 * turn, 0.002 * turn))
        times.append(took)
        for polygon in found["polygons"]:
            met += [layer["features"] for layer in polygon["layers"] if layer["name"] == "DLTB"]
            for layer in polygon["layers"]:
                if layer["closure_residual"] != 0:
                    wrong.append(f"occupation of {layer['name']}: residual {layer['closure_residual']}")
    latencies("occupation", times, office.usage() - start, LIMITS["occupation_p99_ms"])
    tell("occupation-patches-under-a-township", statistics.median(met), "patches")


def features(office, client, port, runs):
    """GDAL's client of the OGC API – Features writes a GeoPackage; the page size is its open option PAGE_SIZE."""
    survey = os.path.join(office.folder, "fetched.gpkg")
    wanted = min(200_000, office.patches)
    environment = {"GDAL_HTTP_HEADERS": "Authorization: Bearer " + client.token()}
    command = ["ogr2ogr", "-q", "-f", "GPKG", survey, f"OAPIF:http://127.0.0.1:{port}/ogc/{SURVEY}/1", "DLTB",
               "-limit", str(wanted), "-oo", f"PAGE_SIZE={LIMITS['features_page']}"]
    rows = []
    for _ in range(runs):
        if os.path.exists(survey):
            os.remove(survey)
        start = office.usage()
        rows.append((*seconds(command, environment), office.usage() - start))
        count = sqlite3.connect(survey).execute("SELECT count(*) FROM DLTB").fetchone()[0]
        if count != wanted:
            wrong.append(f"GDAL has {count} features of {wanted}")
    wall, theirs, ours = (statistics.median(row[place] for row in rows) for place in range(3))
    tell(f"features-{wanted}", wall, "s", LIMITS["features_s"])
    tell("features-gdal-cpu", theirs, "s CPU of ogr2ogr")
    tell("features-cpu", ours, "s CPU of the server")
    client.connection.close()
    start = time.monotonic(), office.usage()
    status, headers, content = client.ask("GET", f"/ogc/{SURVEY}/1/collections/DLTB/items?limit={wanted}")
    tell("features-alone", time.monotonic() - start[0], f"s for {len(content) / 1e6:.0f} MB, without GDAL")
    tell("features-alone-cpu", office.usage() - start[1], "s CPU of the server")
    # What GDAL needs for the same features when they lie in a file beside it: no server can be faster.
    local, copy = os.path.join(office.folder, "local.geojson"), os.path.join(office.folder, "local.gpkg")
    with open(local, "wb") as file:
        file.write(content)
    wall, theirs = seconds(["ogr2ogr", "-q", "-f", "GPKG", copy, local], {})
    tell("features-of-a-file", wall, "s for GDAL to read the same from a file")
    tell("features-of-a-file-cpu", theirs, "s CPU of ogr2ogr")


def load(office, client, port, bounds, townships, given):
    """A crowd for some minutes, in a process of its own on the same processors."""
    # Somebody has looked at the quality of the survey before; the first one waits for it.
    until = time.monotonic() + 300
    while client.ask("GET", f"/data/{SURVEY}/1")[0] != 200 and time.monotonic() < until:
        time.sleep(1)
    _, parcels = client.json("GET", f"{BASE}/features?layer=DLTB&limit=400&offset={office.patches // 2}&geometry=true")
    _, villages = client.json("GET", f"{BASE}/features?layer=CJDCQ&limit=200")
    order = {
        "port": port, "names": office.people, "password": PASSWORD, "seconds": given.seconds,
        "arriving": min(60, given.seconds / 4), "dataset": SURVEY, "bounds": bounds, "area": COUNTY,
        "sites": [moved(item["geometry"], 0.0004, 0.0003) for item in parcels["items"]], "townships": townships,
        "words": sorted({item["properties"]["ZLDWMC"] for item in villages["items"]}) or ["村"],
        "files": office.small_files(), "importers": max(1, len(office.people) // 40)}
    start, clock = office.usage(), time.monotonic()
    done = subprocess.run([sys.executable, os.path.join(HERE, "served", "people.py")], input=json.dumps(order),
                          stdout=subprocess.PIPE, text=True, check=True)
    wall, used, found = time.monotonic() - clock, office.usage() - start, json.loads(done.stdout)
    asked = sum(map(len, found["times"].values()))
    tell("load-requests", asked / wall, f"a second of {len(office.people)} people for {wall:.0f} s")
    tell("load-bytes", found["bytes"] / 1e6 / wall, "MB a second")
    tell("load-cpu", used / wall, "processors of the server")
    tell("load-cpu-of-the-people", found["cpu"] / wall, "processors")
    for kind, times in sorted(found["times"].items()):
        name = "load-" + kind.replace(" ", "-")
        tell(f"{name}-p50", share(times, 50) * 1000, f"ms of {len(times)}")
        tell(f"{name}-p99", share(times, 99) * 1000, "ms", LIMITS["page_p99_ms"] if kind == "page" else None)
    tell("load-connections-renewed", found["again"], "times")
    tell("load-errors", len(found["errors"]), "errors")
    wrong.extend(found["errors"][:20])


def main():
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("program")
    reader.add_argument("--patches", type=int, default=300_000)
    reader.add_argument("--people", type=int, default=200)
    reader.add_argument("--seconds", type=int, default=600)
    reader.add_argument("--tiles", type=int, default=600, help="tiles of a zoom at most")
    reader.add_argument("--peer-tiles", type=int, default=12, help="of a zoom by PostGIS, 0 without it")
    reader.add_argument("--runs", type=int, default=3, help="of ogr2ogr")
    reader.add_argument("--only", default="first,tiles,occupation,features,load")
    given = reader.parse_args()
    parts = given.only.split(",")
    office = County(given.program, given.patches, given.people)
    # People behind one proxy: each has the address that it names.
    port = office.serve(trusts_proxy="true", log_level="notice")
    try:
        client = Client(port)
        client.sign_in(office.people[0])
        start = time.monotonic(), office.usage()
        _, description = client.json("GET", BASE + "/layers")
        tell("opening", time.monotonic() - start[0], "s, tiles prepared when they were not")
        tell("opening-cpu", office.usage() - start[1], "s CPU of the server")
        memory(office, "opening")
        townships = boundaries(client, "XZQ")
        for part in parts:
            # The server closes a line that rested.
            client.connection.close()
            tell(f"{part}-load-average", os.getloadavg()[0], "processes of the machine before it")
            if part == "first":
                first_page(office, port)
            elif part == "tiles":
                cost = tiles(office, client, description["bounds"], given.tiles)
                if given.peer_tiles:
                    tiles_of_postgis(office, cost, given.peer_tiles)
            elif part == "occupation":
                occupation(office, client, townships)
            elif part == "features":
                features(office, client, port, given.runs)
            elif part == "load":
                load(office, client, port, description["bounds"], townships, given)
            memory(office, part)
    finally:
        faults, code = office.faults(), office.stop()
    wrong.extend(faults[:20])
    if code != 0:
        wrong.append(f"the server ended with {code}")
    if wrong:
        sys.exit("server: wrong answers\n  " + "\n  ".join(wrong[:40]))


if __name__ == "__main__":
    main()
