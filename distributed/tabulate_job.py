#!/usr/bin/env python3
"""A tabulation of many counties on a Spark cluster: the program itself computes, one county a task.

tabulate_job.py --program TIANCHOU --a PATTERN --out FOLDER [--shards CODE,…] [OPTIONS of `tianchou tabulate`…]

PATTERN is the path of layer A with {shard} for the county code, as for `tianchou tabulate --shard`; OPTIONS (--b,
--group, …) go to the program as they are. Program and data lie on storage that every executor sees under the same
path. FOLDER receives rows/part-*, which one after the other are the rows of the single-machine command, and
totals.json. Areas are added as integers of 0.01 m², so no order of the counties changes a digit.

Run it with spark-submit, or with python for the master that the configuration names.
"""
import argparse
import json
import os
import shlex
import sys

from pyspark import StorageLevel
from pyspark.sql import SparkSession

PLACEHOLDER = "{shard}"


def hundredths(text):
    """An area of two decimals as an integer of 0.01 m²."""
    whole, _, part = text.partition(".")
    if len(part) != 2:
        raise ValueError(f"not an area of two decimals: {text}")
    value = int(whole.lstrip("-") + part)
    return -value if text.startswith("-") else value


def square_metres(value):
    return f"{'-' if value < 0 else ''}{abs(value) // 100}.{abs(value) % 100:02d}"


def codes_of(pattern):
    """The codes for which the pattern has a file, ascending: the same that the program finds by itself."""
    parts = pattern.partition("#")[0].split("/")
    at = next((i for i, part in enumerate(parts) if PLACEHOLDER in part), None)
    if at is None:
        sys.exit(f"tabulate_job: no {PLACEHOLDER} in {pattern}")
    head, tail = parts[at].split(PLACEHOLDER)[:2]
    found = set()
    for name in os.listdir("/".join(parts[:at]) or ("/" if at else ".")):
        if name.startswith(head) and tail in name[len(head):]:
            rest = name[len(head):]
            code = rest[:rest.index(tail)] if tail else rest
            if code and not code.startswith(".") and os.path.exists("/".join(parts).replace(PLACEHOLDER, code)):
                found.add(code)
    if not found:
        sys.exit(f"tabulate_job: no file matches {pattern}")
    return sorted(found)


def main():
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--program", required=True)
    parser.add_argument("--a", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--shards")
    arguments, options = parser.parse_known_args()
    codes = arguments.shards.split(",") if arguments.shards else codes_of(arguments.a)
    # One thread a task: the cluster's cores are kept busy by the counties.
    command = [arguments.program, "tabulate", "--shard-worker", "--threads", "1", "--a", arguments.a, *options]

    spark = SparkSession.builder.appName("tianchou tabulate").getOrCreate()
    lines = spark.sparkContext.parallelize(sorted(codes), len(codes)).pipe(shlex.join(command), checkCode=True)
    lines.persist(StorageLevel.DISK_ONLY)
    lines.filter(lambda line: not line.startswith("#")).saveAsTextFile(os.path.join(arguments.out, "rows"))
    notes = [line[1:].split(",") for line in lines.filter(lambda line: line.startswith("#")).collect()]
    spark.stop()

    answered = [note[0] for note in notes]
    if answered != sorted(codes):
        sys.exit(f"tabulate_job: counties without an answer: {sorted(set(codes) - set(answered))}")
    totals = {
        "shards": len(notes),
        "pairs": sum(int(note[1]) for note in notes),
        "total_m2": square_metres(sum(hundredths(note[2]) for note in notes)),
        "outside_m2": square_metres(sum(hundredths(note[3]) for note in notes)),
        "closure_residual": sum(int(note[4]) for note in notes),
    }
    with open(os.path.join(arguments.out, "totals.json"), "w") as file:
        json.dump(totals, file, indent=2)
        file.write("\n")
    print(json.dumps(totals))


if __name__ == "__main__":
    main()
