"""Founds an office with a synthetic county, serves it, and lets the programs of others use it.

    python3 clients.py PROGRAM [FOLDER] [--random]

GDAL and QGIS read the county through ogc_clients.py, and the audit must tell of it. With --random (nightly, some
minutes) Schemathesis also asks everything the OpenAPI documents allow and much they do not. Run in the package's folder.
The exit code is the number of parts that failed.
"""
import http.cookiejar
import json
import os
import re
import sqlite3
import subprocess
import sys
import urllib.parse
import urllib.request

from two_counties import Office, PASSWORD

SCRIPTS = os.path.dirname(os.path.abspath(__file__))


def token(base, person, scope):
    """A token of a person, issued through the pages as people do."""
    browser = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def ask(path, body=None, kind=None):
        request = urllib.request.Request(base + path, body, {"Content-Type": kind} if kind else {})
        return browser.open(request).read().decode()

    ask("/api/v1/session", json.dumps({"name": person, "password": PASSWORD}).encode(),
        "application/json")
    form = {"csrf": json.loads(ask("/api/v1/session"))["csrf"], "name": "clients", "days": "7",
            "scope": scope}
    page = ask("/account/tokens", urllib.parse.urlencode(form).encode(),
               "application/x-www-form-urlencoded")
    return re.search(r"tc_[A-Za-z0-9_-]{20,}", page).group()


def noted(office):
    """Whether the downloads are on the audit, and by fewer entries than requests."""
    with sqlite3.connect(f"file:{office.home}/accounts.sqlite?mode=ro", uri=True) as database:
        entries = [row[0] for row in database.execute("SELECT detail FROM audit WHERE event = 'exported'")]
    with open(office.log.name) as log:
        requests = sum('/items"' in line and '"status":"200"' in line for line in log)
    print(f"{len(entries)} entries of the audit for {requests} requests of features")
    return 0 < len(entries) < requests / 2 and any("DLTB ogc" in entry for entry in entries)


def main():
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    if len(words) > 1:
        os.makedirs(words[1], exist_ok=True)
    office = Office(words[0], patches=2000, folder=words[1] if len(words) > 1 else None)
    office.found()
    base = f"http://127.0.0.1:{office.serve(requests_per_minute=1_000_000)}"
    landing = base + "/ogc/survey-450222/1"
    failed = []
    try:
        county = os.path.join(office.folder, "450222")
        done = subprocess.run(
            [sys.executable, os.path.join(SCRIPTS, "ogc_clients.py"), landing,
             token(base, "clerk-450222", "read"), Office.survey(county),
             os.path.join(office.folder, "clients"), "clerk-450222:" + PASSWORD])
        if done.returncode:
            failed.append("ogc_clients.py")
        if not noted(office):
            failed.append("the audit")
        if "--random" in sys.argv:
            done = subprocess.run(
                [os.path.join(SCRIPTS, "schemathesis.sh"), base,
                 token(base, "clerk-450222", "all"), landing])
            if done.returncode:
                failed.append("schemathesis.sh")
    finally:
        code = office.stop()
    with open(office.log.name) as log:
        text = log.read()
    if code or '"message":"unexpected"' in text:
        failed.append(f"the server (exit code {code})")
    print("failed: " + ", ".join(failed) if failed else "every program was served")
    sys.exit(len(failed))


if __name__ == "__main__":
    main()
