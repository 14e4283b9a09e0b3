"""Area tabulation by PostGIS.

Tables, spatial indexes and statistics are made before the clock starts.
"""
import io
import time

import frame
import postgis_server

if __name__ == "__main__":
    server = postgis_server.Server()

    def load(blobs, name):
        server.cursor.execute(f'CREATE TABLE "{name}" (id integer, geom geometry)')
        for start in range(0, len(blobs), 20_000):
            lines = "".join(f"{start + i}\t{blob.hex()}\n" for i, blob in enumerate(blobs[start:start + 20_000]))
            server.cursor.copy_expert(f'COPY "{name}" FROM STDIN', io.StringIO(lines))
        server.cursor.execute(f'CREATE INDEX ON "{name}" USING gist (geom)')
        server.cursor.execute(f'VACUUM ANALYZE "{name}"')
        return name

    def tabulate(patches, zones):
        server.cursor.execute(
            f'SELECT a.id, b.id, ST_Area(ST_Intersection(a.geom, b.geom)) '
            f'FROM "{patches}" a JOIN "{zones}" b ON ST_Intersects(a.geom, b.geom)')
        # Workers are counted when the server has noticed their end.
        time.sleep(0.2)
        return tuple(zip(*server.cursor.fetchall()))

    frame.run(load, tabulate, server.seconds, server.stop)
