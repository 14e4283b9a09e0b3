"""SedonaDB, one partition, tables in memory."""
import pyarrow
import sedonadb

import frame

database = sedonadb.connect()
database.sql("SET datafusion.execution.target_partitions = 1").execute()


def load(blobs, name):
    rows = pyarrow.table({"id": pyarrow.array(range(len(blobs)), pyarrow.int32()), "wkb": pyarrow.array(blobs, pyarrow.binary())})
    database.create_data_frame(rows).to_view("incoming", overwrite=True)
    database.sql("SELECT id, ST_GeomFromWKB(wkb) AS geom FROM incoming").to_memtable().to_view(name, overwrite=True)
    return name


def tabulate(patches, zones):
    rows = database.sql(
        f'SELECT a.id AS patch, b.id AS zone, ST_Area(ST_Intersection(a.geom, b.geom)) AS area '
        f'FROM "{patches}" a JOIN "{zones}" b ON ST_Intersects(a.geom, b.geom)').to_arrow_table()
    return rows["patch"].to_numpy(), rows["zone"].to_numpy(), rows["area"].to_numpy()


if __name__ == "__main__":
    frame.run(load, tabulate)
