"""Finished pages are kept, and nobody ever sees another's: rights, acts, language, sessions and conditional requests.

    python3 kept_pages.py PROGRAM

Founds an office with two counties and a project in each, and asks for pages again and again while something changes that
they rest on: an act, a right that is taken away by another process, the language, the session. The exit code is the
number of failures.
"""
import os
import sys

from projects import Client, expect, failures, found
from two_counties import Office

PAGES = ["/desk", "/projects", "/pool", "/annual", "/calendar", "/survey", "/meetings", "/inbox"]


def text(answer):
    status, _, content = answer
    return content.decode() if status == 200 else f"status {status}"


def page(client, path, **headers):
    return client.ask("GET", path, headers={"Accept": "text/html", **{k.replace("_", "-"): v for k, v in headers.items()}})


def rights(first, second, own, other):
    """One address, two people of two counties, in turns: each has the own project and never the other's."""
    for path in PAGES * 2:
        for client, seen, hidden in ((first, own, other), (second, other, own)):
            for _ in range(2):
                status, head, content = page(client, path)
                expect(f"{path} answers", status == 200)
                expect(f"{path} shows nothing of another county", hidden.encode() not in content)
                if path == "/projects":
                    expect(f"{path} shows the own project", seen.encode() in content)
    for path in (f"/projects/{own}", f"/projects/{own}?tab=report", f"/review/{own}", f"/acts/for/{own}"):
        tag = page(first, path)[1]["ETag"]
        expect(f"{path} has a tag", bool(tag))
        expect(f"{path} is not there for another county", page(second, path)[0] == 404)
        expect(f"{path} is not there by its tag", page(second, path, If_None_Match=tag)[0] == 404)
        expect(f"{path} is not there for nobody", page(Client(first.port), path, If_None_Match=tag)[0] in (302, 303))


def conditional(office, client, clerk, project):
    """A tag holds until something changes that the page rests on."""
    for path in ("/desk", "/projects", f"/projects/{project}", f"/projects/{project}?tab=files"):
        status, head, content = page(client, path)
        tag = head["ETag"]
        expect(f"{path} may be kept by the browser alone", head["Cache-Control"] == "private, no-cache")
        expect(f"{path} is of one session", "Cookie" in (head["Vary"] or ""))
        status, head, content = page(client, path, If_None_Match=tag)
        expect(f"{path} did not change", status == 304 and content == b"" and head["ETag"] == tag)
        packed = page(client, path, Accept_Encoding="gzip")
        expect(f"{path} has one tag however it is packed", packed[1]["ETag"] == tag and packed[1]["Content-Encoding"] == "gzip")
        office.do("fileDocument", clerk, subject=project, document="potentialSurveyReport", number=f"{len(path)} 号")
        status, head, content = page(client, path, If_None_Match=tag)
        expect(f"{path} changed with an act of another process", status == 200 and head["ETag"] != tag)


def language(client):
    chinese = text(page(client, "/projects"))
    cookie = client.cookie
    client.cookie += "; tc_language=en"
    english = text(page(client, "/projects"))
    expect("the page is English", 'lang="en"' in english and 'lang="zh-CN"' in chinese)
    client.cookie = cookie
    expect("the page is Chinese again", text(page(client, "/projects")) == chinese)


def sessions(client, again):
    """Another session of the same person has forms of its own."""
    import re
    tokens = [re.search(r'name="csrf" content="([^"]*)"', text(page(one, "/projects"))) for one in (client, again)]
    expect("each session has its token", all(tokens) and tokens[0].group(1) != tokens[1].group(1))


def revoked(office, client, appointment, project):
    """A right that ends takes the pages with it, also those that are kept."""
    paths = ["/desk", "/projects", f"/projects/{project}", f"/acts/for/{project}"]
    tags = {path: page(client, path)[1]["ETag"] for path in paths}
    office.do("endAppointment", "admin", appointment=appointment, reason="调离", **{"from": "2020-02-01"})
    for path in paths:
        status, _, content = page(client, path, If_None_Match=tags[path])
        expect(f"{path} is gone with the right ({status})", status != 304 and project.encode() not in content)


def main():
    program = sys.argv[1]
    office = found(program)
    port = office.serve(requests_per_minute=100_000)
    try:
        first, second = Client(port).sign_in("clerk-450222"), Client(port).sign_in("clerk-450223")
        own, other = "450222-1", "450223-1"
        rights(first, second, own, other)
        conditional(office, first, "clerk-450222", own)
        language(first)
        sessions(first, Client(port).sign_in("clerk-450222"))
        revoked(office, first, "a-450222", own)
    finally:
        office.stop()
    print("kept pages:", "sound" if not failures else f"{len(failures)} failures")
    sys.exit(len(failures))


if __name__ == "__main__":
    main()
