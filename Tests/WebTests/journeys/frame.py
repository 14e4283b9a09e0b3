"""What every journey stands on: a server of its own, a browser, and the checks every page must pass."""
import atexit
import glob
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

from playwright.sync_api import Error as PlaywrightError, Page, TimeoutError as PlaywrightTimeout, sync_playwright

DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
# What a page has left of the desk's screen when it is enlarged to 200 %.
ENLARGED = {"width": 683, "height": 384}
ADMINISTRATOR = {"name": "韦建国", "login": "weijianguo", "password": "塘边老樟树下开会三次 7"}
CLERK = {"name": "周敏", "login": "zhoumin", "password": "早稻收完再种一季油菜 9",
         "own": "渠水从北坡绕到南坡 41"}
READY = 60_000

OVERFLOW = """() => {
  const width = document.documentElement.clientWidth, out = [];
  for (const node of document.querySelectorAll('body *')) {
    if (node.closest('details:not([open])') && !node.closest('summary')) continue;
    const box = node.getBoundingClientRect();
    if (!box.width || !box.height || box.right <= width + 1 || getComputedStyle(node).position === 'fixed') continue;
    let parent = node.parentElement, scrolls = false;
    while (parent && parent !== document.body) {
      if (getComputedStyle(parent).overflowX !== 'visible') { scrolls = true; break; }
      parent = parent.parentElement;
    }
    if (!scrolls) out.push(node.tagName + '.' + node.className + ' ends at ' + Math.round(box.right));
  }
  // What lies in a scrolling box and is placed absolutely can widen the page all the same.
  const over = document.documentElement.scrollWidth - width;
  if (over > 1 && !out.length) out.push('the page scrolls sideways by ' + over);
  return out.slice(0, 5);
}"""
AXE = """async () => {
  const found = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
  return found.violations.map((one) => one.id + ': ' + one.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', '));
}"""


def expect(condition, text):
    """Fails the journey with a sentence."""
    if not condition:
        raise AssertionError(text)


class Server:
    """The program, serving a fresh home on a free port."""

    def __init__(self, binary):
        self.home = tempfile.TemporaryDirectory(prefix="journey-")
        self.office = self.home.name + "/office"
        self.lines = []
        self.prepare(binary)
        self.process = subprocess.Popen(
            [binary, "serve", "--home", self.office, "--port", "0"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env=os.environ | self.settings())
        atexit.register(self.stop)
        threading.Thread(target=self._read, daemon=True).start()
        self.base = self.code = None
        for _ in range(600):
            text = "".join(self.lines)
            port = re.search(r"listening on [\d.]+:(\d+)", text)
            code = re.search(r"code=([A-Z0-9-]+)", text)
            if port and port.group(1) != "0" and (code or not self.is_new):
                self.base = f"http://127.0.0.1:{port.group(1)}"
                self.code = code.group(1) if code else None
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise SystemExit("the server did not start:\n" + "".join(self.lines))

    # Whether the home is founded by the first visitor, who needs the code.
    is_new = True

    def prepare(self, binary):
        """Makes the home ready; a new one is made by the first run."""

    def settings(self):
        """The settings of the server, as variables."""
        return {}

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line)

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.home.cleanup()


class ExampleServer(Server):
    """The program, serving the office of the demonstration, on the day that its stories reach."""

    is_new = False
    day = "2026-06-01"
    told = ["Scenarios/liuzhou-2020.yaml", "Scenarios/liuzhou-2020-neighbours.yaml", "--until", "2026-05-31"]

    def prepare(self, binary):
        for command in (["run", *self.told, "--quiet"], ["account", "examples"]):
            subprocess.run([binary, *command, "--home", self.office], check=True, stdout=subprocess.DEVNULL)

    def settings(self):
        return {"TIANCHOU_DEMONSTRATION": "true", "TIANCHOU_DEMONSTRATION_DAY": self.day}


class ToldServer(ExampleServer):
    """The program, serving an office in which the story of a project was told to its end."""

    day = "2029-12-31"
    told = ["Scenarios/liuzhou-2020.yaml"]


class Watch:
    """Listens to a page: errors of the console, answers that failed, requests that leave the host."""

    def __init__(self, page, base):
        self.trouble = []
        self.allowed = set()
        page.on("console", self._console)
        page.on("pageerror", lambda failure: self.trouble.append(f"script: {failure}"))
        page.on("request", lambda request: self._request(request, base))

    def _console(self, message):
        # What the browser's own driver says of slow readback is no fault of the page.
        if message.type == "error" and not any(word in message.text for word in self.allowed):
            self.trouble.append(f"console: {message.text}")

    def _request(self, request, base):
        if not request.url.startswith((base, "blob:", "data:")):
            self.trouble.append(f"left the host: {request.url}")


class Stage:
    """Browser, server and the folder of pictures, handed to every journey."""

    def __init__(self, binary, shots, server=Server):
        self.binary = binary
        self.server = server(binary)
        self.base = self.server.base
        self.shots = pathlib.Path(shots)
        self.shots.mkdir(parents=True, exist_ok=True)
        self.driver = sync_playwright().start()
        self.browser = self.driver.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        self.state = None
        self.open_pages = []
        self.axe = self._axe()
        if not self.axe:
            print("SKIPPED: axe-core is not installed, so accessibility is not checked", flush=True)

    @staticmethod
    def _axe():
        for folder in sys.path:
            for file in glob.glob(os.path.join(folder, "axe_playwright_python", "axe.min.js")):
                return pathlib.Path(file).read_text()
        return None

    def page(self, signed_in=True, size=DESK, **options) -> Page:
        context = self.browser.new_context(
            viewport=size, locale="zh-CN", accept_downloads=True,
            storage_state=self.state if signed_in else None, has_touch=size is PHONE, **options)
        page = context.new_page()
        page.set_default_timeout(READY)
        page.watch = Watch(page, self.base)
        self.open_pages.append(page)
        return page

    def shot(self, page, name, full=False):
        path = str(self.shots / f"{name}.png")
        try:
            page.screenshot(path=path, full_page=full, timeout=READY / 2)
        except PlaywrightTimeout:
            # A page that loaded anew under the camera leaves it waiting for the fonts of the one before.
            page.wait_for_load_state()
            page.screenshot(path=path, full_page=full)

    def leave(self, failed_in=None):
        """Closes the pages of a journey; pictures the last one when it failed."""
        if failed_in and self.open_pages:
            print(f"   at {self.open_pages[-1].url}", flush=True)
            self.shot(self.open_pages[-1], f"failed-{failed_in}")
        for page in self.open_pages:
            page.context.close()
        self.open_pages.clear()

    def check(self, page, name, full=False):
        """Pictures the page and holds it to what every page must keep."""
        try:
            self._check(page, name, full)
        except PlaywrightError as failure:
            # A page that shows work in progress loads anew when the work is done; what came is held to the same.
            if not any(sign in str(failure) for sign in ("context was destroyed", "navigated or closed")):
                raise
            page.wait_for_load_state()
            self._check(page, name, full)

    def _check(self, page, name, full):
        self.shot(page, name, full)
        trouble = list(page.watch.trouble)
        page.watch.trouble.clear()
        trouble += [f"past the right edge: {one}" for one in page.evaluate(OVERFLOW)]
        if page.viewport_size == DESK:
            trouble += [f"past the right edge at 200 %: {one}" for one in self._enlarged(page, name)]
        if self.axe:
            session = page.context.new_cdp_session(page)
            session.send("Runtime.evaluate", {"expression": self.axe})
            trouble += [f"accessibility: {one}" for one in page.evaluate(AXE)]
        expect(not trouble, f"{name}: " + "; ".join(trouble))

    def _enlarged(self, page, name):
        """What leaves the screen when a person enlarges the page to 200 %, as WCAG 1.4.4 lets him."""
        page.set_viewport_size(ENLARGED)
        try:
            self.shot(page, f"{name}-200")
            return page.evaluate(OVERFLOW)
        finally:
            page.set_viewport_size(DESK)

    def go(self, page, path):
        page.goto(self.base + path, wait_until="load")

    def sign_in(self, page, person=CLERK, password=None):
        self.go(page, "/sign-in")
        page.fill("#name", person["login"])
        page.fill("#password", password or person["password"])
        page.click("form[action='/sign-in'] button[type=submit]")

    def enter(self, page, person):
        """Signs in an example person by one click; in a demonstration only."""
        self.go(page, "/sign-in")
        page.click(f"form[action='/sign-in/example'] button[value='{person}']")
        page.wait_for_url(lambda address: "/sign-in" not in address)

    def renew_password(self, page, person):
        """The first password was given by another: the person chooses one, as the server demands."""
        self.go(page, "/account")
        page.fill("#old", person["password"])
        page.fill("#password", person["own"])
        page.fill("#again", person["own"])
        page.click("form[action='/account/password'] button[type=submit]")
        page.wait_for_load_state()
        person["password"] = person["own"]

    def open_map(self, page, query=""):
        """Opens the map and waits until it answers."""
        self.go(page, "/map" + query)
        page.wait_for_selector("#map[data-ready]")
        page.wait_for_timeout(1500)

    def centre(self, page):
        box = page.locator("#map").bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def get_json(self, page, path):
        """What the API answers to the person of the page, wherever the page is just going."""
        return page.context.request.get(self.base + path).json()

    def close(self):
        self.browser.close()
        self.driver.stop()
        self.server.stop()
