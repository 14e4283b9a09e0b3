#!/usr/bin/env python3
"""How many project pages a second a server gives, by plain sockets that stay open.

    projects.py ADDRESS COOKIE PATH [SECONDS [CONNECTIONS [PROCESSES]]]

ADDRESS is host:port, COOKIE the session (tc_session=…), PATH the page. Each process asks over its connections, one after
the other, and counts whole answers of status 200. The requests name no compression unless GZIP is set in the environment.
Prints answers a second, bytes an answer, and the time of the slowest. The rate limit of the server must be raised
(TIANCHOU_REQUESTS_PER_MINUTE=1000000 still stops at 16,667 a second).
"""
import multiprocessing
import os
import re
import selectors
import socket
import sys
import time


def ask(address, request, seconds, connections, out):
    """Keeps a request under way on every connection."""
    host, port = address.rsplit(":", 1)
    select = selectors.DefaultSelector()
    for _ in range(connections):
        line = socket.create_connection((host, int(port)))
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.sendall(request)
        select.register(line, selectors.EVENT_READ, {"got": bytearray(), "whole": None, "begun": time.monotonic()})
    end = time.monotonic() + seconds
    count = size = 0
    times = []
    while time.monotonic() < end:
        for key, _ in select.select(1):
            line, state = key.fileobj, key.data
            got = state["got"]
            got += line.recv(1 << 18)
            if state["whole"] is None:
                head = got.find(b"\r\n\r\n")
                if head < 0:
                    continue
                if not got.startswith(b"HTTP/1.1 200"):
                    raise SystemExit(bytes(got[:head]).decode())
                length = re.search(rb"(?i)content-length: (\d+)", got[:head])
                state["whole"] = head + 4 + int(length.group(1))
            if len(got) >= state["whole"]:
                now = time.monotonic()
                times.append(now - state["begun"])
                count, size = count + 1, state["whole"]
                got.clear()
                state.update(whole=None, begun=now)
                line.sendall(request)
    out.put((count, size, max(times, default=0), sorted(times)[len(times) // 2] if times else 0))


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    address, cookie, path = sys.argv[1:4]
    seconds, connections, processes = (int(sys.argv[i]) if len(sys.argv) > i else standard for i, standard in ((4, 10), (5, 8), (6, 1)))
    packed = "Accept-Encoding: gzip\r\n" if os.environ.get("GZIP") else ""
    request = (f"GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nAccept: text/html\r\n{packed}\r\n").encode()
    out = multiprocessing.Queue()
    workers = [multiprocessing.Process(target=ask, args=(address, request, seconds, connections, out)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    found = [out.get() for _ in workers]
    for worker in workers:
        worker.join()
    total = sum(one[0] for one in found)
    print(f"{total / seconds:.0f} a second, {found[0][1]} bytes, median {max(one[3] for one in found) * 1000:.1f} ms, "
          f"slowest {max(one[2] for one in found) * 1000:.0f} ms ({processes} x {connections} connections, {seconds} s)")


main()
