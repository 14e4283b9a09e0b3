"""Vector tiles of a county against ST_AsMVT of PostGIS on the same tiles: usage tiles.py BENCH PROGRAM [PATCHES [SAMPLE [FROM ZOOM]]].

Prints `name ours peer ratio unit` lines. Both make the same tiles, the peer with the four layers of most interest, ours with all. PostGIS has the shapes in Web
Mercator already (EPSG:3857), with spatial indexes and statistics; it clips and rounds each polygon by itself
(ST_AsMVTGeom) and neither simplifies nor keeps a tile small. Both sides are counted in seconds of the processor, PostGIS
with its parallel workers. Of each zoom the same tiles are taken, at most SAMPLE, spread evenly over the county.
"""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers"))
import counties
from postgis_tiles import TilesOfPostGIS

bench, program = sys.argv[1:3]
patches = int(sys.argv[3]) if len(sys.argv) > 3 else 300_000
sample = int(sys.argv[4]) if len(sys.argv) > 4 else 12
coarsest = int(sys.argv[5]) if len(sys.argv) > 5 else 6
dataset = counties.imported(program, patches)
cache = os.path.join(os.path.dirname(dataset), "tiles")
os.makedirs(cache, exist_ok=True)
prepared = subprocess.run([bench, "prepare", dataset, cache], check=True, capture_output=True, text=True).stdout
print(f"tiles-prepare {prepared.split()[1]} - - s")

ours = {}
lines = subprocess.run([bench, "time", dataset, cache], check=True, capture_output=True, text=True).stdout
for line in lines.splitlines():
    zoom, x, y, size, micros = map(int, line.split())
    ours.setdefault(zoom, {})[x, y] = (micros / 1e6, size)
for zoom, tiles in sorted(ours.items()):
    times = sorted(seconds * 1000 for seconds, _ in tiles.values())
    largest = max(size for _, size in tiles.values())
    print(f"tiles-z{zoom}-p50 {times[len(times) // 2]:.2f} - - ms")
    print(f"tiles-z{zoom}-p99 {times[min(len(times) - 1, len(times) * 99 // 100)]:.2f} - - ms")
    print(f"tiles-z{zoom}-largest {largest} - - bytes", flush=True)

server = TilesOfPostGIS(dataset)
try:
    total = [0.0, 0.0]
    compared = {zoom: tiles for zoom, tiles in ours.items() if zoom >= coarsest}
    for zoom, tiles in sorted(compared.items()):
        chosen = sorted(tiles)
        chosen = chosen[::max(1, len(chosen) // sample)][:sample]
        peer, largest = server.time(zoom, chosen)
        own = sum(tiles[place][0] for place in chosen) / len(chosen)
        total[0] += own
        total[1] += peer
        print(f"tiles-z{zoom}-throughput {1 / own:.0f} {1 / peer:.2f} {peer / own:.1f} tiles/s")
        print(f"tiles-z{zoom}-peer-largest - {largest} - bytes", flush=True)
    print(f"tiles-throughput {len(compared) / total[0]:.0f} {len(compared) / total[1]:.2f} {total[1] / total[0]:.1f} tiles/s")
finally:
    server.stop()
