"""Makes the next survey year of a sample county by known changes, for tests only; Shapely computes what must be found.

usage: changed_county.py SURVEY.gpkg OUTDIR

Writes after.gpkg (the county with layer DLTB changed), plan.geojson (parcels in the form of layer ZZDK) and answers.json:
{"cells": {"0103>0702": {"area", "noise", "explained", "at_variance", "residual"}}, "residuals": [[area, before, after, x, y]]} in m².
The areas are recorded areas (TBMJ) shared out in proportion to plane areas. Changes, none near another:
  reclassed  twelve patches become homesteads (0702); four under a parcel that says so, four under one that says pond, four without
  split      eight patches lose their eastern half to a new facility (1202)
  moved      twenty borders between different classes are drawn 0.4 m elsewhere: drawing noise under a tolerance of 1 m
  vanished   six of the smallest patches are joined to a neighbour: change however narrow
  lane       six patches get a lane (1006) 0.8 m wide across: change although narrower than the tolerance
"""
import json, pathlib, shutil, sqlite3, struct, sys
import shapely
from shapely import affinity, wkb
from shapely.geometry import box


def read(db):
    column = db.execute("SELECT column_name FROM gpkg_geometry_columns WHERE table_name='DLTB'").fetchone()[0]
    srs = db.execute("SELECT srs_id FROM gpkg_geometry_columns WHERE table_name='DLTB'").fetchone()[0]
    rows = []
    for number, blob, code, area in db.execute(f'SELECT rowid, "{column}", DLBM, TBMJ FROM DLTB ORDER BY rowid'):
        rows.append([number, wkb.loads(bytes(blob[8 + (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]:])), code, area])
    return column, srs, rows


def blob(geometry, srs):
    parts = [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon" and p.area > 1e-3]
    return b"GP\0\1" + struct.pack("<i", srs) + wkb.dumps(shapely.geometry.MultiPolygon(parts), byte_order=1)


class County:
    def __init__(self, db):
        self.db = db
        self.column, self.srs, self.rows = read(db)
        self.tree = shapely.STRtree([r[1] for r in self.rows])
        self.used = set()
        self.cells = {}
        self.residuals = []
        self.added = []

    def near(self, n):
        return [int(m) for m in self.tree.query(self.rows[n][1], predicate="intersects") if m != n]

    def take(self, n, further=()):
        """Whether a patch and its neighbours are still untouched; marks them."""
        zone = {n, *further, *self.near(n)}
        for m in further:
            zone |= set(self.near(m))
        if zone & self.used:
            return False
        self.used |= zone
        return True

    def share(self, n, part):
        return self.rows[n][3] * part.area / self.rows[n][1].area

    def book(self, n, after, part, *names):
        area = self.share(n, part)
        cell = self.cells.setdefault(f"{self.rows[n][2]}>{after}", dict.fromkeys(["area", "noise", "explained", "at_variance", "residual"], 0.0))
        for name in ("area", *names):
            cell[name] += area
        if "residual" in names:
            point = part.representative_point()
            self.residuals.append([area, self.rows[n][2], after, point.x, point.y])

    def set(self, n, geometry=None, code=None, area=None):
        number = self.rows[n][0]
        if geometry is not None:
            self.db.execute(f'UPDATE DLTB SET "{self.column}"=? WHERE rowid=?', (blob(geometry, self.srs), number))
        if code is not None:
            self.db.execute("UPDATE DLTB SET DLBM=? WHERE rowid=?", (code, number))
        if area is not None:
            self.db.execute("UPDATE DLTB SET TBMJ=? WHERE rowid=?", (round(area, 2), number))

    def add(self, n, geometry, code, area):
        """A new patch with the other attributes of patch n."""
        names = [r[1] for r in self.db.execute("PRAGMA table_info(DLTB)") if r[5] == 0]
        list_ = ", ".join(f'"{x}"' for x in names)
        cursor = self.db.execute(f"INSERT INTO DLTB ({list_}) SELECT {list_} FROM DLTB WHERE rowid=?", (self.rows[n][0],))
        self.db.execute(f'UPDATE DLTB SET "{self.column}"=?, DLBM=?, TBMJ=? WHERE rowid=?', (blob(geometry, self.srs), code, round(area, 2), cursor.lastrowid))


def reclassed(county, parcels):
    done = 0
    for n, (_, shape, code, _) in enumerate(county.rows):
        if done == 12 or code != "0103" or not county.take(n):
            continue
        county.set(n, code="0702")
        if done % 3 == 2:
            county.book(n, "0702", shape, "residual")
        else:
            target, name = [("0702", "explained"), ("1104", "at_variance")][done % 3]
            county.book(n, "0702", shape, name)
            # A parcel larger than the patch: only the change counts, not the parcel.
            parcels.append(({"DKBH": f"P{done}", "ZZLX": "建新" if target == "0702" else "复垦", "MBDL": target}, shape.buffer(3)))
        done += 1


def split(county):
    done = 0
    for n, (_, shape, code, _) in enumerate(county.rows):
        if done == 8 or code != "0101" or shape.area < 3000:
            continue
        west, south, east, north = shape.bounds
        middle = round((west + east) / 2, 3)
        lost, kept = shape.intersection(box(middle, south - 1, east + 1, north + 1)), shape.intersection(box(west - 1, south - 1, middle, north + 1))
        if lost.geom_type != "Polygon" or kept.geom_type != "Polygon" or not county.take(n):
            continue
        county.set(n, kept, area=county.share(n, kept))
        county.add(n, lost, "1202", county.share(n, lost))
        county.book(n, "1202", lost, "residual")
        done += 1


def moved(county):
    done = 0
    for n, (_, shape, code, _) in enumerate(county.rows):
        if done == 20 or n in county.used or shape.area < 2000:
            continue
        for m in county.near(n):
            other = county.rows[m]
            line = shapely.line_merge(shape.intersection(other[1]))
            if other[2] == code or line.geom_type != "LineString" or not 30 < line.length < 400 or other[1].area < 2000:
                continue
            strip = shape.intersection(line.buffer(0.4, cap_style="flat", join_style="mitre"))
            if strip.geom_type != "Polygon" or strip.area > 0.5 * line.length or not county.take(n, [m]):
                continue
            strip = shapely.set_precision(strip, 1e-4)
            county.set(n, shape.difference(strip))
            county.set(m, other[1].union(strip))
            county.book(n, other[2], strip, "noise")
            done += 1
            break


def vanished(county):
    done = 0
    for n in sorted(range(len(county.rows)), key=lambda n: county.rows[n][3]):
        number, shape, code, area = county.rows[n]
        others = [m for m in county.near(n) if county.rows[m][2] != code and shape.intersection(county.rows[m][1]).length > 5]
        if done == 6 or not others or not county.take(n, others[:1]):
            continue
        m = others[0]
        county.set(m, county.rows[m][1].union(shape), area=county.rows[m][3] + area)
        county.db.execute("DELETE FROM DLTB WHERE rowid=?", (number,))
        county.book(n, county.rows[m][2], shape, "residual")
        done += 1


def lane(county):
    done = 0
    for n, (_, shape, code, _) in enumerate(county.rows):
        if done == 6 or code not in ("0101", "0301") or shape.area < 2500:
            continue
        west, south, east, north = shape.bounds
        height = round((south + north) / 2 + 0.37, 3)
        lost = shape.intersection(box(west - 1, height, east + 1, height + 0.8))
        if lost.geom_type != "Polygon" or not county.take(n):
            continue
        kept = shape.difference(lost)
        county.set(n, kept, area=county.share(n, kept))
        county.add(n, lost, "1006", county.share(n, lost))
        county.book(n, "1006", lost, "residual")
        done += 1


def main():
    source, out = sys.argv[1], pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, out / "after.gpkg")
    with sqlite3.connect(out / "after.gpkg") as db:
        # The triggers of the spatial index call functions that plain SQLite does not have.
        for name, in db.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='DLTB'").fetchall():
            db.execute(f'DROP TRIGGER "{name}"')
        county = County(db)
        parcels = []
        vanished(county)
        reclassed(county, parcels)
        split(county)
        lane(county)
        moved(county)
    (out / "plan.geojson").write_text(json.dumps({
        "type": "FeatureCollection", "name": "ZZDK",
        "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{county.srs}"}},
        "features": [{"type": "Feature", "properties": p, "geometry": shapely.geometry.mapping(g)} for p, g in parcels]}, ensure_ascii=False))
    (out / "answers.json").write_text(json.dumps({"cells": county.cells, "residuals": county.residuals}, indent=1))


main()
