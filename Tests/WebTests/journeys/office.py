"""The office behind the map: importing with planted defects, accounts, the second step."""
import base64
import hashlib
import hmac
import pathlib
import struct
import subprocess
import tempfile
import time

from frame import ADMINISTRATOR, CLERK, expect


def _survey_with_defects(stage, folder):
    """A small county of the program with planted defects."""
    made = subprocess.run(
        [stage.binary, "sample", "--patches", "400", "--defects", "--seed", "11", "--out", folder + "/county"],
        capture_output=True, text=True)
    expect(made.returncode == 0, f"no sample with defects: {made.stderr.strip()}")
    return pathlib.Path(folder) / "county" / "survey.gpkg"


def import_with_planted_defects(stage):
    """A survey with planted defects is uploaded in pieces; the findings are listed and lie on the map."""
    page = stage.page()
    with tempfile.TemporaryDirectory() as folder:
        file = _survey_with_defects(stage, folder)
        stage.go(page, "/data")
        stage.check(page, "13-data", full=True)
        page.set_input_files("#file", str(file))
        page.fill("#set", "defects")
        page.fill("#title", "有差错的示例县")
        page.click("form[data-upload] button[type=submit]")
        page.wait_for_url("**/data/jobs/*")
        stage.check(page, "13-job")
        page.wait_for_selector("main a.btn-primary", timeout=180_000)
        stage.check(page, "13-job-done")
        page.click("main a.btn-primary")
    page.wait_for_selector("#q-h")
    stage.check(page, "13-snapshot", full=True)
    expect(page.locator("table[data-rows] .fd.violated").count() > 0, "no planted defect was found")
    page.locator("table[data-rows] td.r a").first.click()
    page.wait_for_selector("#map[data-ready]")
    page.wait_for_timeout(2500)
    stage.check(page, "13-finding-on-map")
    expect("sel=" in page.url or "at=" in page.url, "the finding does not lead to its place")


def check_a_plan(stage):
    """A plan is uploaded and checked against its county under a pack; the report card tells of every clause."""
    page = stage.page()
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run(
            [stage.binary, "sample", "--patches", "400", "--seed", "12", "--out", folder], capture_output=True, text=True)
        expect(made.returncode == 0, f"no sample: {made.stderr.strip()}")
        stage.go(page, "/data")
        page.set_input_files("#file", folder + "/survey.gpkg")
        page.fill("#set", "planned")
        page.fill("#title", "有方案的示例县")
        page.click("form[data-upload] button[type=submit]")
        page.wait_for_selector("main a.btn-primary", timeout=180_000)
        stage.go(page, "/check")
        page.set_input_files("#file", folder + "/plan.gpkg")
        page.select_option("#base", "planned/1")
        page.click("form[data-upload] button[type=submit]")
        page.wait_for_url("**/data/jobs/*")
        page.wait_for_selector("main a.btn-primary", timeout=180_000)
        page.click("main a.btn-primary")
    page.wait_for_url("**/check/*")
    expect(page.locator("a[href*='/clauses/']").count() > 20, "the report card has no clauses")
    stage.check(page, "13-report-card", full=True)


def closure_certificate(stage):
    """The snapshot page of the sample county closes, and its certificate prints on one sheet."""
    page = stage.page()
    stage.go(page, "/data")
    page.locator("tbody a[href^='/data/']").first.click()
    page.wait_for_selector("#c-h")
    page.click("a[href$='/closure']")
    page.wait_for_selector(".paper")
    stage.check(page, "14-certificate", full=True)


def administrator_opens_an_account(stage):
    """The administrator opens an account; its owner comes in with the password shown once and must change it."""
    page = stage.page(signed_in=False)
    stage.sign_in(page, ADMINISTRATOR)
    page.wait_for_url(lambda address: "/sign-in" not in address)
    stage.go(page, "/admin/people")
    stage.check(page, "15-people", full=True)
    page.fill("#name", "覃海燕")
    page.fill("#login", "qinhaiyan")
    page.locator("form[action='/admin/people'] button[type=submit]").click()
    page.wait_for_selector("#once")
    password = page.locator("#once").inner_text().strip()
    stage.check(page, "15-account-opened", full=True)
    other = stage.page(signed_in=False)
    other.watch.allowed.add("403")
    stage.sign_in(other, {"login": "qinhaiyan", "password": password})
    other.wait_for_url(lambda address: "/sign-in" not in address)
    stage.go(other, "/account")
    stage.check(other, "15-first-sign-in", full=True)


def _code(secret, moment):
    """The six digits of an authenticator (RFC 6238)."""
    key = base64.b32decode(secret.replace(" ", "").upper() + "=" * (-len(secret.replace(" ", "")) % 8))
    mark = hmac.new(key, struct.pack(">Q", int(moment) // 30), hashlib.sha1).digest()
    at = mark[-1] & 15
    return f"{(struct.unpack('>I', mark[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def second_step(stage):
    """The clerk turns the second step on and must then give a code at sign-in."""
    page = stage.page()
    stage.go(page, "/account")
    stage.check(page, "16-account", full=True)
    page.click("form[action='/account/second'] button")
    page.wait_for_selector(".secret")
    secret = page.locator(".secret").first.inner_text().strip()
    stage.check(page, "16-enrol", full=True)
    page.fill("#code", _code(secret, time.time()))
    page.click("form[action='/account/second/confirm'] button")
    page.wait_for_selector("form[action='/account/second/off']")
    stage.check(page, "16-enrolled", full=True)
    other = stage.page(signed_in=False)
    stage.sign_in(other, CLERK)
    other.wait_for_selector("#code")
    stage.check(other, "16-second-step")
    # A code is good once: the next window is waited for.
    time.sleep(31 - time.time() % 30)
    other.fill("#code", _code(secret, time.time()))
    other.click("form[action='/sign-in/second'] button")
    other.wait_for_url(lambda address: "/sign-in" not in address)
    stage.state = other.context.storage_state()


def every_page(stage):
    """Every page a clerk may open answers and passes the checks, at both widths."""
    from frame import PHONE
    for size, mark in [(None, "desk"), (PHONE, "phone")]:
        page = stage.page() if size is None else stage.page(size=size)
        for path in ["/desk", "/inbox", "/pool", "/annual", "/calendar", "/data", "/check", "/account", "/styleguide"]:
            stage.go(page, path)
            stage.check(page, f"17-{path.strip('/')}-{mark}", full=True)


JOURNEYS = [import_with_planted_defects, check_a_plan, closure_certificate, administrator_opens_an_account, second_step,
            every_page]
