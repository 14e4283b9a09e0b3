"""Work on the map: look, find, measure, analyse, compare, list, print, share."""
import contextlib
import json
import re
import sqlite3
import subprocess
import tempfile

from frame import expect


def _number(text):
    return float(re.sub(r"[^\d.]", "", text))


def identify_and_search(stage):
    """A click tells what is there; the search field finds a village and goes to it."""
    page = stage.page()
    stage.open_map(page)
    page.mouse.click(*stage.centre(page))
    page.wait_for_selector(".hit")
    page.wait_for_timeout(1500)
    stage.check(page, "05-identify")
    expect(page.locator(".hit .kv dt").count() > 3, "identify shows no fields")
    page.keyboard.press("Escape")
    page.fill("#mapq", "示例")
    page.wait_for_selector("#mapq-list li[id]")
    stage.check(page, "05-search")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hit")
    expect("sel=" in page.url, "the found feature is not in the address")


def measure_by_keyboard(stage):
    """Four points set with the keyboard alone give a legal area of the server."""
    page = stage.page()
    stage.open_map(page)
    page.click("[data-tool=measure]")
    canvas = page.locator("#map canvas")
    canvas.focus()
    for key in ["ArrowRight", "ArrowDown", "ArrowLeft"]:
        page.keyboard.press("Enter")
        page.keyboard.press(key)
        page.wait_for_timeout(700)
    page.keyboard.press("Enter")
    page.wait_for_selector(".measured .big")
    page.keyboard.press("Shift+Enter")
    page.wait_for_timeout(1500)
    stage.check(page, "06-measure")
    expect(_number(page.locator(".measured .big").first.inner_text().split()[0]) > 0, "nothing was measured")


def _closed(page):
    return "0.00" in page.locator("#result-foot .proof").inner_text()


def occupation_by_drawing(stage):
    """A drawn range is analysed; the parts close; a tab by village and the chart show the same."""
    page = stage.page()
    stage.open_map(page)
    page.click("[data-tool=occupation]")
    page.click(".choice")
    x, y = stage.centre(page)
    for across, down in [(-120, -110), (40, -130), (110, 60), (-60, 120)]:
        page.mouse.click(x + across, y + down)
        page.wait_for_timeout(350)
    page.click("#drawbar .btn-primary")
    page.wait_for_selector(".figures")
    page.wait_for_timeout(2500)
    stage.check(page, "07-occupation")
    expect(_closed(page), "the parts do not close to the range")
    total = _number(page.locator(".figures .v").first.inner_text())
    by_class = _number(page.locator("#tab-body tfoot td").nth(2).inner_text())
    expect(abs(total - by_class) < 0.0002, f"classes sum to {by_class} ha of {total} ha")
    page.click("#tab-village")
    page.click("#tab-body .segments button:nth-child(2)")
    page.wait_for_selector("#tab-body .chart svg")
    stage.check(page, "07-occupation-chart")
    page.click("#tab-control")
    stage.check(page, "07-occupation-control")


def _boundary(stage, page, kind):
    """A square in the middle of the first dataset, as GeoJSON or as official coordinates."""
    dataset = stage.get_json(page, "/api/v1/datasets")["items"][0]["id"]
    west, south, east, north = stage.get_json(page, f"/api/v1/maps/{dataset}/latest/layers")["bounds"]
    x, y = (west + east) / 2, (south + north) / 2
    ring = [[x, y], [x + 0.004, y], [x + 0.004, y + 0.003], [x, y + 0.003]]
    if kind == "geojson":
        return json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "选址一"},
            "geometry": {"type": "Polygon", "coordinates": [ring + [ring[0]]]}}]}, ensure_ascii=False)
    from pyproj import Transformer
    zone = round(x / 3)
    project = Transformer.from_crs("EPSG:4490", f"EPSG:{4513 - 25 + zone}", always_xy=True)
    points = [project.transform(*point) for point in ring]
    lines = [f"J{index % 4 + 1},1,{north_:.3f},{east_:.3f}" for index, (east_, north_) in enumerate(points + points[:1])]
    head = ["[属性描述]", "格式版本号=1.01版本", "数据产生单位=示例测绘院", "数据产生日期=2026-11-20", "坐标系=2000国家大地坐标系",
            "几度分带=3", "投影类型=高斯克吕格", "计量单位=米", f"带号={zone}", "精度=0.001", "转换参数=,,,,,,", "[地块坐标]",
            "4,13.5,1,选址一,面,,,,@"]
    return "\r\n".join(head + lines) + "\r\n"


def _occupation_by_file(stage, kind, ending, shot):
    page = stage.page()
    stage.open_map(page)
    with tempfile.NamedTemporaryFile("w", suffix=ending, encoding="utf-8", delete=False, newline="") as file:
        file.write(_boundary(stage, page, kind))
    page.click("[data-tool=occupation]")
    page.set_input_files("#range-file", file.name)
    page.wait_for_selector(".figures")
    page.wait_for_timeout(2500)
    stage.check(page, shot)
    expect(_closed(page), "the parts do not close to the range")
    return _number(page.locator(".figures .v").first.inner_text())


def occupation_by_files(stage):
    """The same range as survey coordinates and as GeoJSON gives the same area to a square metre."""
    one = _occupation_by_file(stage, "geojson", ".geojson", "08-occupation-geojson")
    two = _occupation_by_file(stage, "txt", ".txt", "08-occupation-txt")
    expect(abs(one - two) <= 0.0002, f"GeoJSON gives {one} ha, coordinates give {two} ha")


def attribute_table(stage):
    """Filter, sort, page and export of the attribute table, and from a row to the map."""
    page = stage.page()
    stage.open_map(page)
    page.click("[data-tool=table]")
    page.wait_for_selector("#attributes tbody tr")
    page.wait_for_timeout(800)
    stage.check(page, "09-table")
    fields = page.locator(".filterbar select").first
    fields.select_option("DLBM")
    page.fill(".filterbar input", "0101")
    page.keyboard.press("Enter")
    page.wait_for_selector(".filterbar code")
    page.wait_for_timeout(1500)
    page.click("#attributes th button[title=TBMJ]")
    page.wait_for_selector("th[aria-sort=ascending]")
    page.click("#attributes th button[title=TBMJ]")
    page.wait_for_selector("th[aria-sort=descending]")
    page.wait_for_timeout(1500)
    page.click("#attributes tr[data-row='1']")
    page.wait_for_timeout(2500)
    stage.check(page, "09-table-filtered")
    expect("sel=" in page.url and "filter=" in page.url, "row and filter are not in the address")
    with page.expect_download() as waiting:
        page.click("#attributes-foot a:has-text('CSV')")
    text = open(waiting.value.path(), "rb").read()
    expect(text.startswith(b"\xef\xbb\xbf") and b"0101" in text, "the CSV has no byte order mark or no rows")


def _second_edition(stage, page):
    """The sample county a year later: every dry field of one township has become paddy."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [stage.binary, "sample", "--patches", "20000", "--seed", "7", "--out", folder + "/county"],
            check=True, capture_output=True)
        file = folder + "/county/survey.gpkg"
        with contextlib.closing(sqlite3.connect(file)) as database:
            # The triggers of the spatial index call functions that SQLite alone does not have; no shape changes.
            for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                database.execute(f'DROP TRIGGER "{trigger}"')
            changed = database.execute(
                "UPDATE DLTB SET DLBM = '0101', DLMC = '水田' WHERE DLBM = '0103' AND ZLDWDM LIKE '459902102%'").rowcount
            database.commit()
        expect(changed > 20, f"only {changed} patches were changed")
        stage.go(page, "/data")
        page.set_input_files("#file", file)
        page.fill("#set", "sample-county")
        page.fill("#title", "示例县（演示数据）")
        page.click("form[data-upload] button[type=submit]")
        page.wait_for_selector("main a.btn-primary", timeout=300_000)


def before_and_after(stage):
    """Two editions of a county with a divider that moves by keyboard, then side by side, then by the time slider."""
    page = stage.page()
    stage.open_map(page)
    page.click("[data-tool=compare]")
    page.wait_for_selector("#result .state")
    stage.check(page, "10-compare-one")
    _second_edition(stage, page)
    stage.open_map(page)
    page.click("[data-tool=compare]")
    page.wait_for_selector("#comparebar:not([hidden])")
    page.locator("#swipe").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#swipe").get_attribute("aria-valuenow") == "52", "the divider does not move by keyboard")
    page.wait_for_timeout(3000)
    stage.check(page, "10-swipe")
    page.click("#comparebar .segments button:nth-child(2)")
    page.wait_for_timeout(3000)
    stage.check(page, "10-side")
    expect("cmp=" in page.url, "the comparison is not in the address")
    stage.open_map(page)
    slider = page.locator("#timeslider input")
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_timeout(3000)
    stage.check(page, "10-time")
    expect("e=1&" in page.url + "&", f"the slider leads to {page.url}")


def print_a3_at_scale(stage):
    """An A3 sheet at 1:10000 comes as a PDF of that size."""
    page = stage.page()
    stage.open_map(page)
    page.click("[data-tool=print]")
    page.select_option("#print-size", "A3")
    page.select_option("#print-scale", "10000")
    stage.check(page, "11-print")
    with page.expect_download() as waiting:
        page.click("dialog button[type=submit]")
    data = open(waiting.value.path(), "rb").read()
    expect(data.startswith(b"%PDF"), "the sheet is not a PDF")
    box = re.search(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", data)
    if box:
        width, height = float(box.group(1)), float(box.group(2))
        expect(abs(width - 1190.55) < 3 and abs(height - 841.89) < 3, f"the sheet is {width} × {height} points, not A3 across")


def share_link(stage):
    """The shared address opens the same layers, opacity and feature for somebody else."""
    page = stage.page()
    stage.open_map(page)
    page.locator("#layer-tree input[type=checkbox]").nth(2).click()
    page.locator("#layer-tree .more").first.click()
    page.locator("#layer-tree input[type=range]").fill("40")
    page.mouse.click(*stage.centre(page))
    page.wait_for_selector(".hit")
    page.wait_for_timeout(800)
    page.click("[data-tool=share]")
    address = page.input_value("#share-address")
    stage.check(page, "12-share")
    ticks = page.evaluate("[...document.querySelectorAll('#layer-tree input[type=checkbox]')].map((box) => box.checked)")
    other = stage.page()
    other.goto(address)
    other.wait_for_selector("#map[data-ready]")
    other.wait_for_selector(".hit")
    same = other.evaluate("[...document.querySelectorAll('#layer-tree input[type=checkbox]')].map((box) => box.checked)")
    expect(ticks == same, "the shared link shows other layers")
    expect("*0.4" in other.evaluate("decodeURIComponent(location.search)"), "the opacity was lost")
    other.wait_for_timeout(2000)
    stage.check(other, "12-shared")


JOURNEYS = [identify_and_search, measure_by_keyboard, occupation_by_drawing, occupation_by_files, attribute_table,
            before_and_after, print_a3_at_scale, share_link]
