"""Reads the official documents and the dossier of a played scenario with other programs than ours.

    python3 papers.py PROGRAM [FOLDER]

Plays the Liuzhou scenario, serves the office, and takes minutes, letters, notices and the dossier of its project as files. Checks
by zipfile, XML and pdftotext that they hold what the scenario put on record, that every digest of the dossier is that of its
file and every hash of its journal extract that of its record, that neighbours find nothing, and that the audit names every
download. Files are kept in FOLDER when it is given. The exit code is the number of failures.
"""
import csv
import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import urllib.parse
import zipfile
from xml.etree import ElementTree

from attack import Client
from two_counties import Office, PASSWORD

PROJECT = "450222-2026-001"
MEETING = "m-2027-1"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
failures = []


def expect(what, held):
    if not held:
        failures.append(what)
        print("FAILED", what)


def texts(docx):
    """The paragraphs of a document, after every part of it was parsed."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        expect("the archive of a document", archive.testzip() is None)
        parts = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}
    body = parts["word/document.xml"].find(W + "body")
    return ["".join(text.text or "" for text in line.iter(W + "t")) for line in body.iter(W + "p")]


class Papers:
    def __init__(self, program, folder):
        self.office = Office(program)
        self.folder = folder
        self.taken = 0

    def play(self):
        office = self.office
        scenario = os.path.join(os.path.dirname(__file__), "../../../Scenarios/liuzhou-2020.yaml")
        office.run("run", scenario, "--home", office.home)
        note = os.path.join(office.folder, "note.txt")
        with open(note, "w") as file:
            file.write("可行性研究报告附件\n")
        self.note = open(note, "rb").read()
        office.do("fileDocument", "lu", subject=PROJECT, document="feasibilityStudy", sections=[], to=[],
                  file=note, number="乙可研〔2026〕3号")
        office.do("registerOffice", "admin", id="other-nr", kind="countyNaturalResources",
                  name="丙县自然资源局", areas=["450223"])
        office.do("registerPerson", "admin", id="other", name="邻县经办", office="other-nr")
        office.do("appoint", "admin", id="a-other", person="other", office="other-nr", post="staff",
                  **{"from": "2020-01-01"})
        for person in ("huang", "lu", "other"):
            office.account(person)
        self.port = office.serve(requests_per_minute=6000)
        self.people = {}
        for person in ("huang", "lu", "other"):
            client = self.people[person] = Client(self.port)
            client.sign_in(person)

    def take(self, person, path, status=200):
        got, head, content = self.people[person].ask("GET", path)
        expect(f"{person} {path}: {got} instead of {status} {content[:300] if got != status else ''}", got == status)
        if got == 200:
            self.taken += 1
            if self.folder:
                name = urllib.parse.unquote(head["Content-Disposition"].split("''")[-1])
                with open(os.path.join(self.folder, name), "wb") as file:
                    file.write(content)
        return content

    def pdf(self, content, *wanted):
        path = os.path.join(self.office.folder, "paper.pdf")
        with open(path, "wb") as file:
            file.write(content)
        text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True).stdout
        for one in wanted:
            expect(f"the PDF says {one}", one.replace(" ", "") in re.sub(r"\s", "", text))

    def minutes(self):
        path = f"/papers/meetings/{MEETING}/minutes"
        lines = texts(self.take("huang", path + ".docx"))
        whole = "\n".join(lines)
        expect("the head of the minutes", lines[0] == "市联席会议纪要")
        expect("their number", lines[1] == "甲联席纪要〔2027〕1号")
        for one in ("高标准农田资金统筹（甲市农业农村局提出）", "甲市财政局不同意：须先完成预算评审。",
                    "完成高标准农田资金预算评审", "2027年12月31日", "甲市林业和园林局",
                    "列席：市专家组潘教授。", "会议主持人：＿＿＿＿＿＿＿＿"):
            expect(f"the minutes say {one}", one in whole)
        expect("what was refused is not in the minutes", "不明事项" not in whole and "重复编号" not in whole)
        self.pdf(self.take("huang", path + ".pdf"), "市联席会议纪要", "甲联席纪要〔2027〕1号", "— 1 —")
        self.take("huang", "/papers/meetings/none/minutes.docx", 404)

    def letters(self):
        base = f"/papers/projects/{PROJECT}/"
        for name, wanted in (("findings", "一次性告知单"), ("notice", "公示"), ("returned", "退回"),
                             ("approval", "批复")):
            whole = "\n".join(texts(self.take("lu", base + name + ".docx")))
            expect(f"{name} says {wanted}", wanted in whole)
        self.pdf(self.take("lu", base + "findings.pdf"), "一次性告知单")
        _, _, page = self.people["lu"].ask("GET", base[:-1], headers={"Accept": "text/html"})
        for name in ("findings", "notice", "returned", "approval"):
            expect(f"the page leads to {name}", f"{base}{name}.docx".encode() in page)
        for name in ("findings.docx", "notice.pdf"):
            self.take("other", base + name, 404)

    def dossier(self):
        path = f"/projects/{PROJECT}/dossier.zip"
        self.take("other", path, 404)
        content = self.take("lu", path)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            expect("the dossier's checksums", archive.testzip() is None)
            files = {name: archive.read(name) for name in archive.namelist()}
        manifest = json.loads(files["manifest.json"])
        listed = {file["path"]: file for file in manifest["files"]}
        expect("every file is listed", set(listed) == set(files) - {"manifest.json"})
        for name, file in listed.items():
            expect(f"the digest of {name}", hashlib.sha256(files[name]).hexdigest() == file["sha256"])
            expect(f"the length of {name}", len(files[name]) == file["bytes"])
        expect("the attachment", self.note in files.values())
        page = files["index.html"].decode()
        expect("the index has no script and no network",
               "<script" not in page and not re.search(r"(?:src|href)=\"(?:https?:|/)", page))
        for name in re.findall(r"href=\"([^\"]+)\"", page):
            expect(f"the index leads to {name}", urllib.parse.unquote(name) in files)
        rows = list(csv.reader(io.StringIO(files["index.csv"].decode("utf-8-sig"))))
        expect("the index as a table", {row[1]: row[4] for row in rows[1:]}.items() <= {
            name: hashlib.sha256(body).hexdigest() for name, body in files.items()}.items())
        self.extract(files["01 办理记录/日志摘录.jsonl"], manifest)
        for name, body in files.items():
            if name.endswith(".docx"):
                texts(body)
        self.tables({name: body for name, body in files.items() if name.endswith(".xlsx")})

    def extract(self, lines, manifest):
        events = 0
        for line in lines.splitlines():
            match = re.fullmatch(
                rb'\{"event":(.*),"hash":"([0-9a-f]{64})","previous":"([0-9a-f]{64})"\}', line)
            if match:
                events += 1
                made = hashlib.sha256(bytes.fromhex(match[3].decode()) + match[1]).hexdigest()
                expect(f"the hash of record {events} of the extract", made == match[2].decode())
                if json.loads(match[1])["sequence"] == manifest["journal"]["sequence"]:
                    expect("the head of the journal", made == manifest["journal"]["head"])
        expect("the extract has the records of the project", events > 100)

    def tables(self, tables):
        import openpyxl
        expect("the dossier has tables", len(tables) >= 5)
        for name, body in tables.items():
            sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
            expect(f"{name} has rows", sheet.max_row > 3)

    def audit(self):
        path = next(os.path.join(root, name) for root, _, names in os.walk(self.office.home)
                    for name in names if name.startswith("accounts") and name.endswith(".sqlite"))
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            found = database.execute(
                "SELECT count(*) FROM audit WHERE detail LIKE '/papers/%' OR detail LIKE '/projects/%'").fetchone()[0]
        expect(f"the audit names every download: {found} of {self.taken}", found == self.taken)


def main():
    folder = sys.argv[2] if len(sys.argv) > 2 else None
    if folder:
        os.makedirs(folder, exist_ok=True)
    papers = Papers(sys.argv[1], folder)
    papers.play()
    try:
        papers.minutes()
        papers.letters()
        papers.dossier()
        papers.audit()
    finally:
        papers.office.stop()
    print(f"papers: {papers.taken} files taken, {len(failures)} failures")
    if not failures:
        shutil.rmtree(papers.office.folder)
    sys.exit(len(failures))


if __name__ == "__main__":
    main()
