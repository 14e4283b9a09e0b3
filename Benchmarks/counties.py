"""The counties of the benchmarks: made once by `tianchou sample`, kept in Benchmarks/.data."""
import os
import shutil
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers"))
import frame

DATA = os.environ.get("TIANCHOU_BENCH_DATA", os.path.join(os.path.dirname(os.path.abspath(__file__)), ".data"))
LAYERS = {"patches": "DLTB", "farmland": "YJJBNTBHTB", "village": "CJDCQ", "redline": "STBHHX"}
ZONES = ["farmland", "village", "redline"]
# The coordinate system of the counties.
EPSG = "4524"
ENVELOPES = [0, 32, 48, 48, 64]


def well_known(blob):
    """The WKB in a GeoPackage geometry."""
    return blob[8 + ENVELOPES[blob[3] >> 1 & 7]:]


def sample(program, patches, seed=1):
    """The folder of a county with `survey.gpkg` in it."""
    folder = os.path.join(DATA, f"county-{patches}-{seed}")
    if not os.path.exists(os.path.join(folder, "survey.gpkg")):
        partial = folder + ".partial"
        shutil.rmtree(partial, ignore_errors=True)
        os.makedirs(DATA, exist_ok=True)
        subprocess.run([program, "sample", "--patches", str(patches), "--seed", str(seed), "--out", partial, "--quiet"],
                       check=True, stdout=subprocess.DEVNULL)
        os.rename(partial, folder)
    return folder


def imported(program, patches, seed=1):
    """The dataset that a county's survey becomes."""
    folder = sample(program, patches, seed)
    dataset = os.path.join(folder, "dataset.gpkg")
    if not os.path.exists(dataset):
        subprocess.run([program, "import", os.path.join(folder, "survey.gpkg"), "--into", dataset, "--quiet"], check=True,
                       stdout=subprocess.DEVNULL)
    return dataset


def layers(program, patches, seed=1):
    """Paths of the layer files (.wkbs) of a county by name, patches first."""
    folder = sample(program, patches, seed)
    paths = {name: os.path.join(folder, name + ".wkbs") for name in LAYERS}
    for name, table in LAYERS.items():
        if os.path.exists(paths[name]):
            continue
        database = sqlite3.connect(os.path.join(folder, "survey.gpkg"))
        column = database.execute("SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", (table,)).fetchone()[0]
        rows = database.execute(f'SELECT "{column}" FROM "{table}" ORDER BY rowid')
        frame.write_blobs(paths[name] + ".partial", [well_known(blob) for blob, in rows])
        os.rename(paths[name] + ".partial", paths[name])
        database.close()
    return paths


def lattice_layers(patches, seed=1):
    """The same for the county of jittered cells."""
    # Only this county needs shapely to be made.
    import lattice_county
    import shapely
    folder = os.path.join(DATA, f"lattice-{patches}-{seed}")
    paths = {name: os.path.join(folder, name + ".wkbs") for name in LAYERS}
    if not os.path.exists(paths["redline"]):
        os.makedirs(folder, exist_ok=True)
        for name, polygons in lattice_county.county(patches, seed).items():
            frame.write_blobs(paths[name] + ".partial", shapely.to_wkb(polygons, byte_order=1))
            os.rename(paths[name] + ".partial", paths[name])
    return paths
