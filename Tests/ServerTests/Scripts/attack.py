"""Attacks a running server as strangers, neighbours and careless programs would.

    python3 attack.py PROGRAM

Founds an office with two counties, serves it, and tries: calls without sign-in, forged forms, planted sessions, another
county's data on every route of the OpenAPI document, paths out of folders, archive bombs, scripts and SQL in every text,
bodies that are too long or too slow, tokens beyond their scope. Each try must be refused, and refused sign-ins must be on
the audit. Prints one line a group; the exit code is the number of failures.
"""
import html
import http.client
import io
import json
import re
import socket
import sqlite3
import sys
import time
import urllib.parse
import zipfile

from two_counties import Office, PASSWORD

failures = []
tries = 0


def expect(what, held):
    global tries
    tries += 1
    if not held:
        failures.append(what)
        print("FAILED", what)


class Client:
    def __init__(self, port):
        self.port = port
        self.cookies = {}
        self.csrf = None

    def ask(self, method, path, body=None, headers=None, follow=False):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = dict(headers or {})
        if self.cookies:
            headers.setdefault("Cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        content = answer.read()
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.split(";")[0]
        connection.close()
        if follow and answer.status == 303:
            return self.ask("GET", answer.headers["Location"], headers={"Accept": "text/html"})
        return answer.status, answer.headers, content

    def json(self, method, path, value=None, headers=None):
        headers = dict(headers or {})
        body = None
        if value is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(value)
        if self.csrf and method != "GET":
            headers.setdefault("X-CSRF-Token", self.csrf)
        status, head, content = self.ask(method, path, body, headers)
        return status, head, json.loads(content) if content[:1] in (b"{", b"[") else content

    def sign_in(self, name, password=PASSWORD):
        status, _, _ = self.json("POST", "/api/v1/session", {"name": name, "password": password})
        if status == 204:
            self.csrf = self.json("GET", "/api/v1/session")[2]["csrf"]
        return status


def page_csrf(client, path):
    _, _, text = client.ask("GET", path, headers={"Accept": "text/html"})
    return re.search(rb'name="csrf" (?:content|value)="([^"]*)"', text).group(1).decode()


def headers(port):
    client = Client(port)
    for path in ("/sign-in", "/api/v1/datasets", "/nowhere", "/assets/own/js/page.js"):
        _, head, _ = client.ask("GET", path, headers={"Accept": "text/html"})
        policy = head.get("Content-Security-Policy", "")
        expect(f"{path}: policy without inline scripts",
               "script-src 'self'" in policy and "unsafe-eval" not in policy
               and "script-src 'self' 'unsafe-inline'" not in policy)
        for name in ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy"):
            expect(f"{path}: {name}", head.get(name))
        expect(f"{path}: names no server", not head.get("Server"))


def cookies(port):
    client = Client(port)
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("POST", "/api/v1/session",
                       json.dumps({"name": "clerk-450222", "password": PASSWORD}),
                       {"Content-Type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    given = [v for v in answer.headers.get_all("Set-Cookie") if v.startswith("tc_session=")]
    expect("one session cookie", len(given) == 1)
    expect("cookie is HttpOnly and SameSite", "HttpOnly" in given[0] and "SameSite=Lax" in given[0])
    # A session that somebody planted before is not the one after the sign-in.
    planted = Client(port)
    planted.cookies["tc_session"] = "planted-by-somebody-else"
    planted.sign_in("clerk-450222")
    expect("a planted session is replaced",
           planted.cookies["tc_session"] != "planted-by-somebody-else")
    old = Client(port)
    old.sign_in("clerk-450222")
    first = old.cookies["tc_session"]
    old.sign_in("clerk-450222")
    stale = Client(port)
    stale.cookies["tc_session"] = first
    expect("the session before a new sign-in has ended",
           stale.ask("GET", "/api/v1/session")[0] == 401)
    client.sign_in("clerk-450222")
    kept = client.cookies["tc_session"]
    client.json("DELETE", "/api/v1/session")
    after = Client(port)
    after.cookies["tc_session"] = kept
    expect("signed out is signed out", after.ask("GET", "/api/v1/session")[0] == 401)


def forged(port):
    client = Client(port)
    client.sign_in("clerk-450222")
    for path in ("/api/v1/uploads", "/api/v1/imports", "/api/v1/operations/exportRecords"):
        for token in (None, "", "x" * 43):
            head = {"Content-Type": "application/json"}
            if token is not None:
                head["X-CSRF-Token"] = token
            status, _, _ = client.ask("POST", path, "{}", head)
            expect(f"forged POST {path} ({token!r})", status == 403)
    status, _, _ = client.ask("POST", "/data/sample", "csrf=wrong",
                              {"Content-Type": "application/x-www-form-urlencoded"})
    expect("forged form", status == 403)
    status, _, _ = client.ask("POST", "/sign-out", "",
                              {"Content-Type": "application/x-www-form-urlencoded"})
    expect("forged sign-out", status == 403)
    day = urllib.parse.urlencode({"csrf": client.csrf, "day": "2030-01-01"})
    status, _, _ = client.ask("POST", "/demonstration/day", day, {"Content-Type": "application/x-www-form-urlencoded"})
    expect(f"the clock outside of a demonstration gives {status}", status == 404)
    stranger = Client(port)
    status, _, _ = stranger.ask("POST", "/sign-in", "name=a&password=b",
                                {"Content-Type": "application/x-www-form-urlencoded"})
    expect("sign-in form without its page", status == 403)
    page = stranger.ask("GET", "/sign-in")[2].decode()
    token = html.unescape(re.search(r'name="csrf" value="([^"]*)"', page).group(1))
    for person in ("clerk-450222", "admin"):
        status, _, _ = stranger.ask("POST", "/sign-in/example", urllib.parse.urlencode({"csrf": token, "person": person}),
                                    {"Content-Type": "application/x-www-form-urlencoded"})
        expect(f"one click outside of a demonstration ({person}) gives {status}", status == 404)
    expect("and signs nobody in", stranger.ask("GET", "/api/v1/session")[0] == 401)
    for back in ("https://elsewhere.example", "//elsewhere.example", "/\\elsewhere", "\r\nX: y"):
        _, head, _ = stranger.ask("GET", "/language?to=zh&back=" + urllib.parse.quote(back, safe=""))
        expect(f"led elsewhere by {back!r}", head["Location"] == "/")


def neighbours(port):
    """Every route of the document, asked by nobody and by the clerk of the other county."""
    document = json.loads(Client(port).ask("GET", "/api/v1/openapi.json")[2])
    mine, other = Client(port), Client(port)
    mine.sign_in("clerk-450222")
    other.sign_in("clerk-450223")
    values = {"dataset": "survey-450222", "edition": "1", "z": "12", "x": "3280", "y": "1780",
              "layer": "DLTB", "operation": "importDataset", "upload": "0" * 32, "job": "0" * 32,
              "id": "1", "feature": "1", "collection": "DLTB", "featureId": "1", "collectionId": "DLTB",
              "tileMatrixSetId": "WebMercatorQuad", "tileMatrix": "12", "tileRow": "1780", "tileCol": "3280"}
    asked = 0
    for path, methods in document["paths"].items():
        real = re.sub(r"\{(\w+)\}", lambda m: values.get(m.group(1), "1"), path)
        for method, operation in methods.items():
            query = {p["name"]: {"layer": "DLTB", "lon": "109.4", "lat": "24.3", "q": "示例", "format": "csv"}
                     .get(p["name"], "1") for p in operation.get("parameters", [])
                     if p["in"] == "query" and p["required"]}
            address = real + ("?" + urllib.parse.urlencode(query) if query else "")
            is_open = "security" not in operation
            if not is_open:
                status, _, _ = Client(port).ask(method.upper(), address, "{}",
                                                {"Content-Type": "application/json"})
                expect(f"nobody: {method} {address} gives {status}", status == 401)
            if "{dataset}" not in path:
                continue
            asked += 1
            for client, is_owner in ((other, False), (mine, True)):
                types = list(operation.get("requestBody", {}).get("content", {"application/json": 0}))
                status, _, _ = client.ask(method.upper(), address, "{}" if method != "get" else None,
                                          {"Content-Type": types[0], "X-CSRF-Token": client.csrf})
                if is_owner:
                    expect(f"owner: {method} {address} gives {status}", status != 404 or "{featureId}" in path
                           or "{id}" in path)
                else:
                    expect(f"neighbour: {method} {address} gives {status}", status == 404)
    expect("routes of datasets were asked", asked >= 8)
    for client, own in ((mine, "450222"), (other, "450223")):
        items = client.json("GET", "/api/v1/datasets")[2]["items"]
        expect("lists hold the own county only", {i["area"] for i in items} == {own})
        for item in client.json("GET", "/api/v1/acts?limit=1000")[2]["items"]:
            expect("acts of the own county only",
                   item["office"] in (f"nr-{own}", "city") and "450223" not in json.dumps(item)
                   if own == "450222" else True)
        hits = client.json("GET", "/api/v1/search?q=" + urllib.parse.quote("年度"))[2]["items"]
        expect("search finds the own county only",
               all(own in h["text"] for h in hits if h["kind"] == "dataset"))
    admin = Client(port)
    admin.sign_in("admin")
    expect("an administrator sees no business data",
           admin.json("GET", "/api/v1/datasets")[2]["items"] == [])
    # One person's uploads and jobs are not another's.
    upload = mine.json("POST", "/api/v1/uploads", {"name": "a.gpkg", "length": 10})[2]["id"]
    expect("another's upload", other.ask("GET", f"/api/v1/uploads/{upload}")[0] == 404)
    expect("an import with another's upload",
           "failed" == finished(other, other.json("POST", "/api/v1/imports", {
               "dataset": "stolen", "name": "x", "area": "450223", "uploads": [upload]})))
    expect("an import into another county",
           "failed" == finished(other, other.json("POST", "/api/v1/imports", {
               "dataset": "survey-450222", "name": "x", "area": "450222", "uploads": []})))


def finished(client, answer):
    status, _, job = answer
    if status != 202:
        return "failed"
    for _ in range(300):
        state = client.json("GET", f"/api/v1/jobs/{job['id']}")[2]["state"]
        if state in ("done", "failed", "cancelled"):
            return state
        time.sleep(0.1)
    return "running"


def paths(port):
    client = Client(port)
    client.sign_in("clerk-450222")
    for path in ("/assets/own/../../../../etc/passwd", "/assets/own/%2e%2e/%2e%2e/etc/passwd",
                 "/assets/lib/..%2f..%2fPackage.swift", "/assets/own//etc/passwd",
                 "/api/v1/uploads/..%2f..%2fhome.json", "/api/v1/maps/..%2f..%2f/1/layers",
                 "/data/..%2f..%2fhome.json/1"):
        status, _, content = client.ask("GET", path)
        expect(f"{path} gives {status}", status in (400, 404) and b"root:" not in content)
    for name in ("../../evil.gpkg", "/etc/passwd", "..\\..\\evil", "a\0b.zip", "-rf", ".hidden"):
        status, _, made = client.json("POST", "/api/v1/uploads", {"name": name, "length": 1})
        expect(f"upload named {name!r}", status == 400 or (
            "/" not in made["name"] and "\\" not in made["name"] and not made["name"].startswith((".", "-"))))
    for path in ("/etc/passwd", "../home/home.json", "/etc"):
        status, _, answer = client.json("POST", "/api/v1/operations/importDataset", {
            "input": {"id": "x", "name": "x", "area": "450222", "files": [path]}})
        expect(f"an act that names {path}", status in (400, 422) and "INP-FILE" in json.dumps(answer))


def bombs(port):
    client = Client(port)
    client.sign_in("clerk-450222")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in ("a.shp", "a.shx", "a.dbf"):
            archive.writestr(part, b"\0" * (120 << 20))
    start = time.time()
    status, _, _ = client.ask(
        "POST", "/api/v1/maps/survey-450222/1/occupation", packed.getvalue(),
        {"Content-Type": "application/zip", "X-CSRF-Token": client.csrf, "X-File-Name": "a.zip"})
    expect(f"an archive bomb gives {status}", status in (400, 413, 422) and time.time() - start < 20)
    with zipfile.ZipFile(packed := io.BytesIO(), "w") as archive:
        archive.writestr("../../evil.shp", b"x")
    status, _, _ = client.ask(
        "POST", "/api/v1/maps/survey-450222/1/occupation", packed.getvalue(),
        {"Content-Type": "application/zip", "X-CSRF-Token": client.csrf, "X-File-Name": "a.zip"})
    expect(f"an archive with a path out of it gives {status}", status in (400, 422))
    deep = b'{"type":"Polygon","coordinates":' + b"[" * 100000 + b"]" * 100000 + b"}"
    for kind in ("measure", "occupation"):
        status, _, _ = client.ask(
            "POST", f"/api/v1/maps/survey-450222/1/{kind}", deep,
            {"Content-Type": "application/geo+json", "X-CSRF-Token": client.csrf})
        expect(f"deep JSON to {kind} gives {status}", status in (400, 413, 422))
    status, _, _ = client.ask("POST", "/api/v1/operations/registerPerson",
                              json.dumps({"input": {"id": "x" * (3 << 20)}}),
                              {"Content-Type": "application/json", "X-CSRF-Token": client.csrf})
    expect(f"an act of three megabytes gives {status}", status in (400, 413))
    status, _, _ = client.json("POST", "/api/v1/uploads", {"name": "big", "length": 1 << 45})
    expect(f"an upload of 32 TB gives {status}", status in (400, 413))
    status, _, made = client.json("POST", "/api/v1/uploads", {"name": "a.txt", "length": 4})
    status, _, _ = client.ask("PATCH", f"/api/v1/uploads/{made['id']}", b"x" * 5,
                              {"Content-Type": "application/octet-stream", "Upload-Offset": "0",
                               "X-CSRF-Token": client.csrf})
    expect(f"more than was announced gives {status}", status == 413)


MARKS = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "{{7*7}}", "'; DROP TABLE act; --",
         "' OR '1'='1", "%27%20OR%201=1", "\u202e\u0000", "javascript:alert(1)"]


def texts(port):
    client, admin = Client(port), Client(port)
    client.sign_in("clerk-450222")
    admin.sign_in("admin")
    for index, mark in enumerate(MARKS):
        quoted = urllib.parse.quote(mark, safe="")
        for path in (f"/api/v1/search?q={quoted}",
                     f"/api/v1/maps/survey-450222/1/search?q={quoted}",
                     f"/api/v1/maps/survey-450222/1/features?layer={quoted}",
                     f"/api/v1/maps/survey-450222/1/features?layer=DLTB&filter={quoted}",
                     f"/api/v1/maps/survey-450222/1/features?layer=DLTB&sort={quoted}",
                     f"/api/v1/maps/survey-450222/1/features?layer=DLTB&bbox={quoted}",
                     f"/sign-in?back={quoted}", f"/map?dataset={quoted}"):
            status, head, content = client.ask("GET", path, headers={"Accept": "text/html"})
            expect(f"{path} gives {status}", status < 500)
            if "html" in head.get("Content-Type", ""):
                expect(f"{path} shows the text as it is", b"<script>alert" not in content
                       and b"<img src=x" not in content)
        status, _, _ = admin.json("POST", "/api/v1/operations/registerPerson", {
            "input": {"id": f"mark-{index}", "name": mark.replace("\0", ""), "office": "nr-450222"}})
        expect(f"a person called {mark!r} gives {status}", status in (200, 201, 400, 422))
    for path in ("/admin/people", "/admin/audit", "/inbox", "/map", "/data"):
        for who in (admin, client):
            status, _, content = who.ask("GET", path, headers={"Accept": "text/html"})
            expect(f"{path} gives {status}", status < 500)
            expect(f"{path} escapes", b"<script>alert" not in content and b"<img src=x" not in content
                   and b">49<" not in content)


def slow(port):
    """A request that dribbles in is cut off, and others are served meanwhile."""
    dribble = []
    for _ in range(50):
        line = socket.create_connection(("127.0.0.1", port))
        line.sendall(b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                     b"Content-Length: 1000\r\n\r\n{")
        dribble.append(line)
    start = time.time()
    expect("others are served", Client(port).ask("GET", "/health/live")[0] == 200)
    expect("at once", time.time() - start < 2)
    deadline = time.time() + 30
    closed = 0
    for line in dribble:
        line.settimeout(max(0.1, deadline - time.time()))
        try:
            while line.recv(1000):
                pass
            closed += 1
        except OSError:
            pass
        line.close()
    expect(f"slow requests are cut off ({closed} of 50)", closed == 50)


def tokens(office, port):
    """A token reads and does no more; a wrong one is nobody; guesses of passwords are held up."""
    for field in ("Bearer nonsense", "Bearer ", "Basic YTpi", "Bearer tc_" + "A" * 43):
        status, _, _ = Client(port).ask("GET", "/api/v1/datasets", headers={"Authorization": field})
        expect(f"{field} gives {status}", status == 401)
    guesser = Client(port)
    codes = [guesser.sign_in("clerk-450223", f"wrong-{i}") for i in range(12)]
    expect("guesses are refused", all(c in (401, 429) for c in codes))
    expect("and then held up, even with the right password",
           guesser.sign_in("clerk-450223") in (401, 429))
    unknown = [timed(lambda: Client(port).sign_in(f"nobody-{i}", "x" * 12)) for i in range(3)]
    known = [timed(lambda: Client(port).sign_in("admin", "x" * 12)) for _ in range(3)]
    expect(f"unknown names take as long ({min(unknown):.2f} {min(known):.2f})",
           min(unknown) > min(known) / 3)
    entries = sqlite3.connect(f"file:{office.home}/accounts.sqlite?mode=ro", uri=True).execute(
        "SELECT count(*) FROM audit WHERE failed").fetchone()[0]
    expect(f"refused sign-ins are audited ({entries})", entries >= 10)


def timed(body):
    start = time.time()
    body()
    return time.time() - start


def main():
    office = Office(sys.argv[1])
    office.found()
    port = office.serve(request_seconds=5, sign_ins_per_minute=1000)
    try:
        for part in (headers, cookies, forged, neighbours, paths, bombs, texts, slow):
            before = tries
            part(port)
            print(f"{part.__name__}: {tries - before} tries")
        tokens(office, port)
        print(f"{tries} tries, {len(failures)} failures")
    finally:
        with open(office.log.name) as log:
            text = log.read()
        code = office.stop()
    expect("no secret in the log", PASSWORD not in text and "tc_session" not in text)
    expect(f"the server ends well ({code})", code == 0)
    expect("no unexpected error in the log", '"message":"unexpected"' not in text)
    sys.exit(min(100, len(failures)))


if __name__ == "__main__":
    main()
