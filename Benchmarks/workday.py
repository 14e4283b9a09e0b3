#!/usr/bin/env python3
"""A day of office work, eight hours in ten minutes: usage workday.py PROGRAM [--people 200] [--projects 200]
[--seconds 600] [--processes N] [--json FILE].

**What a day is.** A person works eight hours, 28,800 s, of which a good third is at this program: some 160 minutes with a
page every half minute, that is 300 pages, and 20 acts, one in eight minutes of that time. (A clerk who files papers does
more acts, one who reviews reads more pages; both are in the mixture below.) An act is its form opened, twice checked as
one types, sent, and the page that follows: five requests. Once a day each person signs in with the password. 200 people
make 200 × (300 + 20 × 5 + 1) = 80,200 requests in eight hours, 2.8 a second; here, 48 times as fast, 134 a second, with 6.7 acts a
second, so that the record is another for every twentieth page. Everybody thinks the remaining time, shortened likewise.
Four people in five have a browser that accepts gzip and asks with the tag of what it has, as all of today do; files of the
pages themselves (styles, scripts) are kept by browsers for a year and not asked for.

**What they do** stands in PAGES and ACTS, for each kind of office. Two in a hundred acts are sent twice, as by a double
click, with the same key. One draft is kept for every four acts. Reviewers return and give opinions by papers on file.

**What counts.** Every answer that is no success is an error, an act that is refused too. At the end the journal is exported
and verified by the program: each act that was acknowledged (with its number on the page) must stand there under its key,
once, and none besides those that were sent. Times are those of whole answers at the client, which shares the processors:
p50, p95 and p99 by kind of page; beside them the CPU of the server a request and its memory. Ends with 1 when there was an
error, an act is lost or there twice, or p99 of all pages misses the limit in thresholds.json.
"""
import argparse
import asyncio
import collections
import gzip
import html
import json
import multiprocessing
import os
import random
import re
import subprocess
import sys
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "served"))
from office import PASSWORD
from workplace import VILLAGES, Workplace

with open(os.path.join(HERE, "thresholds.json")) as file:
    LIMITS = json.load(file)["workday"]
VIEWS, DEEDS = 300, 20
# The seconds that eight hours take.
LENGTH = 600
TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 60

# Of 100 page views, how many are which; {p} is a project of the person's area, {c} the person's area.
PAGES = {
    "desk": (22, ["/desk", "/desk", "/desk?show=turn", "/desk?within=7"]),
    "inbox": (6, ["/inbox"]),
    "project": (26, ["/projects/{p}", "/projects/{p}", "/projects/{p}?tab=files", "/projects/{p}?tab=log",
                     "/projects/{p}?tab=parts", "/projects/{p}?tab=people", "/projects/{p}?tab=plan"]),
    "clauses": (8, ["/projects/{p}?tab=report", "/projects/{p}?tab=report&status=blocking"]),
    "projects": (8, ["/projects", "/projects?sort=latest", "/projects?pool=reserved", "/projects?q=00"]),
    "review": (6, ["/review/{p}", "/review/{p}?show=all"]),
    "calendar": (5, ["/calendar", "/calendar?view=month", "/calendar?mine=yes"]),
    "survey": (4, ["/survey", "/survey?project={p}"]),
    "pool": (3, ["/pool", "/pool?view=list"]),
    "acts": (5, ["/acts", "/acts/for/{p}"]),
    "annual": (1, ["/annual"]),
    "meetings": (1, ["/meetings"]),
    "policy": (2, ["/policy", "/policy/liuzhou-2020", "/policy/liuzhou-2020/LZ-030"]),
    "map": (1, ["/map", "/data"]),
    "export": (2, ["/projects?format=xlsx&table=projects", "/desk?format=xlsx&table=desk",
                   "/projects/{p}?tab=log&format=xlsx&table=log", "/calendar?format=xlsx&table=calendar"]),
}
# Reviewers of city and region read projects and reviews more than others.
READING = {"review": 4, "clauses": 2}
# Who states the facts of villages; the others file their opinions.
KEEPERS = {"countyNaturalResources", "countyGovernment", "townshipTaskForce", "cityNaturalResources", "jointMeetingOffice"}
OPINIONS = {"cityWater": "waterSitingOpinion", "cityForestry": "forestOpinion", "experts": "pbfSiteVisitOpinion"}
PAPERS = ["progressReport", "feasibilityStudy", "implementationPlan", "villagePlan", "potentialSurveyReport"]


def acts(person, project, chance):
    """An act that is in order for a person now: the act, the subject and what is filled in."""
    village = f"{project}/{project[:6]}1012{chance.randrange(1, VILLAGES + 1):02}"
    survey = ("stateFacts", village, [
        ("source", chance.choice(["潜力调查", "入户走访", "村民代表会议"])), ("facts.name", "willingnessSurveyed"),
        ("facts.value", "true"), ("facts.name", "potentialSurveyed"), ("facts.value", "true")])
    paper = ("fileDocument", project, [("document", chance.choice(PAPERS)), ("number", f"{chance.randrange(10 ** 6)} 号")])
    opinion = ("fileDocument", project, [
        ("document", OPINIONS.get(person.kind, "departmentOpinion")), ("number", f"{chance.randrange(10 ** 6)} 号")])
    if person.kind in KEEPERS:
        return [survey, survey, paper]
    # A collective's area is its village: papers of the project are not its to file.
    return [] if person.kind == "villageCollective" else [opinion]


class Day:
    """What came of the work of some people."""

    def __init__(self):
        self.times = collections.defaultdict(list)
        self.errors = []
        self.acts = []
        self.requests = self.unchanged = self.again = self.bytes = 0
        self.refused = collections.Counter()

    def fault(self, text):
        if len(self.errors) < 200:
            self.errors.append(text)


class Browser:
    """One connection that stays open, a cookie, and the tags of pages."""

    def __init__(self, port, day, address, packs):
        self.port, self.day, self.address, self.packs = port, day, address, packs
        self.line = None
        self.cookies, self.tags = {}, collections.OrderedDict()

    async def ask(self, kind, method, path, body=None, good=(200,)):
        """Status, head and text; what is no success is an error."""
        begun = time.monotonic()
        try:
            status, head, content = await asyncio.wait_for(self.exchange(method, path, body), PATIENCE)
        except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, ValueError) as error:
            self.close()
            self.day.fault(f"{kind} {method} {path}: {error!r}")
            return None, {}, ""
        self.day.times[kind].append(time.monotonic() - begun)
        self.day.requests += 1
        self.day.bytes += len(content)
        if status == 304:
            self.day.unchanged += 1
            return 200, head, ""
        if status not in good:
            text = gzip.decompress(content) if head.get("content-encoding") == "gzip" else content
            found = re.findall(r'(?s)<h1[^>]*>(.*?)</h1>|role="alert"[^>]*>(.*?)</', text.decode("utf-8", "replace"))
            self.day.fault(f"{kind} {method} {path}: {status} {found[:3]}")
            return None, head, text.decode("utf-8", "replace")
        return status, head, content

    @staticmethod
    def text(head, content):
        if not content:
            return ""
        return (gzip.decompress(content) if head.get("content-encoding") == "gzip" else content).decode()

    async def exchange(self, method, path, body):
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Accept: text/html", f"X-Forwarded-For: {self.address}"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if self.packs:
            lines.append("Accept-Encoding: gzip")
            if method == "GET" and path in self.tags:
                lines.append("If-None-Match: " + self.tags[path])
        content = b""
        if body is not None:
            content = urllib.parse.urlencode(body).encode()
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(content)}"]
        request = "\r\n".join(lines).encode() + b"\r\n\r\n" + content
        for attempt in (0, 1):
            fresh = self.line is None
            if fresh:
                self.line = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
            try:
                self.line[1].write(request)
                return await self.answer(method, path)
            except (ConnectionError, asyncio.IncompleteReadError):
                self.close()
                # The server may close a line that rested; browsers ask again on a new one.
                if fresh or attempt:
                    raise
                self.day.again += 1

    async def answer(self, method, path):
        reader = self.line[0]
        first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        head = {}
        for field in rest[:-2]:
            name, _, value = field.partition(":")
            name, value = name.lower(), value.strip()
            if name == "set-cookie":
                key, _, given = value.partition("=")
                self.cookies[key] = given.split(";")[0]
                if "Max-Age=0" in given:
                    del self.cookies[key]
            head[name] = value
        status = int(first.split()[1])
        if head.get("transfer-encoding") == "chunked":
            content = b""
            while size := int(await reader.readline(), 16):
                content += await reader.readexactly(size)
                await reader.readexactly(2)
            await reader.readexactly(2)
        else:
            content = await reader.readexactly(0 if status in (204, 304) else int(head.get("content-length", 0)))
        if method == "GET" and "etag" in head:
            self.tags[path] = head["etag"]
            while len(self.tags) > 50:
                self.tags.popitem(last=False)
        return status, head, content

    def close(self):
        if self.line:
            self.line[1].close()
            self.line = None


class Worker:
    """A person at work."""

    def __init__(self, port, day, number, person, cookie):
        self.person, self.day = person, day
        self.chance = random.Random(number)
        self.browser = Browser(port, day, f"10.2.{number >> 8}.{number & 255}", number % 5 > 0)
        self.browser.cookies["tc_session"] = cookie
        weights = {kind: share * (READING.get(kind, 1) if person.area == "4502" else 1) for kind, (share, _) in PAGES.items()}
        self.kinds, self.weights = list(weights), list(weights.values())

    async def work(self, seconds):
        """The steps of the day at moments drawn ahead; who is kept waiting is late for the next, and does it at once."""
        # A run that is shorter is a part of the day, at the same speed.
        part = seconds / LENGTH
        steps = ["view"] * round(VIEWS * part) + ["act"] * round(DEEDS * part)
        if self.chance.random() < part:
            steps.append("sign-in")
        self.chance.shuffle(steps)
        start = time.monotonic()
        moments = sorted(self.chance.uniform(0, seconds) for _ in steps)
        try:
            for moment, step in zip(moments, steps):
                await asyncio.sleep(max(0, start + moment - time.monotonic()))
                if step == "view":
                    await self.view()
                elif step == "act":
                    await self.act()
                else:
                    await self.sign_in()
        finally:
            self.browser.close()

    def project(self):
        """People come back to what they are at: half of the visits go to three projects."""
        few = self.person.projects
        return few[self.chance.randrange(3) * 7 % len(few)] if self.chance.random() < 0.5 else self.chance.choice(few)

    async def view(self):
        kind = self.chance.choices(self.kinds, self.weights)[0]
        path = self.chance.choice(PAGES[kind][1]).format(p=self.project(), c=self.person.area)
        status, _, content = await self.browser.ask(kind, "GET", path)
        if status == 200 and content and kind != "export" and len(content) < 500:
            self.day.fault(f"{path}: only {len(content)} bytes")

    async def sign_in(self):
        ask = self.browser.ask
        self.browser.cookies = {}
        _, head, content = await ask("sign-in page", "GET", "/sign-in")
        found = re.search(r'name="csrf" value="([^"]*)"', Browser.text(head, content))
        if not found:
            return self.day.fault("the sign-in page has no form")
        await ask("sign-in", "POST", "/sign-in", [
            ("csrf", html.unescape(found.group(1))), ("name", self.person.name), ("password", PASSWORD), ("next", "/desk")], (303,))

    async def act(self):
        ask, project = self.browser.ask, self.project()
        offered = acts(self.person, project, self.chance)
        if not offered:
            # Whose office has no act of the pool confirms notices, and looks at what could be done.
            return await self.confirm(project)
        if self.person.kind == "countyNaturalResources" and self.chance.random() < 0.1:
            return await self.batch(project)
        operation, subject, fields = self.chance.choice(offered)
        path = f"/acts/{operation}?" + urllib.parse.urlencode({"subject": subject})
        _, head, content = await ask("form", "GET", path)
        page = Browser.text(head, content)
        if 'id="act-form"' not in page:
            return self.day.fault(f"{path}: no form")
        hidden = [(html.unescape(name), html.unescape(value)) for name, value in re.findall(
            r'type="hidden" name="([^"]*)" value="([^"]*)"', page[page.index('id="act-form"'):])]
        await asyncio.sleep(self.chance.uniform(0.1, 0.4))
        for part in (fields[:1], fields):
            await ask("check", "POST", f"/acts/{operation}/check", hidden + part)
            await asyncio.sleep(self.chance.uniform(0.1, 0.4))
        if self.chance.random() < 0.25:
            await ask("draft", "POST", f"/acts/{operation}", hidden + fields + [("_do", "draft")], (303,))
        key = f"web/{self.person.name}/form/{dict(hidden)['_key']}"
        sent = hidden + fields + [("_do", "perform")]
        for time_of in range(2 if self.chance.random() < 0.02 else 1):
            status, head, _ = await ask("act", "POST", f"/acts/{operation}", sent, (303,))
            if status != 303:
                return
            _, after, content = await ask("after the act", "GET", head["location"])
            found = re.search(r"日志第 (\d+) 号", Browser.text(after, content))
            if time_of == 0:
                self.day.acts.append((key, int(found.group(1)) if found else None, self.person.name, operation))

    async def batch(self, project):
        """The willingness of all villages of a project by a pasted table."""
        ask, path = self.browser.ask, "/acts/stateFacts/batch"
        _, head, content = await ask("batch form", "GET", f"{path}?within={project}")
        page = Browser.text(head, content)
        key, csrf = re.search(r'name="_key" value="([0-9a-f]{32})"', page), re.search(r'name="csrf" value="([^"]*)"', page)
        if not key or not csrf:
            return self.day.fault(f"{path}: no form")
        rows = [f"{project}/{project[:6]}1012{number:02}\t意愿调查\t是" for number in range(1, VILLAGES + 1)]
        body = [("csrf", html.unescape(csrf.group(1))), ("_key", key.group(1)), ("within", project),
                ("_table", "subject\t来源\t意愿已调查\n" + "\n".join(rows))]
        await ask("batch", "POST", path, body + [("_do", "preview")])
        status, head, _ = await ask("batch", "POST", path, body + [("_do", "perform")], (303,))
        if status != 303:
            return
        _, after, content = await ask("after the act", "GET", head["location"])
        done = Browser.text(after, content).count("<td>已办</td>")
        if done != VILLAGES:
            self.day.fault(f"{path}: {done} of {VILLAGES} rows are done")
        for row in range(done):
            self.day.acts.append((f"web/{self.person.name}/batch/{key.group(1)}/{row + 1}", None, self.person.name, "stateFacts"))

    async def confirm(self, project):
        ask = self.browser.ask
        await ask("acts", "GET", f"/acts/for/{project}")
        _, head, content = await ask("inbox", "GET", "/inbox")
        page = Browser.text(head, content)
        through, csrf = re.search(r'name="through" value="(\d+)"', page), re.search(r'name="csrf" value="([^"]*)"', page)
        if through and csrf:
            await ask("confirm", "POST", "/inbox/acknowledge", [("csrf", csrf.group(1)), ("through", through.group(1))], (303,))


def process(port, people, seconds, out):
    day = Day()

    async def everybody():
        workers = [Worker(port, day, *one) for one in people]
        await asyncio.gather(*(worker.work(seconds) for worker in workers))

    asyncio.run(everybody())
    out.put(day)


def sessions(port, people):
    """A session for each person, made one after the other before the day begins: passwords are dear to check."""
    found = []
    for number, person in enumerate(people):
        day = Day()
        worker = Worker(port, day, number, person, "")
        asyncio.run(worker.sign_in())
        if day.errors or "tc_session" not in worker.browser.cookies:
            sys.exit(f"{person.name} cannot sign in: {day.errors}")
        found.append((number, person, worker.browser.cookies["tc_session"]))
    return found


def compare(office, found):
    """What is wrong between the acts that were acknowledged and the journal."""
    path = os.path.join(office.folder, "journal.jsonl")
    office.run("journal", "verify", "--home", office.home)
    office.run("journal", "export", "--home", office.home, "--out", path)
    batches, places = collections.Counter(), {}
    with open(path) as file:
        for line in file:
            event = json.loads(line).get("event")
            if not event or not re.search("/(form|batch)/", event["key"]):
                continue
            # The act itself stands at the end of its batch.
            if event["batch"]["index"] == event["batch"]["size"] - 1:
                batches[event["key"]] += 1
            if event["batch"]["index"] == 0:
                places[event["key"]] = event["sequence"]
    faults = []
    for key, sequence, person, operation in found:
        if batches[key] != 1:
            faults.append(f"{operation} of {person} is {batches[key]} times on the record: {key}")
        elif sequence is not None and places[key] != sequence:
            faults.append(f"{operation} of {person} is record {places[key]}, not {sequence}")
    known = {key for key, *_ in found}
    faults += [f"{key} is on the record and was not acknowledged" for key in batches if key not in known]
    return faults


def share(times, percent):
    times = sorted(times)
    return times[min(len(times) - 1, len(times) * percent // 100)] * 1000


def usage(pid):
    with open(f"/proc/{pid}/stat") as file:
        return sum(map(int, file.read().rsplit(")", 1)[1].split()[11:13])) / TICKS


def memory(pid):
    with open(f"/proc/{pid}/status") as file:
        found = dict(re.findall(r"(VmRSS|VmHWM):\s+(\d+) kB", file.read()))
    return [int(found[name]) * 1024 / 1e6 for name in ("VmRSS", "VmHWM")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--projects", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--json")
    order = parser.parse_args()
    office = Workplace(order.program, order.people, order.projects)
    port = office.serve(trusts_proxy="true", requests_per_minute=100_000, sign_ins_per_minute=10_000, log_level="warning")
    pid = office.server.pid
    print(f"workday {order.people} people, {order.projects} projects, {order.seconds} s: "
          f"{order.people * (VIEWS + DEEDS * 5 + 1) / LENGTH:.0f} requests a second meant", flush=True)
    people = sessions(port, office.people)
    before, began = usage(pid), time.monotonic()
    out = multiprocessing.Queue()
    groups = [people[number::order.processes] for number in range(order.processes)]
    running = [multiprocessing.Process(target=process, args=(port, group, order.seconds, out)) for group in groups]
    for one in running:
        one.start()
    days = [out.get() for _ in running]
    for one in running:
        one.join()
    took, used = time.monotonic() - began, usage(pid) - before
    resident, most = memory(pid)
    status = office.stop()
    times = collections.defaultdict(list)
    for day in days:
        for kind, found in day.times.items():
            times[kind] += found
    errors = [error for day in days for error in day.errors]
    done = [act for day in days for act in day.acts]
    print(f"{'kind':16}{'number':>8}{'p50':>8}{'p95':>8}{'p99':>8}{'most':>8}  ms")
    for kind, found in sorted(times.items(), key=lambda one: -len(one[1])):
        print(f"{kind:16}{len(found):8}{share(found, 50):8.1f}{share(found, 95):8.1f}{share(found, 99):8.1f}{max(found) * 1000:8.0f}")
    all_times = [one for kind, found in times.items() if kind != "sign-in" for one in found]
    requests = sum(day.requests for day in days)
    faults = compare(office, done)
    p99 = share(all_times, 99)
    results = {
        "p50": (share(all_times, 50), None, "ms"), "p95": (share(all_times, 95), None, "ms"),
        "p99": (p99, LIMITS["p99_ms"], "ms"), "requests": (requests / took, None, "a second"),
        "unchanged": (100 * sum(day.unchanged for day in days) / max(1, requests), None, "of 100 answered by 304"),
        "acts": (len(done), None, f"acknowledged, {len(faults)} lost or wrong"),
        "errors": (len(errors), 0, ""), "cpu": (used / max(1, requests) * 1000, None, "ms CPU of the server a request"),
        "processors": (used / took, None, "of 2 used by the server"),
        "memory": (resident, None, "MB at the end"), "memory-most": (most, LIMITS["memory_mb"], "MB"),
    }
    for name, (value, limit, unit) in results.items():
        ratio = "-" if not limit else f"{value / limit:.2f}"
        print(f"workday-{name} {value:.1f} {'-' if limit is None else limit} {ratio} {unit}")
    for fault in (errors + faults)[:30]:
        print("  " + fault)
    if status:
        print(f"the server ended with {status}")
    if order.json:
        with open(order.json, "w") as file:
            json.dump({name: value for name, (value, _, _) in results.items()}, file)
    sys.exit(bool(errors or faults or status or p99 > LIMITS["p99_ms"]))


if __name__ == "__main__":
    main()
