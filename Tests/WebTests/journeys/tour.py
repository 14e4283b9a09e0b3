"""The tour through the pages, the ways that lead to every page, and the bar that tells of others' acts."""
import collections
import html
import http.client
import pathlib
import re
import urllib.parse

from frame import DESK, PHONE, expect

# One person of each role of the tour, with the number of its steps.
GUIDED = {"wang": 4, "luo": 4, "wei": 3, "huang": 5, "sun": 4, "he": 4, "admin": 3}
PROJECT = "450222-2026-001"


def _language(stage, page, language):
    stage.go(page, f"/language?to={language}&back=%2F")


def _to_the_end(stage, page, mark):
    """Goes through the steps by keyboard, each checked on its page; how many there are."""
    steps = 0
    while True:
        page.wait_for_selector("aside.tc-tour:not(.away)")
        page.wait_for_selector("#tour-h:focus")
        steps += 1
        expect(page.locator("#tour-h .num").inner_text().startswith(f"{steps} /"), "the steps are not in order")
        expect(page.locator("aside.tc-tour p").inner_text().strip(), "a step tells nothing")
        if page.url.endswith("/map"):
            page.wait_for_timeout(2500)
        else:
            expect(page.locator(".tc-toured").count() == 1, f"nothing is marked on {page.url}")
        stage.check(page, f"60-tour-{mark}-{steps}")
        last = page.locator("[data-tour-next]").get_attribute("href").endswith("step=0")
        page.focus("[data-tour-next]")
        page.keyboard.press("Enter")
        if last:
            page.wait_for_selector("aside.tc-tour", state="detached")
            return steps


def tour_of_every_role(stage):
    """Everybody is offered a tour once, goes through it by keyboard, and can begin it again."""
    for person, count in GUIDED.items():
        page = stage.page(signed_in=False)
        stage.enter(page, person)
        page.wait_for_selector(".tc-offer")
        stage.check(page, f"60-offer-{person}")
        page.focus(".tc-offer .btn-primary")
        page.keyboard.press("Enter")
        found = _to_the_end(stage, page, person)
        expect(found == count, f"the tour of {person} has {found} steps, not {count}")
        stage.go(page, "/")
        expect(page.locator(".tc-offer").count() == 0, f"{person} is asked twice")
        page.click(".tc-top details.menu:has(a[href^='/tour']) summary")
        page.click(".menu-body a[href^='/tour']")
        page.wait_for_selector("aside.tc-tour")
        # Elsewhere the tour waits, and leads back; Esc ends it.
        stage.go(page, "/account")
        expect(page.locator("aside.tc-tour.away").count() == 1, "away from its page the tour is lost")
        page.click("aside.tc-tour.away .btn-primary")
        page.wait_for_selector("aside.tc-tour:not(.away)")
        page.wait_for_selector("#tour-h:focus")
        page.keyboard.press("Escape")
        page.wait_for_selector("aside.tc-tour", state="detached")
        page.context.close()
        stage.open_pages.remove(page)


def tour_on_a_phone_in_english(stage):
    """The same on a phone, in English, and without scripts; somebody else on the same browser is not led on."""
    page = stage.page(signed_in=False, size=PHONE)
    stage.enter(page, "wang")
    _language(stage, page, "en")
    stage.go(page, "/tour?step=1")
    found = _to_the_end(stage, page, "phone")
    expect(found == GUIDED["wang"], f"{found} steps on a phone")
    stage.go(page, "/tour?step=2")
    page.context.clear_cookies(name="tc_session")
    plain = stage.page(signed_in=False, java_script_enabled=False)
    stage.enter(plain, "chen")
    plain.click(".tc-offer a[href$='step=1']")
    for _ in range(3):
        expect(plain.locator("aside.tc-tour:not(.away)").count() == 1, "no step without scripts")
        plain.click("[data-tour-next]")
    plain.click("aside.tc-tour header a")
    expect(plain.locator("aside.tc-tour").count() == 0, "the tour cannot be left without scripts")
    stage.go(plain, "/tour?step=2")
    plain.click(".tc-top details.menu:has(form[action='/sign-out']) summary")
    plain.click("form[action='/sign-out'] button")
    plain.goto(stage.base + "/sign-in")
    plain.click("form[action='/sign-in/example'] button[value='nong']")
    expect(plain.locator("aside.tc-tour").count() == 0, "another person is led on by the first one's tour")


def others_acts_are_told(stage):
    """Who reads a project hears that somebody else acted on it, is led to the new state, and hears nothing of others."""
    reader, writer = stage.page(signed_in=False), stage.page(signed_in=False)
    stage.enter(reader, "luo")
    stage.enter(writer, "wang")
    stage.go(reader, f"/projects/{PROJECT}?tab=log#r1")
    before = reader.locator("#tab").inner_text()
    stage.go(writer, f"/acts/stateFacts?subject={PROJECT}%2F459902101201")
    writer.fill("#f-source", "入户意愿调查")
    writer.select_option("#f-facts", "willingnessSurveyed")
    writer.select_option("[data-fact-value] select", "true")
    expect(reader.locator(".flash.live").count() == 0, "the bar shows before anything happened")
    writer.click(".tc-deeds .btn-primary")
    writer.wait_for_selector(".flash.good")
    reader.wait_for_selector(".flash.live", timeout=20_000)
    stage.check(reader, "61-changed")
    expect(reader.locator("#tab").inner_text() == before, "the page changed under the reader")
    reader.click(".flash.live a")
    reader.wait_for_load_state()
    expect(reader.locator(".flash.live").count() == 0, "the bar stays")
    expect(reader.locator("#tab").inner_text() != before, "it does not lead to the new state")
    # What happens to another project is no news here.
    expect(reader.context.request.get(stage.base + "/api/v1/events?subject=nothing").status == 404, "events of what is not there")


class Walker:
    """A person without a browser who follows links and nothing else."""

    # Of addresses that differ in identifiers only, so many are opened for each set of query members.
    MOST = 2

    def __init__(self, base, person, language="zh"):
        self.host, self.person, self.cookies = base.removeprefix("http://"), person, {}
        token = re.search(r'name="csrf" (?:content|value)="([^"]*)"', self.ask("GET", "/sign-in")[2]).group(1)
        self.ask("POST", "/sign-in/example", urllib.parse.urlencode({"csrf": html.unescape(token), "person": person}))
        self.ask("GET", f"/language?to={language}&back=%2F")

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection(self.host, timeout=300)
        headers = {"Accept": "text/html", "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        content = answer.read()
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.split(";")[0]
        connection.close()
        is_page = "text/html" in (answer.headers.get("Content-Type") or "")
        return answer.status, answer.headers, content.decode("utf-8", "replace") if is_page else ""

    def walk(self, routes, visit):
        """Opens pages from the first on; `visit(route, address, status, page)` for each."""
        seen, queue, opened = {"/"}, ["/"], collections.Counter()
        while queue:
            address = queue.pop(0)
            query = urllib.parse.parse_qsl(address.partition("?")[2])
            # A tab or view is a page of its own; other values only choose what it shows.
            kind = (routes.of(address), tuple(sorted((name, value if name in ("tab", "view") else "") for name, value in query)))
            if opened[kind] >= self.MOST:
                continue
            opened[kind] += 1
            status, headers, page = self.ask("GET", address)
            visit(routes.of(address), address, status, page)
            links = re.findall(r'<a [^>]*?href="([^"]+)"', page) + re.findall(r'hx-get="([^"]+)"', page)
            links += re.findall(r'<form method="get" action="([^"]+)"', page)
            if status in (302, 303):
                links = [headers["Location"]]
            for link in map(html.unescape, links):
                link = link.split("#")[0]
                link = address.split("?")[0] + link if link.startswith("?") else link
                # Who follows these is somebody else afterwards, or on a tour.
                if link.startswith("/") and not link.startswith(("/assets", "/api/", "/language", "/tour")) and link not in seen:
                    seen.add(link)
                    # The page of all components shows links that lead nowhere.
                    if not address.startswith("/styleguide"):
                        queue.append(link)


class Routes:
    """The pages that the server has, and those no link leads to, with the reason."""

    def __init__(self):
        self.all, self.alone = [], {}
        for line in (pathlib.Path(__file__).parents[1] / "pages.txt").read_text().splitlines():
            path, _, reason = line.partition("  # ")
            self.all.append(path)
            if reason:
                self.alone[path] = reason
        named = [(path, re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)).replace(r"\*\*", ".+") + "$")) for path in self.all]
        # What is spelt out comes before what has places for identifiers.
        self.named = sorted(named, key=lambda one: ("{" in one[0], "*" in one[0], -len(one[0])))

    def of(self, address):
        path = address.split("?")[0]
        return next((route for route, pattern in self.named if pattern.match(path)), path)


REACHED = collections.defaultdict(set)


def _walk_by_links(stage, people):
    routes, dead = Routes(), []
    for person in people:
        def visit(route, address, status, page):
            if status >= 400:
                dead.append(f"{person} {status} {address}")
            else:
                REACHED[route].add(person)
        Walker(stage.base, person).walk(routes, visit)
    expect(not dead, f"{len(dead)} links lead nowhere: " + "; ".join(dead[:12]))


def links_of_the_example_office(stage):
    """Following links alone, nobody of the demonstration comes to a page that is not there for that person."""
    _walk_by_links(stage, GUIDED)


def links_reach_every_page(stage):
    """Of an office with a whole story, every page is reached by somebody's links, but for a short list with reasons."""
    _walk_by_links(stage, ["wang", "huang", "admin"])
    routes = Routes()
    lost = [path for path in routes.all if path not in REACHED and path not in routes.alone]
    expect(not lost, "no link leads to " + ", ".join(lost))
    known = [path for path in routes.alone if path in REACHED]
    expect(not known, "links lead to what is listed as without: " + ", ".join(known))


JOURNEYS = [others_acts_are_told, tour_on_a_phone_in_english]
LONG = [tour_of_every_role, links_of_the_example_office]
TOLD = [links_reach_every_page]
