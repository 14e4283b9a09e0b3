"""Policy, meetings, reviews and the survey, on the record that the story of Liuzhou makes: what it tells is what the pages show."""
import csv

from frame import DESK, PHONE, expect

PROJECT = "450222-2026-001"
MEETING = "m-2027-1"
OFFICER = "huang"
VILLAGER = "wei"


def enter(stage, person=OFFICER, size=DESK):
    """A page of an example person."""
    page = stage.page(signed_in=False, size=size)
    stage.enter(page, person)
    return page


def library_of_packs(stage):
    """The library lists the packs; a pack is searched, filtered and exported; its parts all open."""
    page = enter(stage)
    stage.go(page, "/policy")
    expect(page.locator("tbody tr").count() == 5, "five packs are installed")
    expect("99 / 99" in page.locator("tbody").inner_text(), "Liuzhou's 99 requirements are clauses")
    stage.check(page, "50-policy", full=True)
    page.click("a[href='/policy/liuzhou-2020']")
    page.wait_for_selector("a.pc")
    expect(page.locator("a.pc").count() == 99, "the pack of Liuzhou has 99 clauses")
    stage.check(page, "530-pack")
    page.fill("#q", "净增加")
    page.click("form[role=search] button")
    page.wait_for_load_state()
    expect("LZ-005" in page.locator("a.pc").first.inner_text(), "the clause is not found by its words")
    stage.go(page, "/policy/liuzhou-2020?blocks=acceptWhole&strength=in-principle")
    expect("LZ-004" in page.content(), "LZ-004 stands before the acceptance in principle")
    for tab in ["parameters", "life", "duties", "coverage", "about"]:
        stage.go(page, f"/policy/liuzhou-2020?tab={tab}")
        stage.check(page, f"530-pack-{tab}", full=True)
    for format_, mark in [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")]:
        reply = page.context.request.get(stage.base + f"/policy/liuzhou-2020?format={format_}&table=coverage")
        expect(reply.status == 200 and reply.body().startswith(mark), f"no {format_}")
    reply = page.context.request.get(stage.base + "/policy/nowhere-2020")
    expect(reply.status == 404, "a pack that is not there")


def clause_and_its_passage(stage):
    """A clause tells how it is judged and where it stands; the office loads the document, and the passage is there."""
    page = enter(stage)
    stage.go(page, "/policy/liuzhou-2020/LZ-005")
    text = page.locator("main").inner_text()
    expect("5.00%" in text and "未发布" not in text.split("要素")[0], "the legal number of the clause")
    expect("西鹅乡全域土地综合整治" in text, "the clause stands on the project")
    stage.check(page, "531-clause", full=True)
    page.click("details.load summary")
    page.fill("#text", "另一部文件。")
    page.click("details.load button[type=submit]")
    page.wait_for_selector(".refusal")
    page.watch.trouble.clear()
    stage.check(page, "531-refused")
    # A text made here of what the pack quotes: law texts are no part of the program.
    phrases = page.context.request.get(stage.base + "/policy/liuzhou-2020?format=csv&table=clauses").text().splitlines()
    column = phrases[0].lstrip("\ufeff").split(",").index("关键语句")
    quoted = [row[column] for row in csv.reader(phrases[1:])]
    page.fill("#text", "一、总体要求\n（二）基本原则\n1.耕地。" + "。\n".join(quoted))
    page.click("main form button[type=submit]")
    page.wait_for_selector(".flash.good")
    stage.go(page, "/policy/liuzhou-2020/LZ-005")
    expect("不少于调整永久基本农田面积的5％" in page.locator(".law mark").inner_text(), "the passage is not marked")
    stage.check(page, "531-passage", full=True)


def time_machine(stage):
    """The same project on two days, and under the pack of another place."""
    page = enter(stage)
    stage.go(page, "/policy/machine")
    stage.check(page, "532-machine", full=True)
    page.select_option("#project", PROJECT)
    page.fill("#leftDay", "2029-10-31")
    page.fill("#rightDay", "2029-12-31")
    page.click("main form button[type=submit]")
    page.wait_for_selector("table.verdicts")
    row = page.locator("table.verdicts tr", has_text="LZ-057").first.inner_text()
    expect("逾期" in row and "已豁免" in row, f"three years were over, then waived: {row}")
    stage.check(page, "532-two-days", full=True)
    stage.go(page, f"/policy/machine?project={PROJECT}&right=wuxi-2022")
    page.wait_for_selector("table.verdicts")
    stage.check(page, "532-two-documents")
    stage.go(page, "/policy/machine?project=all&right=wuxi-2022")
    expect("西鹅乡" in page.content(), "the bench leaves the project out")
    stage.check(page, "532-bench")


def meeting_from_agenda_to_minutes(stage):
    """The meeting of the story: topics, opinions, a resolution done in time, five signatures, issued minutes."""
    page = enter(stage)
    stage.go(page, "/meetings")
    stage.check(page, "533-meetings", full=True)
    page.click(f"a[href='/meetings/{MEETING}']")
    page.wait_for_selector("table.sign")
    text = page.locator("main").inner_text()
    for words in ["高标准农田资金统筹", "须先完成预算评审", "2027-12-20 办结", "甲联席纪要〔2027〕1号", "市专家组（潘教授）"]:
        expect(words in text, f"the page does not tell: {words}")
    expect(page.locator("table.sign .fd.satisfied").count() == 5, "five members signed")
    stage.check(page, "533-meeting", full=True)


def review_of_the_project(stage):
    """The review shows the chain with who did what, the mended plan beside the draft, and what stands in the way."""
    page = enter(stage)
    stage.go(page, f"/review/{PROJECT}?act=approveInitiation&show=open")
    text = page.locator("main").inner_text()
    for words in ["孙处长", "潘教授", "黄主任", "新增耕地坡度图缺失", "汛期停工及方案变更审查延误"]:
        expect(words in text, f"the page does not tell: {words}")
    stage.check(page, "534-review", full=True)
    stage.go(page, f"/review/{PROJECT}?act=acceptWhole")
    stage.check(page, "534-review-accept", full=True)
    reply = page.context.request.get(stage.base + "/review/nothing")
    expect(reply.status == 404, "a project that is not there")


def survey_by_village(stage):
    """The potentials of the four villages, the chart with the figures of the table, and the willingness."""
    page = enter(stage)
    stage.go(page, "/survey")
    page.wait_for_selector(".chart svg")
    expect(page.locator("#table-potentials tbody tr").count() == 4, "four villages")
    stage.check(page, "535-survey", full=True)


def nothing_outside_the_area(stage):
    """A village's officer sees neither the city's meeting nor its review; the packs are there for everyone."""
    page = enter(stage, VILLAGER)
    stage.go(page, "/policy")
    expect(page.locator("tbody tr").count() == 5, "the packs are for everyone with business")
    for path in ["/review/nowhere", "/meetings/nowhere"]:
        expect(page.context.request.get(stage.base + path).status == 404, path)


def governance_on_the_phone(stage):
    """Every page of this file on a phone."""
    page = enter(stage, size=PHONE)
    for path, name in [
        ("/policy", "policy"), ("/policy/liuzhou-2020", "pack"), ("/policy/liuzhou-2020?tab=life", "life"),
        ("/policy/liuzhou-2020/LZ-005", "clause"), (f"/policy/machine?project={PROJECT}&leftDay=2029-10-31", "machine"),
        ("/meetings", "meetings"), (f"/meetings/{MEETING}", "meeting"),
        (f"/review/{PROJECT}?act=approveInitiation", "review"), ("/survey", "survey"),
    ]:
        stage.go(page, path)
        stage.check(page, f"536-phone-{name}", full=True)


JOURNEYS = [library_of_packs, clause_and_its_passage, time_machine, meeting_from_agenda_to_minutes, review_of_the_project,
            survey_by_village, nothing_outside_the_area, governance_on_the_phone]
