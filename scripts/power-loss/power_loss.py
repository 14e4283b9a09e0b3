#!/usr/bin/env python3
"""Cut the power of a home at work, as far as a file system can show it.

power_loss.py STORELOADER [--runs 5] [--points 40] [--seconds 2] [--callers 32] [--seed N]

The loader acts on a home while every write, cut and flush of the home's files is recorded (recorder.c). For random
moments of the recording the files are made again as a machine without power may leave them: of each file what was
flushed for certain, and of what was not flushed any part, torn at any 512 bytes. Then the home is opened, and every
act that had been acknowledged by that moment must be there, in a whole chain, with projections that equal a rebuild.
Names of files are taken as durable at once; the bytes in them are not.
"""
import argparse
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time

HEAD = struct.Struct("<cHQI")
SECTOR = 512


def compiled(folder):
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "recorder.c")
    library = os.path.join(folder, "recorder.so")
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, source, "-ldl", "-pthread"], check=True)
    return library


def records(path):
    """The records in order: kind, path, offset, data; half a record at the end is left out."""
    with open(path, "rb") as file:
        while len(head := file.read(HEAD.size)) == HEAD.size:
            kind, path_length, offset, length = HEAD.unpack(head)
            rest = file.read(path_length + length)
            if len(rest) < path_length + length:
                return
            yield kind.decode(), rest[:path_length].decode(), offset, rest[path_length:]


class Disk:
    """The files of a home: what is durable of each, and what may or may not be."""

    def __init__(self, home):
        self.home = home
        self.durable, self.pending, self.flushes, self.folders = {}, {}, {}, []
        for folder, _, names in os.walk(home):
            self.folders.append(os.path.relpath(folder, home))
            for name in names:
                if not name.endswith("-shm"):
                    path = os.path.join(folder, name)
                    with open(path, "rb") as file:
                        self.durable[path] = bytearray(file.read())

    @staticmethod
    def apply(content, offset, data):
        """A write, or a cut when there is no data."""
        if data is None:
            content[offset:] = b"\0" * max(0, offset - len(content)) if offset > len(content) else b""
            return
        if len(content) < offset:
            content.extend(b"\0" * (offset - len(content)))
        content[offset:offset + len(data)] = data

    def take(self, number, kind, path, offset, data):
        if kind in "WT":
            self.durable.setdefault(path, bytearray())
            self.pending.setdefault(path, []).append((offset, data if kind == "W" else None))
        elif kind == "B":
            self.flushes[number] = (path, len(self.pending.get(path, [])))
        elif kind == "E":
            path, count = self.flushes.pop(struct.unpack("<Q", data)[0])
            for operation in self.pending.get(path, [])[:count]:
                self.apply(self.durable[path], *operation)
            self.pending[path] = self.pending.get(path, [])[count:]
            self.flushes = {key: (other, max(0, flushed - count) if other == path else flushed)
                            for key, (other, flushed) in self.flushes.items()}
        elif kind == "R":
            new = data.decode()
            self.durable[new] = self.durable.pop(path, bytearray())
            self.pending[new] = self.pending.pop(path, [])
        elif kind == "U":
            self.durable.pop(path, None)
            self.pending.pop(path, None)

    def leave(self, folder, chance, random):
        """Writes the files as they may be found."""
        for name in self.folders:
            os.makedirs(os.path.join(folder, name), exist_ok=True)
        for path, content in self.durable.items():
            content = bytearray(content)
            for offset, data in self.pending.get(path, []):
                if random.random() >= chance:
                    continue
                if data is not None and random.random() < 0.2:
                    data = data[:random.randrange(0, len(data) + 1, SECTOR)] or b""
                self.apply(content, offset, data)
            target = os.path.join(folder, os.path.relpath(path, self.home))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as file:
                file.write(content)


def recorded(loader, library, folder, options, seed):
    """Lets the loader act and kills it; the disk as it was before and the records."""
    home, log = os.path.join(folder, "home"), os.path.join(folder, "log")
    subprocess.run([loader, "create", home], check=True)
    disk = Disk(home)
    environment = {**os.environ, "LD_PRELOAD": library, "POWER_LOSS_FOLDER": home, "POWER_LOSS_LOG": log}
    with open(os.path.join(folder, "said"), "wb") as said:
        # Every other home is calm: there acts lie in the intake at nearly any moment.
        arguments = [loader, home, str(seed), str(options.callers), *(["calm"] if seed % 2 else [])]
        process = subprocess.Popen(arguments, env=environment, stdout=said)
        # The recording begins with the opening; what counts are the acts after it.
        deadline = time.monotonic() + 60
        while not os.path.getsize(said.name) and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(options.seconds)
        process.kill()
        process.wait()
    return disk, list(records(log))


def run(loader, library, options, seed):
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="tianchou-power-") as folder:
        disk, log = recorded(loader, library, folder, options, seed)
        points = set(chance.sample(range(1, len(log)), min(options.points, len(log) - 1)))
        said, failed, acts = b"", 0, 0
        for number, (kind, path, offset, data) in enumerate(log):
            disk.take(number, kind, path, offset, data)
            if kind == "A":
                said += data
            if number not in points:
                continue
            found = os.path.join(folder, "found")
            disk.leave(found, chance.choice([0, 0.5, 0.9, 1]), chance)
            lines = [line for line in said.decode().splitlines() if line.count(" ") == 3]
            acts += len(lines)
            check = subprocess.run([loader, "check", found], input="\n".join(lines), text=True, capture_output=True,
                                   env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
            if check.returncode != 0:
                failed += 1
                print(f"seed {seed}, record {number} of {len(log)}, {len(lines)} acknowledged: "
                      f"{check.stdout.strip()} {check.stderr.strip()[-500:]}")
            shutil.rmtree(found)
        flushes = sum(kind == "E" for kind, *_ in log)
        print(f"seed {seed}: {len(log)} records, {flushes} flushes, {len(points)} moments, {acts} acts looked for, "
              f"{failed} failed", flush=True)
        return failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("loader")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--points", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--callers", type=int, default=32)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tianchou-recorder-") as folder:
        library = compiled(folder)
        failed = sum(run(os.path.abspath(options.loader), library, options, options.seed + number)
                     for number in range(options.runs))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
