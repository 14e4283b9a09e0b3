"""What a browser fetches from signing in to the map: usage first_page.py ADDRESS NAME PASSWORD.

Prints JSON: bytes over the wire, heads included, as the browser itself counts them, of the pages with all they name, of the
map library, and of the data of the map (tiles and what lies beside them, which depend on the county).
"""
import json
import os
import sys

from playwright.sync_api import sync_playwright

base, name, password = sys.argv[1:]
with sync_playwright() as driver:
    browser = driver.chromium.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
    page = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN").new_page()
    addresses, sizes = {}, {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", lambda event: addresses.update({event["requestId"]: event["request"]["url"]}))
    session.on("Network.loadingFinished", lambda event: sizes.update(
        {event["requestId"]: sizes.get(event["requestId"], 0) + event["encodedDataLength"]}))
    page.set_default_timeout(180_000)
    page.goto(base + "/sign-in", wait_until="networkidle")
    page.fill("#name", name)
    page.fill("#password", password)
    page.click("form[action='/sign-in'] button[type=submit]")
    page.wait_for_url(lambda address: "/sign-in" not in address)
    page.goto(base + "/map?dataset=survey", wait_until="load")
    page.wait_for_selector("#map[data-ready]")
    page.wait_for_timeout(8000)
    browser.close()
parts = {"page": {}, "library": {}, "data": {}}
for request, size in sizes.items():
    address = addresses.get(request, "").removeprefix(base)
    part = "library" if "maplibre-gl" in address else "data" if "/api/v1/" in address else "page"
    parts[part][address] = parts[part].get(address, 0) + size
json.dump(parts, sys.stdout)
