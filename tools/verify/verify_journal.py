#!/usr/bin/env python3
"""Verify exports of a Tianchou journal offline: verify_journal.py [--key PUBLIC.pem]... EXPORT...

docs/journal-format.md states the format and the rules. For each export one line is printed: that it is sound, or the
first line at which it is not, and up to which event it is. Exit 0 when all are sound, 1 when one is broken, 2 when a
file or key cannot be read. Needs Python 3.9 and, for Ed25519 keys, the package `cryptography`. That package has no
SM2 signatures; they are verified here, in integers, which is safe because everything is public.
"""
import base64, hashlib, json, re, sys

ZERO, LONGEST_LINE, DEPTH = bytes(32), 1 << 21, 32
COUNT, NUMBER, TEXT = range(0, 2**53), range(1, 2**53), re.compile("(?s).*")
NAME, HEX = re.compile("[A-Za-z0-9._:/@-]{1,128}"), re.compile("[0-9a-f]{64}")
CITATION = {"clause": TEXT, "document": TEXT, "phrase": TEXT}
SHAPES = {
    "event": {"event": {
        "actor": {"office": NAME, "person": NAME}, "batch": {"index": COUNT, "size": range(1, 10_001)},
        "basis": lambda v: type(v) is list and len(v) <= 100 and all(fits(c, CITATION) for c in v),
        "key": NAME, "payload": lambda v: is_value(v, DEPTH) and len(canonical(v)) <= 1 << 20, "sequence": NUMBER,
        "stream": NAME, "time": COUNT, "type": NAME, "version": NUMBER}, "hash": HEX, "previous": HEX},
    "checkpoint": {"checkpoint": {
        "algorithm": re.compile("ed25519|sm2"), "format": re.compile("tianchou-checkpoint-1"), "head": HEX,
        "journal": NAME, "key": HEX, "number": NUMBER, "sequence": COUNT, "time": COUNT},
        "signature": re.compile("([0-9a-f]{2}){0,128}")},
    "genesis": {"genesis": {"created": COUNT, "format": re.compile("tianchou-journal-1"),
                            "hash": re.compile("sha-256|sm3"), "journal": NAME}, "hash": HEX},
    "end": {"end": {"checkpoints": COUNT, "events": COUNT, "head": HEX}}}

class Broken(Exception):
    """Why the export is not sound at a line."""

def demand(condition, reason):
    if not condition:
        raise Broken(reason)

# The form of a line
def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

def is_value(v, depth):
    if type(v) in (dict, list):
        names, inside = (v.keys(), v.values()) if type(v) is dict else ((), v)
        return depth > 0 and all(map(NAME.fullmatch, names)) and all(is_value(x, depth - 1) for x in inside)
    return type(v) is not int or -2**53 < v < 2**53

def fits(v, shape):
    if type(shape) is dict:
        return type(v) is dict and v.keys() == shape.keys() and all(fits(v[k], shape[k]) for k in shape)
    if type(shape) is range:
        return type(v) is int and v in shape
    return shape(v) if callable(shape) else type(v) is str and shape.fullmatch(v) is not None

def read_line(text):
    """The kind of a line and its value; everything must be as the format has it, byte for byte."""
    refuse = lambda _: demand(False, "a number that is not an integer")
    try:
        demand(text.endswith(b"\n") and len(text) <= LONGEST_LINE + 1, "cut or too long")
        value = json.loads(text[:-1].decode(), parse_float=refuse, parse_constant=refuse)
        kinds = [kind for kind in SHAPES if fits(value, SHAPES[kind])]
        demand(kinds and canonical(value) == text[:-1], "not in the format")
    except (ValueError, RecursionError) as error:
        raise Broken(f"not in the format: {error}") from None
    return kinds[0], value

# The chain
class Reading:
    def __init__(self, keys):
        self.keys, self.next, self.head, self.algorithm, self.journal = keys, 0, ZERO, None, None
        self.versions, self.batch, self.checkpoints, self.confirmed, self.ended = {}, None, 0, 0, False

    def add(self, text):
        kind, value = read_line(text)
        demand(not self.ended, "something follows the last line")
        demand((kind == "genesis") == (self.next == 0), "the genesis record stands first and only there")
        getattr(self, kind)(value, value[kind])

    def advance(self, value, record):
        data = self.head + canonical(record)
        demand(hashlib.new(self.algorithm.replace("-", ""), data).hexdigest() == value["hash"],
               "content and hash do not belong together")
        self.head, self.next = bytes.fromhex(value["hash"]), self.next + 1

    def genesis(self, value, record):
        self.algorithm, self.journal = record["hash"], record["journal"]
        self.advance(value, record)

    def event(self, value, event):
        demand(event["sequence"] == self.next, f"event {event['sequence']} stands here")
        demand(value["previous"] == self.head.hex(), "the event follows another one")
        demand(event["version"] == self.versions.get(event["stream"], 0) + 1, "the stream's versions do not follow")
        key, index, size = event["key"], event["batch"]["index"], event["batch"]["size"]
        demand((key, index, size) == (self.batch or (key, 0, size)) and index < size, "the batch is not whole")
        self.advance(value, event)
        self.batch = (key, index + 1, size) if index + 1 < size else None
        self.versions[event["stream"]] = event["version"]

    def checkpoint(self, value, point):
        if self.keys:
            demand(point["key"] in self.keys, "the checkpoint's key is not trusted")
            algorithm, verifies = self.keys[point["key"]]
            demand(algorithm == point["algorithm"] and verifies(bytes.fromhex(value["signature"]), canonical(point)),
                   "the checkpoint's signature is wrong")
        demand(point["journal"] == self.journal, "the checkpoint is of another journal")
        demand(point["number"] == self.checkpoints + 1, "checkpoints are missing or moved")
        demand(point["sequence"] == self.next - 1, "the checkpoint is of another place")
        demand(point["head"] == self.head.hex(), "the checkpoint states another head: something was written anew")
        self.checkpoints, self.confirmed = point["number"], point["sequence"]

    def end(self, _, end):
        demand(self.batch is None, "the batch is not whole")
        demand(end == {"checkpoints": self.checkpoints, "events": self.next - 1, "head": self.head.hex()},
               "the last line does not agree")
        self.ended = True

def verify(path, keys):
    reading, number = Reading(keys), 1
    try:
        with open(path, "rb") as file:
            while text := file.readline(LONGEST_LINE + 2):
                reading.add(text)
                number += 1
        demand(reading.ended, "the last line is missing: the file was cut")
    except Broken as reason:
        print(f"broken line={number} event={reading.next} reason={reason}")
        return False
    print(f"sound events={reading.next - 1} head={reading.head.hex()} confirmed={reading.confirmed if keys else 0}")
    return True

# SM2 signatures: GB/T 32918.2-2016 clause 7 on the curve of GB/T 32918.5-2017
P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A, B = P - 3, 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
     0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0)

def add(p, q):
    if p is None or q is None:
        return p or q
    if p[0] == q[0] and (p[1] + q[1]) % P == 0:
        return None
    rise, run = (3 * p[0] ** 2 + A, 2 * p[1]) if p == q else (q[1] - p[1], q[0] - p[0])
    slope = rise * pow(run, -1, P) % P
    x = (slope * slope - p[0] - q[0]) % P
    return x, (slope * (p[0] - x) - p[1]) % P

def times(k, p):
    total = None
    for bit in bin(k)[2:]:
        total = add(add(total, total), p if bit == "1" else None)
    return total

def sm2_verifies(point, signature, message, identity=b"1234567812345678"):
    length = signature[3] if len(signature) > 3 else 0
    r, s = int.from_bytes(signature[4:4 + length], "big"), int.from_bytes(signature[6 + length:], "big")
    if not (0 < r < N and 0 < s < N and (r + s) % N):
        return False
    parts = [n.to_bytes(n.bit_length() // 8 + 1, "big") for n in (r, s)]
    body = b"".join(bytes([2, len(part)]) + part for part in parts)
    if signature != bytes([0x30, len(body)]) + body:  # the one DER writing of r and s
        return False
    z = hashlib.new("sm3", (8 * len(identity)).to_bytes(2, "big") + identity)
    for number in (A, B, *G, *point):
        z.update(number.to_bytes(32, "big"))
    e = int.from_bytes(hashlib.new("sm3", z.digest() + message).digest(), "big")
    found = add(times(s, G), times((r + s) % N, point))
    return found is not None and (e + found[0]) % N == r

def read_key(path):
    """The id, the algorithm and the function (signature, message) -> bool of a public key in PEM form."""
    with open(path) as file:
        der = base64.b64decode("".join(file.read().split("-----BEGIN PUBLIC KEY-----")[1].split("-----")[0].split()))
    name = hashlib.sha256(der).hexdigest()
    if bytes.fromhex("06082a811ccf5501822d") in der:  # the curve 1.2.156.10197.1.301
        point = int.from_bytes(der[-64:-32], "big"), int.from_bytes(der[-32:], "big")
        return name, ("sm2", lambda signature, message: sm2_verifies(point, signature, message))
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.serialization import load_der_public_key
    key = load_der_public_key(der)

    def verifies(signature, message):
        try:
            return key.verify(signature, message) is None
        except InvalidSignature:
            return False
    return name, ("ed25519", verifies)

def main(words):
    try:
        keys = dict(read_key(word) for before, word in zip(words, words[1:]) if before == "--key")
        exports = [word for before, word in zip([""] + words, words) if "--key" not in (before, word)]
        if not exports:
            raise ValueError("no export named")
        return 0 if all([verify(path, keys) for path in exports]) else 1
    except (OSError, ValueError, IndexError, ImportError) as error:
        print(f"verify_journal.py: {error}", file=sys.stderr)
        return 2

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
