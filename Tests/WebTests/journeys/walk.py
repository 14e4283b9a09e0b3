"""Every page in English and at both widths: no Chinese but data, nothing past the edge, no violation."""
import html.parser
import json
import pathlib
import re
import urllib.parse

from frame import DESK, PHONE, expect
from tour import Routes, Walker

PIECE = re.compile(r"[\u3400-\u9fff]+")


def _words(node):
    for value in node.values():
        if isinstance(value, dict):
            yield from _words(value)
        else:
            yield value


def _corpus():
    """What may stand in Chinese: names and texts of the stories, terms and sentences of the documents, and of letters (督办函)."""
    files = [*pathlib.Path("Scenarios").glob("*.yaml"), *pathlib.Path("PolicyPacks").rglob("*.yaml"), *pathlib.Path("PolicyPacks").rglob("*.csv"),
             pathlib.Path("Sources/Operations/Calendar/ReminderLetter.swift")]
    # Letters are put together: what stands apart in their source is one run of characters on the page.
    return "\n".join([*(file.read_text() for file in files), "日前办结", "项事项已超过规定期限", "项事项即将到期"])


class Texts(html.parser.HTMLParser):
    """The texts of a page that people read or hear, with whether an element says that they are Chinese."""

    VOID = {"meta", "link", "input", "br", "img", "hr", "use", "source"}

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.open, self.found = [], []
        self.feed(page)

    @property
    def is_marked(self):
        return any(language == "zh" for _, language in self.open)

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        if tag not in self.VOID:
            # Minutes are an official document, whatever language they are read from.
            is_paper = "minutes" in (known.get("class") or "").split()
            self.open.append((tag, "paper" if is_paper else known.get("lang")))
        for name in ("title", "aria-label", "placeholder", "alt"):
            if known.get(name):
                # An attribute has no language of its own.
                self.found.append((f"{tag}[{name}]", known[name], True))

    def handle_endtag(self, tag):
        if tag in self.VOID or all(one != tag for one, _ in self.open):
            return
        while self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = {tag for tag, _ in self.open}
        if not tags & {"script", "style"} and all(language != "paper" for _, language in self.open):
            # Elements that hold nothing but text cannot mark a part of it.
            self.found.append((self.open[-1][0] if self.open else "", data, self.is_marked or bool(tags & {"option", "title", "textarea"})))


def _chinese(page, corpus, words):
    """The Chinese of a page that is no data, and the data that no element marks as Chinese."""
    foreign, unmarked = [], []
    for where, text, is_marked in Texts(page).found:
        for piece in PIECE.findall(text):
            if piece == "中文" and is_marked:
                continue
            # A word of the catalogue alone in its element is the interface's own, however often documents use it.
            if piece not in corpus or (not is_marked and text.strip() == piece and piece in words and len(piece) > 3):
                foreign.append(f"{where}: {text.strip()[:50]}")
            elif not is_marked:
                unmarked.append(f"{where}: {text.strip()[:50]}")
    return foreign, unmarked


def _english(stage, people):
    corpus, routes, trouble, places = _corpus(), Routes(), {}, {}
    words = set(_words(json.loads(pathlib.Path("Resources/Web/words/zh.json").read_text())))
    for person in people:
        def visit(route, address, status, page):
            # Examples of components and the titles of official documents are Chinese.
            if status != 200 or not page or route in ("/styleguide", "/papers/projects/{subject}"):
                return
            places.setdefault(route, (person, address))
            for kind, found in zip(("Chinese", "not marked"), _chinese(page, corpus, words)):
                for one in found:
                    trouble.setdefault(f"{route} {kind}: {one}", address)
        Walker(stage.base, person, "en").walk(routes, visit)
    expect(not trouble, f"{len(trouble)} places: " + "; ".join(list(trouble)[:40]))
    return places


def english_pages(stage):
    """Whoever reads English finds Chinese in names and quotations only, each marked as Chinese for readers aloud."""
    _english(stage, ["wang", "huang", "he", "luo", "admin"])


def english_pages_of_a_whole_story(stage):
    """The same where a story was told to its end."""
    _english(stage, ["wang", "huang"])


def _look(stage, people, mark):
    """One page of each kind, in both languages and at both widths."""
    routes = Routes()
    for person in people:
        places = {}

        def visit(route, address, status, page):
            if status == 200 and page and "<main" in page:
                places.setdefault(route, address)
        Walker(stage.base, person).walk(routes, visit)
        for size, width in [(DESK, "desk"), (PHONE, "phone")]:
            page = stage.page(signed_in=False, size=size)
            stage.enter(page, person)
            for language in ("zh", "en"):
                stage.go(page, f"/language?to={language}&back=%2F")
                for route, address in sorted(places.items()):
                    stage.go(page, address)
                    if route == "/map":
                        page.wait_for_timeout(2500)
                    name = re.sub(r"[^a-z0-9]+", "-", route.lower()).strip("-") or "home"
                    stage.check(page, f"62-{mark}-{person}-{name}-{language}-{width}", full=route != "/map")
            page.context.close()
            stage.open_pages.remove(page)


def every_page_in_two_languages(stage):
    """Every page that a county's clerk and an administrator come to, looked at in both languages and at both widths."""
    _look(stage, ["wang", "admin"], "office")


JOURNEYS = [english_pages, every_page_in_two_languages]
TOLD = [english_pages_of_a_whole_story]
