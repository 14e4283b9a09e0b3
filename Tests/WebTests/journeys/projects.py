"""Projects: the list, the tabs of one, a clause and its evidence, with and without scripts, at both widths."""
from frame import DESK, PHONE, expect

TABS = ["overview", "report", "plan", "parts", "ledger", "voice", "files", "log", "people"]
PROJECT = "450222-2026-001"


def _enter(stage, size=DESK, **options):
    """A page of the county's clerk."""
    page = stage.page(signed_in=False, size=size, **options)
    stage.enter(page, "wang")
    return page


def projects(stage):
    """The list leads to a project; its tabs change in place and have addresses of their own."""
    page = _enter(stage)
    stage.go(page, "/projects")
    expect(page.locator("tbody tr").count() == 4, "the list does not hold the four projects of the county")
    stage.check(page, "41-projects", full=True)
    page.fill("#q", "东平")
    page.click("form.toolbar button[type=submit]")
    page.wait_for_load_state()
    expect(page.locator("tbody tr").count() == 1 and "q=" in page.url, "the filter is not in the address")
    stage.go(page, f"/projects/{PROJECT}")
    expect(page.locator("h1").inner_text().startswith("西鹅乡"), "the project is not told")
    stage.check(page, "41-overview", full=True)
    page.locator(".pj-fact summary").first.click()
    expect(page.locator(".pj-fact[open] .why").is_visible(), "a fact does not open its evidence")
    for tab in TABS[1:]:
        with page.expect_response(lambda answer: f"tab={tab}" in answer.url):
            page.click(f".tabs a[href*='tab={tab}']")
        page.wait_for_selector(f".tabs a[href*='tab={tab}'][aria-current=page]")
        expect(f"tab={tab}" in page.url, f"{tab} is not in the address")
        stage.check(page, f"41-{tab}", full=True)
    page.go_back()
    page.wait_for_selector(".tabs a[href*='tab=log'][aria-current=page]")


def evidence_of_a_clause(stage):
    """A clause opens its evidence beside the list, by mouse and keys; its address gives the whole page without scripts."""
    page = _enter(stage)
    stage.go(page, f"/projects/{PROJECT}")
    page.click(".tabs a[href*='tab=report']")
    page.wait_for_selector("a.rc")
    row = page.locator("a.rc").nth(3)
    clause = row.get_attribute("data-clause")
    row.click()
    page.wait_for_selector("#drawer-h")
    expect(f"/findings/{clause}" in page.url, "the clause is not in the address")
    expect(page.evaluate("document.activeElement.id") == "drawer-h", "the focus did not move to the evidence")
    stage.check(page, "42-evidence", full=True)
    page.keyboard.press("Escape")
    expect(page.evaluate("document.activeElement.dataset.clause") == clause, "Esc does not give the focus back")
    address = page.url
    plain = _enter(stage, java_script_enabled=False)
    plain.goto(address)
    expect(plain.locator("#drawer-h").count() == 1 and plain.locator("a.rc").count() > 20, "no whole page without scripts")
    stage.shot(plain, "42-without-scripts", full=True)


def projects_on_a_phone(stage):
    """Every tab fits a phone."""
    page = _enter(stage, size=PHONE)
    stage.go(page, "/projects")
    stage.check(page, "43-projects-phone", full=True)
    for tab in TABS:
        stage.go(page, f"/projects/{PROJECT}?tab={tab}")
        stage.check(page, f"43-{tab}-phone", full=True)


JOURNEYS = [projects, evidence_of_a_clause, projects_on_a_phone]
