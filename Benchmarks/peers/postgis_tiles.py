"""Vector tiles of a dataset by ST_AsMVT of PostGIS, its shapes in Web Mercator with spatial indexes and statistics."""
import io
import sqlite3
import time

import counties
import postgis_server

# The peer gets the largest layers only; ours makes all of them. The columns are those of class code and name or area.
LAYERS = {"DLTB": ("DLBM", "TBMJ"), "YJJBNTBHTB": ("DLBM", "YJJBNTTBMJ"), "CJDCQ": ("NULL", "DCMJ"), "STBHHX": ("NULL", "NULL")}


class TilesOfPostGIS:
    """A PostGIS of its own that holds the layers of a dataset."""

    def __init__(self, dataset):
        self.server = postgis_server.Server()
        try:
            database = sqlite3.connect(f"file:{dataset}?mode=ro", uri=True)
            for layer, columns in LAYERS.items():
                self.load(database, layer, *columns)
        except BaseException:
            self.stop()
            raise

    def load(self, database, layer, code, area):
        cursor = self.server.cursor
        cursor.execute("CREATE TEMP TABLE source (fid bigint, c text, a double precision, n text, geom geometry)")
        rows = database.execute(f'SELECT fid, {code}, {area}, BSM, geom FROM "{layer}"')
        while batch := rows.fetchmany(20_000):
            text = "".join("\t".join("\\N" if value is None else str(value) for value in row[:4])
                           + f"\t{counties.well_known(row[4]).hex()}\n" for row in batch)
            cursor.copy_expert("COPY source FROM STDIN", io.StringIO(text))
        cursor.execute(f'CREATE TABLE "{layer}" AS SELECT fid, c, a, n, '
                       f"ST_Transform(ST_SetSRID(geom, {counties.EPSG}), 3857) AS geom FROM source")
        cursor.execute("DROP TABLE source")
        cursor.execute(f'CREATE INDEX ON "{layer}" USING gist (geom)')
        cursor.execute(f'VACUUM ANALYZE "{layer}"')

    def time(self, zoom, places):
        """The processor's seconds of a tile, parallel workers included, and the bytes of the largest."""
        parts = " || ".join(
            f"""(SELECT coalesce(ST_AsMVT(q, '{layer}', 4096, 'geom', 'fid'), ''::bytea) FROM (SELECT fid, c, a, n,
            ST_AsMVTGeom(geom, ST_TileEnvelope(%(z)s, %(x)s, %(y)s), 4096, 64) AS geom FROM "{layer}"
            WHERE geom && ST_TileEnvelope(%(z)s, %(x)s, %(y)s, margin => 64.0 / 4096)) q)""" for layer in LAYERS)
        start, largest = self.server.seconds(), 0
        for x, y in places:
            self.server.cursor.execute(f"SELECT length({parts})", {"z": zoom, "x": x, "y": y})
            largest = max(largest, self.server.cursor.fetchone()[0])
        # Parallel workers are counted when they have ended.
        time.sleep(0.2)
        return (self.server.seconds() - start) / len(places), largest

    def stop(self):
        self.server.stop()
