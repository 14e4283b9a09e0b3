"""The pages of projects: every tab answers, another county sees nothing, texts stay texts.

    python3 projects.py PROGRAM

Founds an office with two counties, puts projects on file by the program, and asks for every page as the clerk of each
county. The exit code is the number of failures.
"""
import http.client
import json
import os
import re
import sys

from two_counties import Office, PASSWORD

TABS = ["overview", "report", "plan", "parts", "ledger", "voice", "files", "log", "people"]
EVIL = "<script>alert(1)</script>\"'&{{words}}"
failures = []


def expect(what, held):
    if not held:
        failures.append(what)
        print("FAILED", what)


class Client:
    """A browser without scripts, signed in or not."""

    def __init__(self, port):
        self.port = port
        self.cookie = ""

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request(method, path, body=body, headers=dict(headers or {}, Cookie=self.cookie))
        answer = connection.getresponse()
        content = answer.read()
        for value in answer.headers.get_all("Set-Cookie") or []:
            if value.startswith("tc_session="):
                self.cookie = value.split(";")[0]
        connection.close()
        return answer.status, answer.headers, content

    def sign_in(self, name):
        status = self.ask("POST", "/api/v1/session", json.dumps({"name": name, "password": PASSWORD}),
                          {"Content-Type": "application/json"})[0]
        expect(f"{name} signs in", status == 204)
        return self


def found(program):
    """Two counties, a pack for the city, a project in each, one with a name that is no text for a page."""
    office = Office(program, patches=400)
    office.found()
    packs = os.path.join(os.getcwd(), "PolicyPacks", "liuzhou-2020")
    office.do("registerPerson", "admin", id="chen", name="陈科长", office="city")
    office.do("appoint", "admin", person="chen", office="city", **{"from": "2020-01-01"})
    office.do("publishPack", "chen", folder=packs, area="4502")
    office.do("listSubject", "chen", subject="4502", entity="city", name="甲市", area="4502")
    for county in ("450222", "450223"):
        office.do("listSubject", "chen", subject=county, entity="county", name=f"县 {county}", area=county, parent="4502")
        office.do("listSubject", f"clerk-{county}", subject=f"{county}-1", entity="project",
                  name=EVIL if county == "450222" else "邻县项目", area=county + "101", parent=county)
        office.do("listSubject", f"clerk-{county}", subject=f"{county}-1/s-1", entity="subproject", name="子项目一",
                  parent=f"{county}-1")
    paper = os.path.join(office.folder, "paper.txt")
    with open(paper, "w", encoding="utf-8") as file:
        file.write("可行性研究报告正文")
    office.do("fileDocument", "clerk-450222", subject="450222-1", document="feasibilityStudy", file=paper)
    return office


def page(client, path, **headers):
    return client.ask("GET", path, headers={"Accept": "text/html", **headers})


def whole(client, path, status=200):
    got, headers, content = page(client, path)
    expect(f"{path} answers {status}: {got}", got == status)
    text = content.decode("utf-8", "replace")
    expect(f"{path} holds no text as a program", "<script>alert" not in text)
    return text


def main():
    office = found(sys.argv[1])
    port = office.serve()
    own = Client(port).sign_in("clerk-450222")
    other = Client(port).sign_in("clerk-450223")

    text = whole(own, "/projects")
    expect("the list names the county's project", "/projects/450222-1" in text)
    expect("the list does not name the neighbour's", "450223-1" not in text and "邻县项目" not in text)
    expect("a name is a text", "&lt;script&gt;alert(1)" in text)
    for query in ("?q=450222", "?area=450222", "?pool=reserved", "?only=blocked", "?sort=latest", "?stage=mature", "?page=9"):
        whole(own, "/projects" + query)
    for tab in TABS:
        text = whole(own, f"/projects/450222-1?tab={tab}")
        expect(f"{tab} is the tab shown", re.search(rf'tab={tab}[^>]*aria-current="page"', text) is not None)
    for path in ("/projects/450222", "/projects/4502", "/projects/450222-1/s-1", "/projects/450222-1%2Fs-1",
                 "/projects/450222-1?day=2021-01-01", "/projects/450222-1?tab=report&status=awaitingEvidence"):
        got = page(own, path)[0]
        expect(f"{path} answers: {got}", got == (404 if "2021" in path else 200))
    whole(own, "/projects/450222-1?tab=nothing", 400)
    whole(own, "/projects/450222-9", 404)

    text = whole(own, "/projects/450222-1?tab=report")
    clause = re.search(r'/projects/450222-1/findings/([A-Z0-9-]+)', text).group(1)
    evidence = f"/projects/450222-1/findings/{clause}"
    text = whole(own, evidence)
    expect("the whole page holds list and evidence", 'id="drawer-h"' in text and 'class="rc sel"' in text)
    fragment = page(own, evidence, **{"HX-Request": "true"})[2].decode()
    expect("the fragment is the evidence alone", 'id="drawer-h"' in fragment and "<html" not in fragment)
    expect("a clause that is not there", page(own, "/projects/450222-1/findings/LZ-999")[0] == 404)

    text = whole(own, "/projects/450222-1?tab=files")
    file = re.search(r'/projects/450222-1/files/[0-9a-f]{64}', text).group(0)
    got, headers, content = page(own, file)
    expect("a paper comes as it was", got == 200 and content.decode() == "可行性研究报告正文")
    expect("as a file to save", headers["Content-Disposition"].startswith("attachment"))
    expect("a file of the vault that is no paper of it", page(own, "/projects/450222-1/files/" + "0" * 64)[0] == 404)
    for table in ("clauses", "log", "papers", "offices"):
        got, headers, content = page(own, f"/projects/450222-1?format=csv&table={table}")
        expect(f"the table {table} leaves: {got}", got == 200 and content.startswith(b"\xef\xbb\xbf"))
    expect("the list leaves", page(own, "/projects?format=xlsx")[2][:2] == b"PK")

    for path in ("/projects/450222-1", "/projects/450222", "/projects/450222-1/s-1", evidence, file,
                 "/projects/450222-1?format=csv&table=log"):
        expect(f"{path} is not there for the neighbour", page(other, path)[0] == 404)
    expect("nor for a stranger", page(Client(port), "/projects/450222-1")[0] == 303)

    # What is kept must not outlive an act.
    before = whole(own, "/projects/450222-1?tab=log")
    office.do("stateFacts", "clerk-450222", subject="450222-1", source="方案", facts={"implementationPhases": 2})
    after = whole(own, "/projects/450222-1?tab=log")
    expect("an act shows at once", "分期数" in after and "分期数" not in before)
    english = page(own, "/projects/450222-1?tab=log", **{"Accept-Language": "en"})[2].decode()
    expect("in English too", "implementationPhases" in english)
    office.do("suspendLife", "clerk-450222", subject="450222-1", reason="汛期停工")
    text = whole(own, "/projects/450222-1/s-1")
    expect("what a project contains tells that it stands still, and where", "汛期停工" in text and re.search(r'class="flash bad">.*?href="/projects/450222-1"', text) is not None)
    office.stop()
    print(f"{len(failures)} failures")
    sys.exit(min(len(failures), 100))


main()
