"""DuckDB with its spatial extension, both from wheels; one thread, tables in memory."""
import glob
import os

import duckdb
import duckdb_extension_spatial
import pyarrow

import frame

database = duckdb.connect()
extension = glob.glob(os.path.join(os.path.dirname(duckdb_extension_spatial.__file__), "**", "*.duckdb_extension"),
                      recursive=True)[0]
database.execute(f"LOAD '{extension}'")
database.execute("SET threads = 1")


def load(blobs, name):
    rows = pyarrow.table({"id": pyarrow.array(range(len(blobs)), pyarrow.int32()), "wkb": pyarrow.array(blobs, pyarrow.binary())})
    database.register("incoming", rows)
    database.execute(f'CREATE TABLE "{name}" AS SELECT id, ST_GeomFromWKB(wkb) AS geom FROM incoming')
    database.unregister("incoming")
    return name


def tabulate(patches, zones):
    rows = database.execute(
        f'SELECT a.id AS patch, b.id AS zone, ST_Area(ST_Intersection(a.geom, b.geom)) AS area '
        f'FROM "{patches}" a JOIN "{zones}" b ON ST_Intersects(a.geom, b.geom)').fetchnumpy()
    return rows["patch"], rows["zone"], rows["area"]


if __name__ == "__main__":
    frame.run(load, tabulate)
