"""The forms of acts: filling in by keyboard, refusals at once, drafts, batches, without scripts, and attacks on them."""
import html
import http.client
import io
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse

import openpyxl

sys.path.append(str(pathlib.Path(__file__).parents[2] / "ServerTests" / "Scripts"))
from frame import DESK, PHONE, expect
from two_counties import PASSWORD, Office

PROJECT = "450222-2026-001"
VILLAGE = PROJECT + "/459902101201"
# The story of Liuzhou up to the step in which the pool is first asked for.
UP_TO = "- note: {zh: \"没有数据集，不能测算\""


class Story(Office):
    """An office in which a part of a scenario was played, with accounts for some of its people."""

    def __init__(self, program, people=("admin", "lu", "wang", "luo", "huang")):
        super().__init__(program)
        text = pathlib.Path("Scenarios/liuzhou-2020.yaml").read_text().replace("../PolicyPacks", str(pathlib.Path("PolicyPacks").resolve()))
        part = pathlib.Path(self.folder) / "story.yaml"
        part.write_text("\n".join(line for line in text[:text.index(UP_TO)].splitlines() if not line.startswith("county:")) + "\n")
        self.run("run", str(part), "--home", self.home)
        self.do("registerOffice", "admin", id="other-gov", kind="countyGovernment", name="丙县人民政府", areas=["450223"])
        self.do("registerPerson", "admin", id="bing", name="丙经办", office="other-gov")
        self.do("appoint", "admin", person="bing", office="other-gov", **{"from": "2026-01-05"})
        for person in (*people, "bing"):
            self.account(person)
        self.base = f"http://127.0.0.1:{self.serve()}"


class Client:
    """A person without a browser: forms as browsers send them, nothing else."""

    def __init__(self, base, person):
        self.host = base.removeprefix("http://")
        self.cookies = {}
        self.post("/sign-in", {"csrf": self.token("/sign-in"), "name": person, "password": PASSWORD})

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection(self.host, timeout=900)
        all_headers = {"Accept": "text/html", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), **(headers or {})}
        connection.request(method, path, body=body, headers=all_headers)
        answer = connection.getresponse()
        content = answer.read().decode("utf-8", "replace")
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.split(";")[0]
        connection.close()
        return answer.status, answer.headers, content

    def get(self, path, headers=None):
        return self.ask("GET", path, headers=headers)

    def post(self, path, members, headers=None):
        pairs = members.items() if isinstance(members, dict) else members
        return self.ask("POST", path, urllib.parse.urlencode(list(pairs)), {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})})

    def token(self, path):
        return html.unescape(re.search(r'name="csrf" (?:content|value)="([^"]*)"', self.get(path)[2]).group(1))

    def hidden(self, path):
        """The members that the form of a page carries."""
        page = self.get(path)[2]
        form = page[page.index('id="act-form"'):]
        return dict((html.unescape(name), html.unescape(value)) for name, value in re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form))


def _address(operation, subject, **fields):
    return f"/acts/{operation}?" + urllib.parse.urlencode({"subject": subject, **fields})


def _records(client):
    return int(re.search(r"日志第 (\d+) 条", client.get("/inbox")[2]).group(1))


def _browse(stage, story, person, size=DESK, **options):
    """A page of the story's server on which a person is signed in."""
    stage.base = story.base
    context = stage.browser.new_context(viewport=size, locale="zh-CN", accept_downloads=True, has_touch=size is PHONE, **options)
    from frame import Watch
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.watch = Watch(page, story.base)
    stage.open_pages.append(page)
    stage.sign_in(page, {"login": person, "password": PASSWORD})
    page.wait_for_url(lambda address: "/sign-in" not in address)
    return page


def _button_top(page):
    """Where the button of an act is on its page, from the top."""
    return page.evaluate("document.querySelector('.tc-deeds .btn-primary').getBoundingClientRect().top + window.scrollY")


def fill_by_keyboard_and_correct(stage, story):
    """A form is filled by keyboard, is refused with every finding, is corrected, and is done."""
    page = _browse(stage, story, "wang")
    page.watch.allowed |= {"422", "400"}
    stage.go(page, f"/acts/for/{urllib.parse.quote(VILLAGE, safe='')}")
    stage.check(page, "20-acts-for-village", full=True)
    page.click("main a:has-text('填报事实')")
    page.wait_for_selector("#act-form")
    stage.check(page, "20-form", full=True)
    page.focus("#f-facts")
    for _ in range(60):
        if page.input_value("#f-facts") == "willingnessSurveyed":
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.wait_for_selector("[data-fact-value] select")
    page.keyboard.press("ArrowDown")
    page.focus("#f-source")
    page.wait_for_selector("#check .refusal, #check .seal, #check .form-hint")
    button = _button_top(page)
    page.fill("#f-source", "意愿调查表")
    page.wait_for_selector("#check .seal")
    sealed = _button_top(page)
    expect(abs(sealed - button) < 2, f"the button moved from {button} to {sealed} as the form came in order")
    page.fill("#f-source", "")
    page.wait_for_selector("#check .seal", state="detached")
    expect(abs(_button_top(page) - sealed) < 2, "the button moved when the form was no longer in order")
    page.keyboard.press("Enter")
    page.wait_for_selector("#f-source-e p")
    expect(page.locator("[data-fact-value] select").first.input_value() == "true", "the value typed was lost")
    expect("来源" in page.locator(".refusal").inner_text(), "the panel does not name the missing field")
    stage.check(page, "20-form-refused", full=True)
    page.focus("#f-source")
    page.keyboard.type("意愿调查表")
    page.wait_for_selector("#check .seal")
    stage.check(page, "20-form-in-order", full=True)
    page.keyboard.press("Enter")
    page.wait_for_selector(".flash.good")
    expect("日志第" in page.locator(".flash.good").inner_text(), "the journal number is not told")
    expect("/acts/for/" in page.url, "it does not lead back to the subject")


def refusal_lists_all(stage, story):
    """An act that clauses stand before shows all of them, disabled, and again when it is sent."""
    page = _browse(stage, story, "lu")
    page.watch.allowed |= {"422"}
    stage.go(page, f"/acts/for/{PROJECT}")
    blocked = page.locator(".acts-blocked:has-text('入库')").first
    blocked.locator("summary").click()
    expect(blocked.locator(".refusal li").count() >= 4, "the clauses before the pool are not all told")
    stage.check(page, "21-acts-for-project", full=True)
    stage.go(page, _address("admitToPool", PROJECT))
    page.wait_for_selector("#check .refusal")
    page.check("#f-_confirm")
    page.click(".tc-deeds .btn-primary")
    page.wait_for_load_state()
    expect(page.locator("#check .refusal li").count() >= 4, "the refusal does not list everything")
    stage.check(page, "21-refused", full=True)
    small = _browse(stage, story, "lu", PHONE)
    small.watch.allowed |= {"422"}
    for path, name in [(f"/acts/for/{PROJECT}", "for"), (_address("stateFacts", PROJECT), "facts"), ("/acts", "all"), (_address("admitToPool", PROJECT), "pool")]:
        stage.go(small, path)
        stage.check(small, f"21-phone-{name}", full=True)


def draft_resumed(stage, story):
    """A form is put aside, found on the list of acts, gone on with and performed; then the draft is gone."""
    page = _browse(stage, story, "wang")
    stage.go(page, _address("stateFacts", VILLAGE))
    page.fill("#f-source", "潜力调查")
    page.select_option("#f-facts", "potentialSurveyed")
    page.select_option("[data-fact-value] select", "true")
    page.click("button[value=draft]")
    page.wait_for_selector(".flash.good")
    stage.go(page, "/acts")
    stage.check(page, "22-acts-with-draft", full=True)
    page.click("main table a:has-text('填报事实')")
    page.wait_for_selector("#act-form")
    expect(page.input_value("#f-source") == "潜力调查", "the draft lost what was typed")
    expect(page.locator("[data-fact-value] select").input_value() == "true", "the draft lost a fact")
    page.click(".tc-deeds .btn-primary")
    page.wait_for_selector(".flash.good")
    stage.go(page, "/acts")
    expect(page.locator("main table a:has-text('填报事实')").count() == 0, "the draft stays after the act")


def batch_of_200(stage, story):
    """Two hundred villages are listed and their willingness stated by pasted tables; a repetition does nothing."""
    client = Client(story.base, "wang")
    csrf = client.token("/acts")
    heads = "代号\t类别\t名称\n"
    rows = [f"{PROJECT}/4599029{number:05d}\tvillage\t合成{number}村" for number in range(200)]
    page = client.get(f"/acts/listSubject/batch?within={PROJECT}")[2]
    key = re.search(r'name="_key" value="([0-9a-f]{32})"', page).group(1)
    body = {"csrf": csrf, "_key": key, "within": PROJECT, "_table": heads + "\n".join(rows), "_do": "preview"}
    before = _records(client)
    status, _, text = client.post("/acts/listSubject/batch", body)
    expect(status == 200 and "办理 200 行" in text, f"the preview of 200 rows: {status}")
    expect(_records(client) == before, "the preview recorded something")
    begun = time.monotonic()
    status, headers, _ = client.post("/acts/listSubject/batch", {**body, "_do": "perform"})
    print(f"   200 subjects listed in {time.monotonic() - begun:.1f} s", flush=True)
    expect(status == 303, f"performing: {status}")
    done = client.get(headers["Location"])[2]
    count = len(re.findall(r">\s*已办\s*<", done))
    expect(count == 200, f"{count} of 200 rows are done")
    after = _records(client)
    client.post("/acts/listSubject/batch", {**body, "_do": "perform"})
    expect(_records(client) == after, "the batch sent twice was done twice")
    csv = client.get(headers["Location"] + "?format=csv")
    expect(csv[0] == 200 and csv[2].count("合成") >= 200, "the result does not leave as CSV")
    browser = _browse(stage, story, "wang")
    stage.go(browser, f"/acts/stateFacts/batch?within={PROJECT}")
    table = "subject\t来源\t意愿已调查\n" + "\n".join(f"{PROJECT}/4599029{number:05d}\t意愿调查\t{'也许' if number in (7, 70) else '是'}" for number in range(200))
    browser.fill("#table", table)
    browser.click("button[value=preview]:visible")
    browser.wait_for_selector("#p-h")
    stage.check(browser, "23-batch-preview")
    expect("198" in browser.locator("section[aria-labelledby=p-h] [role=status]").inner_text(), "the two faulty rows are not told")
    browser.click("button[value=perform]")
    browser.wait_for_selector("#table-batch")
    stage.check(browser, "23-batch-done")
    expect(browser.locator("tbody tr:has-text('已办')").count() == 198, "not all good rows were done")
    with browser.expect_download() as waiting:
        browser.click("#table-batch a:has-text('XLSX')")
    expect(pathlib.Path(waiting.value.path()).read_bytes()[:2] == b"PK", "the results do not leave as a workbook")


def batch_from_a_workbook(stage, story):
    """The template comes as a workbook, goes back filled in, and faults are told by cell; results read in both languages."""
    page = _browse(stage, story, "wang")
    page.watch.allowed |= {"400", "422"}
    stage.go(page, f"/acts/stateFacts/batch?within={PROJECT}")
    with page.expect_download() as waiting:
        page.click(".tc-pagehead a[href*='format=xlsx']")
    book = openpyxl.load_workbook(io.BytesIO(pathlib.Path(waiting.value.path()).read_bytes()))
    sheet = book.active
    line = next(row for row in sheet.iter_rows(max_row=6) if str(row[0].value).startswith("subject"))
    heads = {str(cell.value).split("（")[0].rstrip("*"): cell.column for cell in line if cell.value}
    villages = [row for row in sheet.iter_rows(min_row=line[0].row + 1) if str(row[0].value).startswith(PROJECT)]
    expect(len(villages) >= 4, f"the template names {len(villages)} subjects, not those of the project")
    # A township in the list has no such fact: its row goes.
    for row in [row for row in villages if len(str(row[0].value).split("/")[1]) < 12]:
        sheet.delete_rows(row[0].row)
    villages = [row for row in sheet.iter_rows(min_row=line[0].row + 1) if str(row[0].value).startswith(PROJECT)]
    for number, row in enumerate(villages[:3]):
        sheet.cell(row[0].row, heads["来源"]).value = "意愿调查表"
        sheet.cell(row[0].row, heads["意愿已调查"]).value = "也许" if number == 1 else True
    sheet.delete_rows(villages[2][0].row + 1, len(villages))
    file = pathlib.Path(tempfile.mkdtemp()) / "意愿.xlsx"
    book.save(file)
    page.set_input_files("#file", str(file))
    page.wait_for_selector("#p-h")
    stage.check(page, "24-workbook-preview", full=True)
    place = openpyxl.utils.get_column_letter(heads["意愿已调查"]) + str(villages[1][0].row)
    expect(place in page.locator("section[aria-labelledby=p-h]").inner_text(), f"the faulty cell {place} is not named")
    expect(PROJECT in page.input_value("#table"), "what was read does not stand where it can be mended")
    page.fill("#table", page.input_value("#table").replace("也许", "否"))
    page.click("section[aria-labelledby=t-h] button[value=preview]")
    page.wait_for_selector("#p-h")
    page.click("button[value=perform]")
    page.wait_for_selector("#table-batch")
    expect(page.locator("tbody tr:has-text('已办')").count() == 3, "the three rows were not done")
    page.goto(story.base + "/language?to=en&back=" + urllib.parse.quote(page.url.removeprefix(story.base), safe=""))
    page.wait_for_selector("html[lang=en]")
    text = page.locator("#table-batch tbody").inner_text()
    expect("Done" in text and "已办" not in text, f"the results are not in English: {text[:80]}")
    stage.check(page, "24-workbook-done-english", full=True)
    page.goto(story.base + "/language?to=zh&back=%2Facts")
    # What is no workbook is refused on the page, with a word on what to do.
    file.write_bytes(b"PK\x03\x04 no workbook")
    stage.go(page, f"/acts/stateFacts/batch?within={PROJECT}")
    page.set_input_files("#file", str(file))
    page.wait_for_selector(".refusal")
    expect("另存为" in page.locator(".refusal").inner_text(), "the refusal does not say what to do")
    stage.check(page, "24-workbook-refused")


def people_are_searched(stage, story):
    """Of a register of hundreds a person is found by a part of the name, is chosen, and is appointed; others' people are not offered."""
    client = Client(story.base, "admin")
    path = "/acts/registerPerson/batch"
    page = client.get(path)[2]
    rows = "\n".join(f"many{number}\t职工{number:03d}\tother-gov" for number in range(300))
    body = {"csrf": client.token(path), "_key": re.search(r'name="_key" value="([0-9a-f]{32})"', page).group(1), "_table": "id\tname\toffice\n" + rows, "_do": "perform"}
    status, headers, text = client.post(path, body)
    expect(status == 303, f"300 people are not registered: {status}")
    expect(client.get(headers["Location"])[2].count("<td>已办</td>") == 300, "not all were registered")
    admin = _browse(stage, story, "admin")
    stage.go(admin, "/acts/appoint")
    field = admin.locator("#f-person")
    expect(field.evaluate("node => node.tagName") == "INPUT", "a list of 300 people is not searched")
    expect(admin.locator("#f-person-l option").count() <= 50, "the whole register comes with the page")
    with admin.expect_response(lambda answer: "/options/person" in answer.url):
        field.press_sequentially("职工271")
    admin.wait_for_function("document.querySelectorAll('#f-person-l option').length == 1")
    label = admin.locator("#f-person-l option").get_attribute("value")
    expect("many271" in label, f"what is offered does not name the person: {label}")
    field.fill(label)
    stage.check(admin, "25-person-found", full=True)
    field.fill("职工271")
    admin.wait_for_function("!document.querySelector('#f-person-e').textContent.trim()")
    for person, wanted, count in [("wang", "陆县长", 1), ("bing", "陆县长", 0), ("bing", "丙经办", 1)]:
        found = Client(story.base, person).get("/acts/delegate/options/delegate?delegate=" + urllib.parse.quote(wanted))
        expect(found[0] == 200 and found[2].count("<option") == count, f"{person} is offered {found[2].count('<option')} called {wanted}, not {count}")


def without_script(stage, story):
    """Without scripts rows are added by the server, what was typed stays, and the act is done."""
    page = _browse(stage, story, "wang", java_script_enabled=False)
    page.watch.allowed |= {"422", "400"}
    stage.go(page, _address("stateFacts", VILLAGE))
    page.fill("#f-source", "无脚本")
    page.select_option("#f-facts", "potentialSurveyed")
    page.click("button[value='add.facts']")
    page.wait_for_selector("#f-facts-2")
    expect(page.input_value("#f-source") == "无脚本", "adding a row lost what was typed")
    page.select_option("#f-facts-value", "true")
    page.click("button[value='remove.facts.1']")
    expect(page.locator("#f-facts-2").count() == 0, "the row was not taken away")
    page.click(".tc-deeds .btn-primary")
    page.wait_for_selector(".flash.good")


def attacks(stage, story):
    """Drafts of others, subjects out of sight, forged forms, scripts in fields, huge inputs, forms sent again."""
    clerk, other, head = Client(story.base, "wang"), Client(story.base, "bing"), Client(story.base, "lu")
    # Another's draft and another's subject.
    own = clerk.hidden(_address("stateFacts", VILLAGE))
    clerk.post("/acts/stateFacts", {**own, "source": "秘密草稿", "_do": "draft"})
    expect("填报事实" in clerk.get("/acts")[2], "the draft is not on its owner's list")
    text = head.get("/acts")[2] + head.get(_address("stateFacts", VILLAGE, draft="1"))[2]
    expect("秘密草稿" not in text, "a draft is seen by somebody else")
    for path in [f"/acts/for/{PROJECT}", _address("admitToPool", PROJECT), _address("stateFacts", PROJECT), f"/acts/stateFacts/batch?within={PROJECT}", "/acts/for/nothing", _address("admitToPool", "nothing"), _address("nothing", PROJECT), "/acts/appoint"]:
        expect(other.get(path)[0] == 404, f"{path} is there for somebody of another county")
    csrf = other.token("/acts")
    for path in ["/acts/stateFacts", "/acts/stateFacts/check", "/acts/admitToPool"]:
        status, _, text = other.post(path, {"csrf": csrf, "subject": PROJECT, "source": "x", "facts.name": "baseSurveyYear", "facts.value": "2025"})
        expect(status == 404 and "西鹅" not in text, f"{path} on another county's project: {status}")
    status, _, text = other.post("/acts/stateFacts/batch", {"csrf": csrf, "_table": f"subject\t来源\n{PROJECT}\tx", "_do": "preview"})
    expect("没有管理对象" in text or status == 404, "a batch tells of another county's project")
    # Forged: no token, another's token, a token without the session.
    before = _records(clerk)
    for token in ["", "x" * 43, csrf]:
        status, _, _ = clerk.post("/acts/stateFacts", {**own, "csrf": token, "source": "x", "facts.name": "potentialSurveyed", "facts.value": "true"})
        expect(status == 403, f"a forged form is taken: {status}")
        expect(clerk.post("/acts/stateFacts/batch", {"csrf": token, "_table": "subject\nx", "_do": "perform"})[0] == 403, "a forged batch is taken")
    expect(other.post("/acts/stateFacts/check", {"csrf": ""})[0] == 403, "a forged check is taken")
    # Scripts in every field, in form, check, draft, batch and address.
    bad = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{csrf}}"
    for operation, subject, names in [("stateFacts", VILLAGE, ["source", "provenance", "layers", "occasion", "file", "facts.name", "facts.value"]), ("fillPost", PROJECT, ["post", "office", "holder"]), ("fileDocument", PROJECT, ["document", "sections", "to", "number", "file"]), ("listSubject", PROJECT, ["subject", "entity", "name", "area", "type"])]:
        member = "parent" if operation == "listSubject" else "subject"
        mine = clerk.hidden(f"/acts/{operation}?" + urllib.parse.urlencode({member: subject}))
        for way in ["", "/check"]:
            _, _, text = clerk.post(f"/acts/{operation}{way}", [*mine.items(), *((name, bad) for name in names)])
            expect("<script>alert" not in text and "<img src=x" not in text, f"{operation}{way} gives scripts back")
        _, _, text = clerk.get(f"/acts/{operation}?" + urllib.parse.urlencode({member: subject, **{name: bad for name in names}}))
        expect("<script>alert" not in text and "<img src=x" not in text, f"the address of {operation} gives scripts back")
    _, _, text = clerk.post("/acts/stateFacts/batch", {"csrf": own["csrf"], "_table": f"subject\t{bad}\n{bad}\t{bad}", "_do": "preview"})
    expect("<script>alert" not in text, "the batch gives scripts back")
    # Huge and strange.
    huge = "长" * 400_000
    expect(clerk.post("/acts/stateFacts", {**own, "source": huge})[0] in (400, 413), "a huge form is taken")
    many = [("facts.name", f"f{n}") for n in range(3000)] + [("facts.value", "1") for _ in range(3000)]
    expect(clerk.post("/acts/stateFacts", [*own.items(), ("source", "x"), *many])[0] in (400, 413, 422), "3000 facts are taken")
    expect(clerk.post("/acts/stateFacts", {**own, "_key": "../../x", "source": "x"})[0] == 400, "any name of a request is taken")
    expect(clerk.post("/acts/stateFacts", {**own, "_do": "remove.facts.99999999999999999999"})[0] < 500, "a row beyond all numbers")
    for odd in ["\x00", "%00", "../../etc/passwd", "a" * 300]:
        expect(clerk.get("/acts/for/" + urllib.parse.quote(odd, safe=""))[0] in (400, 404), f"a subject {odd!r}")
    expect(_records(clerk) == before, "an attack came onto the record")
    # The same form sent again, and the same name for something else.
    good = {**clerk.hidden(_address("stateFacts", VILLAGE)), "source": "重放", "facts.name": "potentialSurveyed", "facts.value": "true"}
    expect(clerk.post("/acts/stateFacts", good)[0] == 303, "a good form is refused")
    after = _records(clerk)
    expect(clerk.post("/acts/stateFacts", good)[0] == 303 and _records(clerk) == after, "a form sent again is done again")
    expect(clerk.post("/acts/stateFacts", {**good, "source": "另一份"})[0] == 409 and _records(clerk) == after, "a name is used for two acts")
    status, _, text = head.post("/acts/admitToPool", {**head.hidden(_address("admitToPool", PROJECT))})
    expect(status == 422 and "勾选确认" in text, "what cannot be taken back is done without confirming")
    # An old page without htmx's header still gets a page, and a fragment only with it.
    expect("<html" not in clerk.get(f"/acts/for/{PROJECT}", {"HX-Request": "true"})[2], "a part is a whole page")
    expect("<html" in clerk.get(f"/acts/for/{PROJECT}")[2], "a page is only a part")


STORIES = [fill_by_keyboard_and_correct, refusal_lists_all, draft_resumed, batch_of_200, batch_from_a_workbook, people_are_searched, without_script, attacks]


def _journey(story):
    def journey(stage):
        # All of them share one office, which the first of them makes.
        if not hasattr(stage, "story"):
            stage.story = Story(stage.binary)
        base = stage.base
        try:
            story(stage, stage.story)
        finally:
            stage.base = base

    journey.__name__ = story.__name__
    journey.__doc__ = story.__doc__
    return journey


JOURNEYS = [_journey(story) for story in STORIES]


def main():
    """The journeys by forms alone: forms.py PROGRAM [FOLDER [NAME ...]]."""
    from playwright.sync_api import sync_playwright
    from frame import Stage

    class Alone(Stage):
        """A stage without the server of the first run."""

        def __init__(self, binary, shots):
            self.binary, self.base, self.state, self.open_pages = binary, "", None, []
            self.shots = pathlib.Path(shots)
            self.shots.mkdir(parents=True, exist_ok=True)
            self.driver = sync_playwright().start()
            import os
            self.browser = self.driver.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
            self.axe = self._axe()

    stage = Alone(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "out/forms")
    failed = 0
    for journey in JOURNEYS:
        if len(sys.argv) > 3 and journey.__name__ not in sys.argv[3:]:
            continue
        try:
            journey(stage)
            print("ok  ", journey.__name__, flush=True)
            stage.leave()
        except Exception as failure:
            failed += 1
            print("FAIL", journey.__name__, failure, flush=True)
            stage.leave(journey.__name__)
    stage.story.stop()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
