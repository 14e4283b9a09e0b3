"""The story of Liuzhou by its roles: every request of the scenario through the pages, and the journal of the script at the end.

Two journals of the same story cannot agree in everything. What is left out of the comparison:
- `time`: when an event was recorded; its day is compared, and so is the order of all events;
- `key`: the name a request goes by, given by whoever sends it;
- `request`: the hash of what was sent, in which files go by the names of uploads and numbers are typed as text;
- `hash` and `previous`: the chain over all of these.
Everything else of an event is compared: stream, version, type, person, office, basis, batch, payload with files by digest.
"""
import json
import pathlib
import subprocess
import tempfile
import time
import urllib.parse
from collections import Counter

import yaml
from frame import ExampleServer, expect

SCENARIO = pathlib.Path("Scenarios/liuzhou-2020.yaml")
ADMINISTRATOR = "admin"
SECRETARY = "huang"
# What a field of a form is.
KIND = """(name) => {
  const form = document.getElementById('act-form');
  const named = (wanted) => [...form.elements].filter((one) => one.name === wanted);
  if (named(`${name}.name`).length) return 'facts';
  const first = named(name)[0];
  if (!first) return 'none';
  if (first.type === 'hidden') return 'settled';
  if (first.closest('[data-act-file]')) return 'file';
  if (first.closest('[data-act-rows]')) return 'rows';
  return first.type;
}"""
# Puts a value into a list that does not offer it, as nobody does who has only the screen.
FORGE = """([selector, value]) => {
  const list = document.querySelector(selector);
  list.append(new Option(value, value));
}"""
# Requests the screen has no place for. The script may send them all the same; a person finds no such form or no such answer.
UNSENT = {
    ("recordAttendance", "ACC-ROLE"): "the list is the secretariat's: nobody else finds the form",
    ("stateFacts", "LIF-VALUE"): "yes or no is chosen, not typed",
}
# Requests whose value a list does not offer; the server is asked all the same, and says what it says to the script.
FORGED = {("stateFacts", "LIF-MEASURED"), ("waiveClause", "LIF-NO-WAIVER"), ("recordResolution", "MTG-TOPIC")}
# Requests after which the pages of the project and its people are looked at, and what for.
STAGES = {
    ("listSubject", "450222-2026-001"): "01-listed", ("measurePotential", ""): "02-potential", ("admitToPool", ""): "03-pool",
    ("startFeasibility", ""): "04-feasibility", ("measurePlan", ""): "05-draft", ("applyInitiation", ""): "06-applied",
    ("reviewInitiationBySectors", ""): "07-review", ("returnAct", ""): "08-returned", ("cityArgument", ""): "09-basic-farmland",
    ("decideInitiation", ""): "10-initiated", ("approveImplementationPlan", ""): "11-plan-approved", ("requestChange", ""): "12-change",
    ("startSubproject", ""): "13-works", ("remindDuty", ""): "14-reminded", ("acceptSubproject", ""): "15-subproject-accepted",
    ("upholdBreach", ""): "16-breach", ("recordResolution", ""): "17-meeting", ("issueMinutes", ""): "18-minutes",
    ("returnWholeAcceptance", ""): "19-acceptance-returned", ("acceptWhole", ""): "20-accepted", ("handOver", ""): "21-handed-over",
}


class StoryServer(ExampleServer):
    """The program, serving the office of the story on its first day: founded, and nothing done."""

    day = "2026-01-05"
    told = [str(SCENARIO), "--until", "2026-01-04"]


class Absent(Exception):
    """There is no such form for the person."""


class Unoffered(Exception):
    """The form has no such answer."""


def _texts(value):
    return [str(one) for one in (value if isinstance(value, list) else [value])]


class Clicking:
    """The people of the story, each with a page of the browser, and what they met."""

    def __init__(self, stage, county):
        self.stage, self.county = stage, county
        self.day, self.pages, self.days = StoryServer.day, {}, {}
        self.ways, self.acts, self.refusals, self.told, self.visits = {}, 0, 0, 0, Counter()
        self.unsent, self.forged, self.typed, self.stages = [], [], [], dict(STAGES)

    # Coming and going

    def page(self, person):
        """The page of a person who is signed in on the day of the story."""
        page = self.pages.get(person)
        if page is None:
            if person != ADMINISTRATOR and len(self.pages) == 1:
                self._open_accounts()
            page = self.pages[person] = self.stage.page(signed_in=False)
            # A refused request is an answer like another, and a form is sent while what was typed last is still
            # being checked; the browser writes both to its console.
            page.watch.allowed |= {"422", "403", "404", "409", "htmx:sendAbort", "htmx:afterRequest"}
            page.on("framenavigated", lambda frame: self._visited(frame, page))
        if self.days.get(person) != self.day:
            self.stage.enter(page, person)
            self.days[person] = self.day
        return page

    def _visited(self, frame, page):
        if frame == page.main_frame:
            parts = urllib.parse.urlsplit(frame.url).path.split("/")
            self.visits["/".join(parts[:3] if parts[1] in ("acts", "policy", "admin") and parts[2:3] != ["for"] else parts[:2])] += 1

    def _open_accounts(self):
        """In a demonstration the administrator opens accounts without passwords for all who were registered."""
        page = self.pages[ADMINISTRATOR]
        page.click("nav a[href='/admin/people']")
        page.click("form[action='/demonstration/people'] button")
        page.wait_for_selector(".flash.good")
        self.stage.check(page, "story-00-people", full=True)

    def turn(self, person, day):
        """Whoever acts next turns the demonstration to the day, and stays signed in."""
        page = self.page(person)
        page.click(".tc-day summary")
        page.fill("#demonstration-day", day)
        with page.expect_navigation():
            page.click(".tc-day button")
        expect(day in page.locator(".tc-demo").inner_text(), f"the demonstration did not come to {day}: {page.locator('#main').inner_text()[:200]}")
        self.day = self.days[person] = day

    # Ways to a form

    def _link(self, page, operation, given):
        """The address of a link on the page that leads to the form; None when there is none."""
        links = page.eval_on_selector_all(f"main a[href^='/acts/{operation}']", "all => all.filter((one) => one.checkVisibility()).map((one) => one.getAttribute('href'))")
        for link in links:
            address = urllib.parse.urlsplit(link)
            fields = dict(urllib.parse.parse_qsl(address.query))
            if address.path == f"/acts/{operation}" and all(fields.get(name) == value for name, value in given.items()) \
                    and all(name in given or name in ("entity", "clause", "act") for name in fields):
                return link
        return None

    def _follow(self, page, operation, given):
        link = self._link(page, operation, given)
        if link:
            with page.expect_navigation():
                page.locator(f"main a[href='{link}']:visible").first.click()
        return link is not None

    def _go(self, page, selector):
        """Clicks a link, if it is there."""
        link = page.locator(f"{selector}:visible").first
        if not link.count():
            return False
        with page.expect_navigation():
            link.click()
        if page.locator("main [hx-trigger=load]").count():
            page.wait_for_selector("main .tc-acts")
        return True

    def _ways(self, page, subject):
        """The pages on the way to a subject, one after the other, each reached by a click."""
        owner = subject.split("/")[0]
        yield "here"
        if self._go(page, "nav.tc-side a[href='/desk']"):
            yield "desk"
        if self._go(page, "nav.tc-side a[href='/calendar']"):
            yield "calendar"
        if self._go(page, "nav.tc-side a[href='/meetings']"):
            yield "meetings"
            if self._go(page, f"main a[href='/meetings/{owner}']"):
                yield "meeting"
        if self._go(page, "nav.tc-side a[href='/projects']") and self._go(page, f"main a[href='/projects/{owner}']"):
            yield "project"
            if self._go(page, f"main a[href^='/review/{owner}']"):
                yield "review"
        if self._go(page, "nav.tc-side a[href='/acts']"):
            yield "acts"
            if subject:
                page.fill("#q", subject)
                with page.expect_navigation():
                    page.click("form[action='/acts'] button[type=submit]")
                if self._go(page, f"main a[href='/acts/for/{urllib.parse.quote(subject, safe='')}']"):
                    yield "acts on the subject"

    def reach(self, page, operation, given, subject, refused):
        """Opens the form, the first time of its kind by clicking from page to page as a person would."""
        if self._follow(page, operation, given):
            if not refused:
                self.ways.setdefault(operation, "here")
            return
        if operation not in self.ways and not refused:
            for way in self._ways(page, subject):
                if self._follow(page, operation, given) or (way == "acts" and not subject and self._follow(page, operation, {})):
                    self.ways[operation] = way
                    return
                if way == "acts" and subject and self._choose(page, operation, subject):
                    self.ways[operation] = "acts, choosing the subject"
                    return
            self.typed.append(f"{operation} {subject}")
        self.stage.go(page, f"/acts/{operation}?" + urllib.parse.urlencode(given))

    def _choose(self, page, operation, subject):
        if operation == "listSubject" or not self._follow(page, operation, {}):
            return False
        page.fill("#subject", subject)
        with page.expect_navigation():
            page.click("main form.stack-form button[type=submit]")
        return True

    # Filling in

    def fill(self, page, name, value, forging):
        kind = page.evaluate(KIND, name)
        field = f"#act-form [name='{name}']"
        if kind == "settled":
            expect(page.input_value(field) == str(value), f"{name} is settled as {page.input_value(field)}")
        elif kind == "file":
            page.set_input_files("[data-act-file] input[type=file]", str(self.county / _texts(value)[0].removeprefix("@county/")))
            page.wait_for_function("(field) => document.querySelector(field).value", arg=field)
        elif kind == "select-one":
            self._pick(page, field, str(value), forging)
        elif kind == "radio":
            page.check(f"{field}[value='{value}']")
        elif kind == "checkbox":
            for text in _texts(value):
                box = page.locator(f"{field}[value='{text}'][type=checkbox]")
                if box.count():
                    box.check()
                else:
                    page.fill(f"{field}:not([type=checkbox])", text)
        elif kind == "rows":
            self._rows(page, name, _texts(value))
        elif kind == "facts":
            self._facts(page, name, value, forging)
        elif kind == "none":
            raise Unoffered(name)
        else:
            page.fill(field, str(value))

    def _pick(self, page, field, value, forging):
        if value not in page.eval_on_selector_all(f"{field} option", "all => all.map((one) => one.value)"):
            if not forging:
                raise Unoffered(f"{field} has no {value}")
            page.evaluate(FORGE, [field, value])
        page.select_option(field, value)

    def _rows(self, page, name, texts):
        for number, text in enumerate(texts):
            if number:
                page.click(f"button[value='add.{name}']")
            page.locator(f"#act-form [name='{name}']").nth(number).fill(text)

    def _facts(self, page, name, facts, forging):
        for number, (fact, value) in enumerate(facts.items()):
            if number:
                page.click(f"button[value='add.{name}']")
            row = page.locator("[data-act-facts] .tc-row").nth(number)
            names = row.locator(f"[name='{name}.name']")
            self._pick(page, f"#{names.get_attribute('id').replace('~', chr(92) + '~')}", fact, forging)
            answer = row.locator(f"[name='{name}.value']")
            if answer.evaluate("(one) => one.tagName") == "SELECT":
                if value not in answer.locator("option").evaluate_all("all => all.map((one) => one.value)"):
                    raise Unoffered(f"{fact} has no {value}")
                answer.select_option(value)
            else:
                answer.fill(value)

    # Acting

    def perform(self, number, step):
        """One request of the story; refused or done, as the script has it."""
        person, operation, given = step["as"], step["do"], step["input"]
        expected = sorted((step.get("expect") or {}).get("refused", []))
        page = self.page(person)
        if operation == "publishPack":
            return self._publish(page, given)
        if operation == "listSubject":
            subject, address = given.get("parent", ""), {"parent": given["parent"]} if "parent" in given else {}
            if expected == ["LIF-SUBJECT"]:
                address = {}
        else:
            subject = given.get("subject", "")
            address = {"subject": subject} if subject else {}
        request = (operation, expected[0]) if expected else None
        try:
            self.reach(page, operation, address, subject, bool(expected))
            if not page.locator("#act-form").count():
                raise Absent(operation)
            for name, value in given.items():
                self.fill(page, name, value, request in FORGED)
        except (Absent, Unoffered) as obstacle:
            expect(request in UNSENT, f"request {number}, {person} {operation}: {obstacle!r} at {page.url}")
            self.unsent.append(f"{person} {operation} [{expected[0]}]: {UNSENT[request]}")
            self.stage.go(page, "/")
            return None
        if request in FORGED:
            self.forged.append(f"{person} {operation} [{expected[0]}]")
        if operation not in self.ways or expected:
            self._told_before(page, expected)
        self._send(page, number, step, expected)
        return operation, given.get("subject", "")

    def _told_before(self, page, expected):
        """Whether the form tells what stands in the way before it is sent."""
        found = sorted(page.locator("#check .refusal li").evaluate_all("all => all.map((one) => one.dataset.code)"))
        if expected and found == expected:
            self.told += 1

    def _send(self, page, number, step, expected):
        where = f"request {number}, {step['as']} {step['do']} {step['input'].get('subject', '')}"
        self._confirm(page)
        with page.expect_navigation() as answer:
            page.click(".tc-deeds .btn-primary")
        panel = page.locator("#check .refusal, main > .refusal").first
        if not expected:
            expect(page.locator(".flash.good").count(), f"{where}: not done: {panel.inner_text() if panel.count() else page.locator('main').inner_text()[:400]}")
            expect("日志第" in page.locator(".flash.good").inner_text(), f"{where}: the number in the journal is not told")
            self.acts += 1
            return
        expect(panel.count(), f"{where}: not refused with {expected}, but {answer.value.status} at {page.url}")
        found = sorted(page.locator("#check .refusal li").evaluate_all("all => all.map((one) => one.dataset.code)"))
        expect(found == expected, f"{where}: refused with {found}, the script with {expected}")
        text = panel.inner_text()
        expect(all(code in text for code in expected if code.startswith("LZ-")), f"{where}: a clause is not named: {text}")
        self.refusals += 1
        self._see(page, f"refused-{len(expected)}-{step['do']}")

    def _confirm(self, page):
        """Ticks what cannot be taken back; what is told above the box may come in this moment and push it away."""
        box = page.locator("#f-_confirm")
        for _ in range(5):
            if not box.count() or box.is_checked():
                return
            page.wait_for_selector("#act-form:not(.htmx-request)")
            box.click()
        expect(box.is_checked(), f"the box cannot be ticked at {page.url}")

    def _publish(self, page, given):
        """The city's bureau publishes the pack from the library's page."""
        page.click("nav.tc-side a[href='/policy']")
        page.click("main a[href='/admin/packs']")
        row = page.locator("tr", has=page.locator(f"input[name=pack][value='{pathlib.Path(given['folder']).name}']"))
        row.locator("select[name=area]").select_option(str(given["area"]))
        page.once("dialog", lambda dialog: dialog.accept())
        with page.expect_navigation():
            row.locator("button[type=submit]").click()
        expect(page.locator(".flash.good").count(), "the pack is not published")
        self.acts += 1
        self.ways["publishPack"] = "policy library"
        return "publishPack", ""

    # Looking

    def look(self, done, person):
        """Pictures and checks the pages on which a stage of the story shows."""
        for kind in (done, (done[0], "")) if done else ():
            name = self.stages.pop(kind, None)
            if name:
                break
        else:
            return
        subject = done[1].split("/")[0]
        page = self.page(person)
        self.stage.check(page, f"story-{name}-after", full=True)
        if subject.startswith("m-"):
            self._at(page, f"/meetings/{subject}", f"story-{name}-meeting")
        elif "-2026-" in subject:
            self._at(page, f"/projects/{urllib.parse.quote(subject)}", f"story-{name}-project")
            if name[:2] in ("06", "07", "08", "10", "12", "19", "20"):
                self._at(page, f"/review/{urllib.parse.quote(subject)}", f"story-{name}-review")
        else:
            self._at(page, "/calendar", f"story-{name}-calendar")
        self._at(page, "/desk", f"story-{name}-desk")

    def _at(self, page, path, name):
        self.stage.go(page, path)
        self.stage.check(page, name, full=True)

    def _see(self, page, name):
        """A picture of every kind of refusal, the first time."""
        if name not in self.stages:
            self.stages[name] = None
            self.stage.shot(page, f"story-{name}", full=True)

    def check(self, check):
        """What the script looks up, on the pages: time limits on the calendar, the proof on the page of the journal."""
        if "journal" in check:
            page = self.page(ADMINISTRATOR)
            page.click("nav a[href='/admin/journal']")
            with page.expect_navigation():
                page.click("form[action='/admin/journal/verify'] button")
            # A journal this short is verified before the page of the job is drawn, which then links to the result.
            page.wait_for_selector(".proof:not(.broken), main a:has-text('查看结果')")
            if not page.locator(".proof").count():
                page.click("main a:has-text('查看结果')")
            page.wait_for_selector(".proof:not(.broken)")
            self.stage.check(page, "story-22-journal")
            return
        page = self.page(SECRETARY)
        for subject, clauses in check.get("overdue", {}).items():
            found = self._limits(page, subject, "overdue") | self._limits(page, subject, "missed")
            expect(found == set(clauses), f"{self.day}: overdue on {subject} is {found}, the script says {clauses}")
        for subject, clauses in check.get("met", {}).items():
            found = self._limits(page, subject, "met")
            expect(set(clauses) <= found, f"{self.day}: met on {subject} is {found}, the script says {clauses}")

    def _limits(self, page, subject, state):
        self.stage.go(page, f"/calendar?state={state}&q={urllib.parse.quote(subject)}")
        rows = page.locator(".limits tbody tr").evaluate_all("all => all.map((one) => [one.querySelector('.mono').textContent, one.querySelector('td.cl-id').textContent.trim()])")
        return {"TERM" if clause == "—" else clause for name, clause in rows if name == subject}


def _steps():
    """The requests and checks of the script, with the day of each."""
    day = None
    for step in yaml.load(SCENARIO.read_text(), yaml.BaseLoader)["steps"]:
        day = step.get("day", day)
        yield day, step


def _journal(binary, home):
    """What of a journal can be the same in another; see the top of this file."""
    lines = subprocess.run([binary, "journal", "export", "--home", home], check=True, capture_output=True, text=True).stdout.splitlines()
    events = []
    for line in lines:
        event = json.loads(line).get("event")
        if event:
            # Days are those of China.
            event["day"] = (event.pop("time") + 8 * 3_600_000) // 86_400_000
            event.pop("key")
            event["payload"].pop("request", None)
            events.append(event)
    return events


def _compare(stage, folder):
    """The journal of the clicked office beside that of the script."""
    told = folder + "/told"
    stage.server.process.terminate()
    stage.server.process.wait(30)
    subprocess.run([stage.binary, "run", str(SCENARIO), "--home", told, "--quiet"], check=True, stdout=subprocess.DEVNULL)
    clicked, script = _journal(stage.binary, stage.server.office), _journal(stage.binary, told)
    for one, other in zip(clicked, script):
        expect(one == other, f"the journals part at event {one['sequence']}:\n   clicked {json.dumps(one, ensure_ascii=False)}\n   script  {json.dumps(other, ensure_ascii=False)}")
    expect(len(clicked) == len(script), f"{len(clicked)} events were clicked, {len(script)} are the script's")
    return len(script)


def liuzhou_by_its_roles(stage):
    """Every request of the Liuzhou story through the forms, by 18 people; refusals as the script has them; the same journal."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="story-") as folder:
        county = pathlib.Path(folder) / "county"
        subprocess.run([stage.binary, "sample", "--patches", "2000", "--seed", "7", "--out", str(county), "--quiet"], check=True, stdout=subprocess.DEVNULL)
        story = Clicking(stage, county)
        for number, (day, step) in enumerate(_steps(), 1):
            if day and day != story.day:
                story.turn(step.get("as", SECRETARY), day)
            if "check" in step:
                story.check(step["check"])
                continue
            done = story.perform(number, step)
            if not step.get("expect"):
                story.look(done, step["as"])
            trouble = story.pages[step["as"]].watch.trouble
            expect(not trouble, f"request {number}: " + "; ".join(trouble))
        seconds = time.monotonic() - begun
        events = _compare(stage, folder)
    print(f"   {story.acts} acts and {story.refusals} refusals in {seconds:.0f} s by {len(story.pages)} people; {events} events, the same as the script's", flush=True)
    print(f"   {sum(story.visits.values())} pages of {len(story.visits)} kinds; {story.told} refusals told before sending", flush=True)
    ways = Counter(story.ways.values())
    print("   the first of each kind reached by: " + ", ".join(f"{way} {count}" for way, count in ways.most_common()), flush=True)
    for text in [*(f"not from the screen: {one}" for one in story.unsent), *(f"forged: {one}" for one in story.forged), *(f"by its address: {one}" for one in story.typed)]:
        print(f"   {text}", flush=True)
    expect(len(story.unsent) == len(UNSENT), f"{len(story.unsent)} requests had no place on the screen")
    expect(not story.typed, f"no click leads to {story.typed}")


JOURNEYS = [liuzhou_by_its_roles]
