"""People who read and import, each like a person at a browser: reads what to do as JSON, prints what came of it.

usage: people.py < ORDER > OUTCOME, with ORDER: port, names, password, seconds, arriving (seconds within which all sign in),
dataset, bounds, sites (GeoJSON geometries), townships (the same), words (to search for), files and importers (a number).

Everybody thinks between two steps, five seconds on average. Of the steps 60 in 100 move the map (the tiles that come into
view and were not there before, six at a time as browsers do), 14 open a page, 12 ask what lies at a point, 5 search, 5 read
a table, 3 ask for the occupation of a site and 1 for that of a township. Importers besides send a small file about
every minute, wait for the job and look at what came of it. Nothing but the standard library: it shares the processors.
"""
import asyncio
import collections
import gzip
import hashlib
import json
import math
import os
import random
import re
import sys
import time

THINKING = (2.0, 8.0)
STEPS = {"move": 60, "page": 14, "identify": 12, "search": 5, "table": 5, "site": 3, "township": 1}
PAGES = ["/map", "/map?dataset={dataset}", "/data", "/data/{dataset}/1", "/inbox", "/check", "/account"]
CONNECTIONS = 6
# A window of 1366 × 768 dots in tiles of 512.
WIDTH, HEIGHT = 1366 / 512, 700 / 512
PATIENCE = 60


class Outcome:
    def __init__(self):
        self.times = collections.defaultdict(list)
        self.errors = []
        self.bytes = 0
        self.again = 0

    def fault(self, text):
        if len(self.errors) < 50:
            self.errors.append(text)


class Browser:
    """Six connections that stay open, a cookie, and what is kept of tiles."""

    def __init__(self, order, outcome, address):
        self.order, self.outcome, self.address = order, outcome, address
        self.idle, self.cookies, self.csrf = [], {}, None
        self.free = asyncio.Semaphore(CONNECTIONS)

    async def ask(self, kind, method, path, body=b"", good=(200, 204), **head):
        """The body of an answer; what is not good is counted as an error and gives nothing."""
        async with self.free:
            start = time.monotonic()
            try:
                status, headers, content = await asyncio.wait_for(self.exchange(method, path, body, head), PATIENCE)
            except (OSError, asyncio.IncompleteReadError, TimeoutError, asyncio.TimeoutError, ValueError) as error:
                self.outcome.fault(f"{kind} {method} {path}: {error!r}")
                return None
        self.outcome.times[kind].append(time.monotonic() - start)
        self.outcome.bytes += len(content)
        if status not in good:
            self.outcome.fault(f"{kind} {method} {path}: {status} {self.text(headers, content)[:200]}")
            return None
        return self.text(headers, content) if "tile" not in kind else content

    @staticmethod
    def text(headers, content):
        return (gzip.decompress(content) if headers.get("content-encoding") == "gzip" else content).decode()

    async def exchange(self, method, path, body, head):
        while True:
            is_used = bool(self.idle)
            reader, writer = self.idle.pop() if is_used else await asyncio.open_connection(
                "127.0.0.1", self.order["port"], limit=1 << 20)
            try:
                answer = await self.once(reader, writer, method, path, body, head)
            except (ConnectionError, asyncio.IncompleteReadError):
                writer.close()
                # The server may close a line that rested; browsers ask again on a new one.
                if not is_used:
                    raise
                self.outcome.again += 1
                continue
            except BaseException:
                writer.close()
                raise
            self.idle.append((reader, writer))
            return answer

    def request(self, method, path, body, head):
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Accept-Encoding: gzip",
                 f"X-Forwarded-For: {self.address}"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method not in ("GET", "HEAD"):
            lines.append(f"Content-Length: {len(body)}")
            if self.csrf:
                lines.append(f"X-CSRF-Token: {self.csrf}")
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in head.items()]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    async def once(self, reader, writer, method, path, body, head):
        writer.write(self.request(method, path, body, head))
        status, headers = await self.headers(reader)
        if headers.get("transfer-encoding") == "chunked":
            parts = []
            while size := int(await reader.readline(), 16):
                parts.append(await reader.readexactly(size))
                await reader.readexactly(2)
            await reader.readexactly(2)
            return status, headers, b"".join(parts)
        size = 0 if status in (204, 304) else int(headers.get("content-length", 0))
        return status, headers, await reader.readexactly(size)

    async def headers(self, reader):
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {}
        for line in lines[1:-2]:
            name, _, value = line.partition(":")
            name, value = name.lower(), value.strip()
            if name == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
            headers[name] = value
        return int(lines[0].split()[1]), headers

    async def listen(self, path):
        """Holds a line of events open until cancelled."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.order["port"])
        try:
            writer.write(self.request("GET", path, b"", {"Accept": "text/event-stream"}))
            status, _ = await self.headers(reader)
            if status != 200:
                self.outcome.fault(f"events {path}: {status}")
            while await reader.readline():
                pass
        finally:
            writer.close()

    async def close(self):
        for _, writer in self.idle:
            writer.close()


class Reader:
    """A person who signs in and then reads."""

    def __init__(self, order, outcome, number):
        self.order, self.outcome = order, outcome
        self.random = random.Random(number)
        self.number = number
        self.browser = Browser(order, outcome, f"10.1.{number >> 8}.{number & 255}")
        self.base = f"/api/v1/maps/{order['dataset']}/1"
        self.seen = set()
        self.line = None
        west, south, east, north = order["bounds"]
        self.zoom = self.random.choice([10, 11, 12, 13, 14, 15])
        self.place = (self.random.uniform(west, east), self.random.uniform(south, north))

    async def live(self, end):
        await asyncio.sleep(self.random.uniform(0, self.order["arriving"]))
        try:
            if await self.sign_in():
                while time.monotonic() < end:
                    await self.step(self.random.choices(list(STEPS), STEPS.values())[0])
                    await asyncio.sleep(self.random.uniform(*THINKING))
        finally:
            self.hang_up()
            await self.browser.close()

    async def sign_in(self):
        ask = self.browser.ask
        page = await ask("page", "GET", "/sign-in", Accept="text/html")
        if page is None:
            return False
        await self.assets(page)
        form = json.dumps({"name": self.order["names"][self.number], "password": self.order["password"]})
        if await ask("sign-in", "POST", "/api/v1/session", form.encode(), Content_Type="application/json") is None:
            return False
        self.browser.csrf = json.loads(await ask("session", "GET", "/api/v1/session"))["csrf"]
        await self.assets(await ask("page", "GET", "/map", Accept="text/html") or "")
        await ask("layers", "GET", self.base + "/layers")
        await self.look()
        return True

    async def assets(self, page):
        """The files that a page names; those it has already are not asked for again."""
        found = set(re.findall(r'(?:href|src)="(/assets/[^"#]+)', page)) - self.seen
        self.seen |= found
        await asyncio.gather(*(self.browser.ask("asset", "GET", path) for path in found))

    def hang_up(self):
        if self.line:
            self.line.cancel()
            self.line = None

    async def step(self, kind):
        self.hang_up()
        longitude, latitude = self.place
        if kind == "move":
            await self.move()
        elif kind == "page":
            path = self.random.choice(PAGES).format(**self.order)
            await self.browser.ask("page", "GET", path, Accept="text/html")
            if path == "/inbox":
                self.line = asyncio.create_task(self.browser.listen("/api/v1/events"))
            if path.startswith("/map"):
                await self.browser.ask("layers", "GET", self.base + "/layers")
        elif kind == "identify":
            shift = 0.5 / 2 ** (self.zoom - 8)
            where = f"lon={longitude + self.random.uniform(-shift, shift):.8f}&lat={latitude + self.random.uniform(-shift, shift) / 2:.8f}"
            await self.browser.ask("identify", "GET", f"{self.base}/identify?{where}")
        elif kind == "search":
            await self.search()
        elif kind == "table":
            offset = 100 * self.random.randrange(20)
            order = self.random.choice(["", "&sort=TBMJ.desc", "&filter=DLBM%20%3D%20%270101%27"])
            await self.browser.ask("table", "GET", f"{self.base}/features?layer=DLTB&limit=100&offset={offset}{order}")
        else:
            shapes = self.order["sites" if kind == "site" else "townships"]
            body = json.dumps({"type": "Feature", "properties": {}, "geometry": self.random.choice(shapes)})
            await self.browser.ask(f"occupation of a {kind}", "POST", self.base + "/occupation", body.encode(),
                                   Content_Type="application/geo+json")

    async def search(self):
        from urllib.parse import quote
        found = await self.browser.ask(
            "search", "GET", f"{self.base}/search?limit=20&q={quote(self.random.choice(self.order['words']))}")
        hits = [hit["bounds"] for hit in json.loads(found)["items"] if hit["bounds"]] if found else []
        if hits:
            west, south, east, north = self.random.choice(hits)
            self.place, self.zoom = ((west + east) / 2, (south + north) / 2), self.random.choice([13, 14, 15, 16])
            await self.look()

    async def move(self):
        """Half a window aside, or one zoom in or out."""
        choice = self.random.random()
        if choice < 0.6:
            step = 360 / 2 ** self.zoom / 2 * WIDTH
            west, south, east, north = self.order["bounds"]
            self.place = (min(east, max(west, self.place[0] + self.random.uniform(-step, step))),
                          min(north, max(south, self.place[1] + self.random.uniform(-step, step) / 2)))
        else:
            self.zoom = min(17, max(9, self.zoom + (1 if choice < 0.82 else -1)))
        await self.look()

    async def look(self):
        zoom = min(16, self.zoom)
        side = 2 ** zoom
        reach = 2 ** (zoom - self.zoom)
        x = (self.place[0] + 180) / 360 * side
        y = (1 - math.asinh(math.tan(math.radians(self.place[1]))) / math.pi) / 2 * side
        wanted = [(zoom, column, row)
                  for column in range(int(x - WIDTH * reach / 2), int(x + WIDTH * reach / 2) + 1)
                  for row in range(int(y - HEIGHT * reach / 2), int(y + HEIGHT * reach / 2) + 1)]
        fresh = [tile for tile in wanted if tile not in self.seen]
        self.seen.update(fresh)
        await asyncio.gather(*(self.browser.ask("tile", "GET", f"{self.base}/tiles/{z}/{column}/{row}")
                               for z, column, row in fresh))


class Importer(Reader):
    """Besides reading, brings a small file now and then."""

    async def step(self, kind):
        if self.random.random() < (THINKING[0] + THINKING[1]) / 2 / 60:
            await self.bring(self.random.choice(self.order["files"]))
        else:
            await super().step(kind)

    async def bring(self, path):
        ask = self.browser.ask
        with open(path, "rb") as file:
            content = file.read()
        announced = json.dumps({"name": os.path.basename(path), "length": len(content),
                                "sha256": hashlib.sha256(content).hexdigest()})
        answer = await ask("upload", "POST", "/api/v1/uploads", announced.encode(), good=(201,), Content_Type="application/json")
        if answer is None:
            return
        upload, half = json.loads(answer)["id"], len(content) // 2
        for start, piece in ((0, content[:half]), (half, content[half:])):
            if await ask("upload", "PATCH", f"/api/v1/uploads/{upload}", piece, Upload_Offset=start,
                         Content_Type="application/octet-stream") is None:
                return
        start, name = time.monotonic(), f"trial-{self.number}-{int(time.time() * 1000)}"
        order = json.dumps({"dataset": name, "name": "试导入", "area": self.order["area"], "uploads": [upload]})
        answer = await ask("import", "POST", "/api/v1/imports", order.encode(), good=(202,), Content_Type="application/json")
        job = json.loads(answer) if answer else None
        while job and job["state"] in ("waiting", "running"):
            await asyncio.sleep(1)
            answer = await ask("job", "GET", f"/api/v1/jobs/{job['id']}")
            job = json.loads(answer) if answer else None
        if not job or job["state"] != "done":
            self.outcome.fault(f"import: {job and job['problem']}")
            return
        self.outcome.times["import until done"].append(time.monotonic() - start)
        await ask("page of an import", "GET", f"/data/{name}/1", good=(200, 303), Accept="text/html")
        await ask("layers of an import", "GET", f"/api/v1/maps/{name}/1/layers")


async def main():
    order = json.load(sys.stdin)
    outcome = Outcome()
    end = time.monotonic() + order["seconds"]
    crowd = [(Importer if number < order["importers"] else Reader)(order, outcome, number)
             for number in range(len(order["names"]))]
    ended = await asyncio.gather(*(person.live(end) for person in crowd), return_exceptions=True)
    for error in ended:
        if error is not None:
            outcome.fault(f"a person gave up: {error!r}")
    used = os.times()
    json.dump({"times": outcome.times, "errors": outcome.errors, "bytes": outcome.bytes, "again": outcome.again,
               "cpu": used.user + used.system}, sys.stdout)


asyncio.run(main())
