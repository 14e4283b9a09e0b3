"""Makes SYNTHETIC control layers and a SYNTHETIC plan over a real land-use layer, for tests only.

usage: synthetic_controls.py DEMO.gpkg OUTDIR

No open data holds a real basic-farmland layer, red line or consolidation plan. This script derives them by stated rules from the
land use it is given, so that the pipeline can run on real patches; every feature says SYNTHETIC. Rules, all deterministic:
  PBF        cultivated patches whose number is not divisible by 5, every seventh of them cut by a vertical line through its middle
  red line   the hundred largest forest patches, each widened by 20 m and merged (its border crosses other patches)
  extent     the first four villages by code
  plan       inside the extent: every third homestead patch is vacated to dry land, every grass patch and every second other-forest
             patch is reclaimed to paddy, every fortieth paddy patch outside the red line becomes housing; basic farmland under new
             housing goes out, cultivated patches that are not basic farmland come in until 1.3 times as much has come in
"""
import json, pathlib, sqlite3, struct, sys
import shapely
from shapely import wkb


def read(path, layer):
    with sqlite3.connect(path) as db:
        db.row_factory = sqlite3.Row
        srs = db.execute("SELECT srs_id FROM gpkg_geometry_columns WHERE table_name=?", (layer,)).fetchone()[0]
        column = db.execute("SELECT column_name FROM gpkg_geometry_columns WHERE table_name=?", (layer,)).fetchone()[0]
        rows = []
        for row in db.execute(f'SELECT * FROM "{layer}" ORDER BY rowid'):
            blob = row[column]
            envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
            rows.append((dict(row), wkb.loads(bytes(blob[8 + envelope:]))))
        return srs, rows


def write(path, srs, features):
    path.write_text(json.dumps({
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{srs}"}},
        "features": [{"type": "Feature", "properties": p, "geometry": shapely.geometry.mapping(g)} for p, g in features],
    }, ensure_ascii=False))


def multi(geometry):
    parts = [p for p in getattr(geometry, "geoms", [geometry]) if p.geom_type == "Polygon" and p.area > 1]
    return shapely.geometry.MultiPolygon(parts)


def main():
    source, out = sys.argv[1], pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    srs, patches = read(source, "DLTB")
    _, villages = read(source, "CJDCQ")
    basic = []
    for n, (row, shape) in enumerate(patches):
        if not row["DLBM"].startswith("01") or n % 5 == 0:
            continue
        if n % 7 == 0:
            x0, y0, x1, y1 = shape.bounds
            shape = shape.intersection(shapely.box(x0 - 1, y0 - 1, (x0 + x1) / 2, y1 + 1))
        shape = multi(shape)
        if not shape.is_empty:
            basic.append((n, row, shape))
    write(out / "YJJBNTBHTB.geojson", srs, [
        ({"BSM": f"SYN{n:015d}", "DLBM": r["DLBM"], "BZ": "SYNTHETIC"}, g) for n, r, g in basic])
    forest = sorted((s for r, s in patches if r["DLBM"].startswith("03")), key=lambda s: -s.area)[:100]
    line = multi(shapely.union_all([s.buffer(20) for s in forest]))
    write(out / "STBHHX.geojson", srs, [({"HXMC": "SYNTHETIC", "HXLX": "SYNTHETIC"}, line)])
    chosen = sorted(villages, key=lambda v: v[0]["ZLDWDM"])[:4]
    codes = {v[0]["ZLDWDM"] for v in chosen}
    extent = multi(shapely.coverage_union_all([v[1] for v in chosen]))
    year = {"DTND": 2024, "ZXND": 2024}
    write(out / "ZZQY.geojson", srs, [
        ({"XMBH": "SYN-001", "XMMC": "SYNTHETIC", "GC": "1", "XZQDM": sorted(codes)[0][:9], "XZQMC": "SYNTHETIC", **year}, extent)])
    inside = [(n, r, s) for n, (r, s) in enumerate(patches) if r["ZLDWDM"] in codes]
    plan, seen = [], {}
    for n, row, shape in inside:
        code = row["DLBM"]
        seen[code] = seen.get(code, 0) + 1
        if code == "0702" and seen[code] % 3 == 0:
            plan.append(("腾退", "0103", "ZXM01", "homestead", shape))
        elif code == "0404" or (code == "0307" and seen[code] % 2 == 0):
            plan.append(("复垦", "0101", "ZXM02", "reserveCultivableLand", shape))
        elif code == "0101" and seen[code] % 40 == 0 and not shape.intersects(line):
            plan.append(("建新", "0702", "ZXM01", "homestead", shape))
    housing = shapely.union_all([p[4] for p in plan if p[0] == "建新"])
    gone = 0
    for n, row, shape in basic:
        piece = multi(shape.intersection(housing))
        if not piece.is_empty:
            plan.append(("永农调出", None, None, None, piece))
            gone += piece.area
    basic_numbers = {n for n, _, _ in basic}
    came = 0
    for n, row, shape in inside:
        if came < 1.3 * gone and row["DLBM"].startswith("01") and n not in basic_numbers:
            plan.append(("永农补划", None, None, None, shape))
            came += shape.area
    write(out / "ZZDK.geojson", srs, [
        ({"DKBH": f"DK{i:04d}", "ZZLX": a, "MBDL": c, "ZXMBH": s, "ZXMLX": t, "RWBH": s and "RW-" + s, "MJLY": "computed",
          "NF": 2026, "SM": "SYNTHETIC"}, multi(g)) for i, (a, c, s, t, g) in enumerate(plan, 1)])
    print(json.dumps({"patches": len(patches), "pbf": len(basic), "parcels": len(plan), "out_m2": gone, "in_m2": came}))


main()
