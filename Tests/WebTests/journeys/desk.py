"""Desk, pool, plans of the year and calendar, in the office of the demonstration."""
import urllib.error
import urllib.request

from frame import DESK, PHONE, expect

# Who is who in the story: the county's government, the departments that review, the secretariat, a township's officer.
PEOPLE = {"lu": "county", "sun": "departments", "huang": "secretariat", "luo": "township"}
PROJECT = "450222-2026-001"
PAGES = {"desk": "/desk", "pool": "/pool", "pool-list": "/pool?view=list", "annual": "/annual?year=2026",
         "calendar": "/calendar", "missed": "/calendar?state=missed", "month": "/calendar?view=month&month=2026-03",
         "digest": "/desk/digest?since=2026-01-05"}


def enter(stage, person, size=DESK):
    """A page of a person, on the desk after sign-in."""
    page = stage.page(signed_in=False, size=size)
    stage.enter(page, person)
    expect(page.url.endswith("/desk"), f"{person} begins at {page.url}, not at the desk")
    return page


def see(stage, page, path, name):
    stage.go(page, path)
    stage.check(page, name, full=True)


def desks_of_four_people(stage):
    """Four people see four desks; every desk, and every page of the county, passes the checks at both widths."""
    desks, turns = {}, {}
    for person, role in PEOPLE.items():
        for size, mark in [(DESK, "desk"), (PHONE, "phone")]:
            page = enter(stage, person, size)
            for name, path in PAGES.items():
                if role == "county" or name == "desk":
                    see(stage, page, path, f"41-{role}-{name}-{mark}")
            stage.go(page, "/desk")
            desks[role] = page.locator("#main").inner_text()
            tasks = page.locator(".desk-tasks tbody")
            turns[role] = tasks.inner_text() if tasks.count() else ""
            page.context.close()
            stage.open_pages.remove(page)
    expect(len(set(desks.values())) == len(PEOPLE), "people of different roles see the same desk")
    expect("启动可行性研究" in turns["county"], "the county's turn is not on its desk")
    for role in ("departments", "county"):
        expect("新增耕地坡度图缺失" in turns[role], f"what was returned is not on the desk of the {role}")
    expect("启动可行性研究" not in turns["departments"], "another office's turn is on the desk")


def county_works(stage):
    """The clerk of the county goes from a number to its list, to the pool and to the table as a file."""
    page = enter(stage, "lu")
    page.click(".tc-strip a >> nth=0")
    page.wait_for_url("**/calendar?**state=overdue**")
    stage.go(page, "/pool")
    card = page.locator("#col-reported").locator("xpath=..").locator(".pool-card")
    expect(card.count() == 1, f"{card.count()} projects are reported, not one")
    expect(PROJECT in card.first.inner_text(), "its card does not name it")
    stage.go(page, "/annual?year=2026")
    expect("2026-03-20" in page.locator("#main").inner_text(), "the plan was filed on the day the story tells")
    stage.go(page, "/calendar?clause=LZ-036&state=met")
    expect("2026-03-31" in page.locator(".limits tbody").inner_text(), "the limit of the plan is the end of March")
    for path in ["/desk?format=xlsx&table=desk", "/pool?view=list&format=csv&table=pool",
                 "/annual?year=2026&format=xlsx&table=annual", "/calendar?format=csv&table=calendar"]:
        answer = page.context.request.get(stage.base + path)
        expect(answer.status == 200 and len(answer.body()) > 60, f"{path} leaves as a file: {answer.status}")
    text = page.context.request.get(stage.base + "/desk/digest.txt?since=2026-03-01").text()
    expect(PROJECT in text, "the digest as text tells the project")


def calendar_feed(stage):
    """An address with a key gives the calendar and nothing else, until it is revoked."""
    page = enter(stage, "lu")
    stage.go(page, "/calendar")
    page.click("#subscribe form button")
    address = page.locator("#token").inner_text().strip()
    key = address.split("key=")[1]

    def status(path, head=None):
        request = urllib.request.Request(stage.base + path, headers=head or {})
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as failure:
            return failure.code, ""

    code, text = status(f"/calendar.ics?key={key}")
    expect(code == 200 and text.startswith("BEGIN:VCALENDAR\r\n"), f"the feed answers: {code}")
    expect("BEGIN:VEVENT" in text and "LZ-0" in text, "it tells limits with their clauses")
    expect(status("/calendar.ics")[0] == 401, "without a key nobody reads it")
    expect(status("/calendar.ics?key=tc_" + "x" * 43)[0] == 401, "nor with a wrong one")
    expect(status("/api/v1/acts", {"Authorization": f"Bearer {key}"})[0] == 403, "the key is good for nothing else")
    stage.go(page, "/account")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("form[action*='/revoke'] button").first.click()
    page.wait_for_load_state()
    expect(status(f"/calendar.ics?key={key}")[0] == 401, "a revoked key is dead")


JOURNEYS = [desks_of_four_people, county_works, calendar_feed]
