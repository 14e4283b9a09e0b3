#!/usr/bin/env python3
"""Time the store: durable acts per second beside PostgreSQL on the same disk, verification and rebuilding.

store.py STOREBENCH FOLDER [--callers 32] [--seconds 10] [--runs 3] [--events 1000000]

STOREBENCH is the executable of Benchmarks/Sources/StoreBench; FOLDER lies on the disk that is meant and is emptied.
PostgreSQL runs as a cluster of its own in FOLDER with fsync and synchronous_commit on, and pgbench inserts one row of
the size of our events per act over as many connections as we have callers. Prints `name ours peer ratio unit`: medians
of interleaved runs. The disk's own time for one fdatasync is printed too: with one act in flight per caller nobody can
acknowledge more than callers / time acts in a second.
"""
import argparse
import os
import pwd
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time

EVENT_BYTES = 417  # of the canonical text of the event that StoreBench appends, on average
BIN = "/usr/lib/postgresql/15/bin"
PORT = "55471"
# The same event as ours with the same two guarantees: a version of a stream once, a key once.
TABLE = """CREATE TABLE act (sequence bigserial PRIMARY KEY, stream text NOT NULL, version int NOT NULL, type text NOT NULL,
  time bigint NOT NULL, canonical bytea NOT NULL, previous bytea NOT NULL, hash bytea NOT NULL, key text NOT NULL UNIQUE,
  UNIQUE (stream, version))"""
# A client counts its acts as a caller of ours does, so streams and keys come in the same order; a version that no other
# client gives stands for the one that a client of a database would have to look up first.
INSERT = r"""\set n :n + 1
\set stream (:client_id * 7919 + :n) % 1000
\set version :n * 64 + :client_id
INSERT INTO act (stream, version, type, time, canonical, previous, hash, key) VALUES (
  'project/450205-2026-' || :stream, :version, 'opinionGiven', 1767229200000, decode(repeat('41', EVENT_BYTES), 'hex'),
  decode(repeat('00', 32), 'hex'), decode(repeat('11', 32), 'hex'), 'c' || :client_id || '.' || :n);
"""


def flush_seconds(folder):
    """The median time that the disk takes to make 64 KiB durable."""
    path = os.path.join(folder, "flush")
    times = []
    with open(path, "wb", buffering=0) as file:
        for _ in range(50):
            file.write(b"x" * 65536)
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - began)
    os.unlink(path)
    return statistics.median(times)


class Cluster:
    """A durable PostgreSQL of its own; the server refuses to run as root, so root steps down."""

    def __init__(self, folder):
        self.folder = os.path.join(folder, "pg")
        os.makedirs(self.folder)
        self.prefix = []
        if os.getuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self.prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"]
        data = os.path.join(self.folder, "data")
        self.run("initdb", "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = (f"-p {PORT} -c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=on "
                   "-c synchronous_commit=on -c shared_buffers=512MB")
        self.run("pg_ctl", "-D", data, "-l", os.path.join(self.folder, "log"), "-w", "-o", options, "start")
        self.client("psql", "-q", "-c", TABLE)
        self.script = os.path.join(self.folder, "insert.sql")
        with open(self.script, "w") as file:
            file.write(INSERT.replace("EVENT_BYTES", str(EVENT_BYTES)))

    def run(self, tool, *arguments):
        subprocess.run([*self.prefix, f"{BIN}/{tool}", *arguments], check=True, stdout=subprocess.DEVNULL)

    def client(self, tool, *arguments):
        command = [f"{BIN}/{tool}", "-h", self.folder, "-p", PORT, "-U", "bench", *arguments, "postgres"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def server_seconds(self):
        """The CPU time of the server's processes, those that have ended included."""
        with open(os.path.join(self.folder, "data", "postmaster.pid")) as file:
            postmaster = file.readline().strip()
        ticks = 0
        for entry in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{entry}/stat") as file:
                    fields = file.read().rpartition(")")[2].split()
            except OSError:
                continue
            if entry == postmaster:
                ticks += sum(map(int, fields[11:15]))
            elif fields[1] == postmaster:
                ticks += sum(map(int, fields[11:13]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def acts(self, callers, seconds):
        """Acts per second and the CPU seconds of one act, server and client, on an empty table."""
        self.client("psql", "-q", "-c", "TRUNCATE act", "-c", "CHECKPOINT")
        server, client = self.server_seconds(), children_seconds()
        said = self.client("pgbench", "-n", "-M", "prepared", "-c", str(callers), "-j", "2", "-T", str(seconds), "-D", "n=0",
                           "-f", self.script)
        failed = re.search(r"number of failed transactions: (\d+)", said)
        assert not failed or failed.group(1) == "0", said
        done = int(re.search(r"transactions actually processed: (\d+)", said).group(1))
        # The server's processes that end with their clients are counted among it only when they have ended.
        time.sleep(0.5)
        spent = self.server_seconds() - server + children_seconds() - client
        return float(re.search(r"tps = ([0-9.]+)", said).group(1)), spent / done

    def stop(self):
        self.run("pg_ctl", "-D", os.path.join(self.folder, "data"), "-m", "fast", "stop")


def children_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measured(program, *arguments):
    said = subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout
    return float(said.split()[-2])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("--callers", type=int, default=32)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--events", type=int, default=1_000_000)
    options = parser.parse_args()
    folder = os.path.abspath(options.folder)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    flush = flush_seconds(folder)
    print(f"disk-fdatasync {flush * 1000:.2f} - - ms", flush=True)
    print(f"bound-{options.callers}-callers {options.callers / flush:.0f} - - acts/s", flush=True)
    cluster = Cluster(folder)
    try:
        ours, theirs = [], []
        for run in range(options.runs):
            home = os.path.join(folder, f"home{run}")
            before = children_seconds()
            rate = measured(options.program, "append", home, str(options.callers), str(options.seconds))
            ours.append((rate, (children_seconds() - before) / (rate * options.seconds)))
            theirs.append(cluster.acts(options.callers, options.seconds))
            shutil.rmtree(home)
    finally:
        cluster.stop()
    one, other = (statistics.median(rate for rate, _ in runs) for runs in (ours, theirs))
    print(f"durable-acts-{options.callers}-callers {one:.0f} {other:.0f} {one / other:.3f} acts/s", flush=True)
    one, other = (statistics.median(spent for _, spent in runs) * 1e6 for runs in (ours, theirs))
    print(f"cpu-of-an-act {one:.1f} {other:.1f} {one / other:.3f} µs", flush=True)
    if options.events:
        home = os.path.join(folder, "long")
        subprocess.run([options.program, "fill", home, str(options.events)], check=True, stdout=subprocess.DEVNULL)
        for mode, limit in (("verify", 10), ("rebuild", 60)):
            seconds = measured(options.program, mode, home)
            print(f"{mode}-{options.events} {seconds:.2f} {limit} {seconds / limit:.3f} s (peer: the limit)", flush=True)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
