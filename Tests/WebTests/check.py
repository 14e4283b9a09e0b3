#!/usr/bin/env python3
"""Checks the web pages without a browser: words, icons, colours, sizes, and what the content security policy forbids.

Usage: check.py [--write]   Run in the package's folder. --write makes css/land-classes.css anew.
"""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path("Resources/Web")
TEMPLATES = sorted((ROOT / "templates").rglob("*.mustache"))
SCRIPTS = sorted((ROOT / "static/js").rglob("*.js"))
STYLES = sorted((ROOT / "static/css").glob("*.css"))
trouble = []


def flat(node, path=""):
    """The leaves of a nested table of words."""
    for key, value in node.items():
        here = f"{path}.{key}" if path else key
        if isinstance(value, dict):
            yield from flat(value, here)
        else:
            yield here, value


def words():
    zh = dict(flat(json.loads((ROOT / "words/zh.json").read_text())))
    en = dict(flat(json.loads((ROOT / "words/en.json").read_text())))
    for key in sorted(zh.keys() ^ en.keys()):
        trouble.append(f"words: {key} is in one language only")
    for key in zh.keys() & en.keys():
        if not zh[key].strip() or not en[key].strip():
            trouble.append(f"words: {key} is empty")
        if sorted(re.findall(r"\{\w+\}", zh[key])) != sorted(re.findall(r"\{\w+\}", en[key])):
            trouble.append(f"words: {key} has other places in the two languages")
    used = set()
    for file in TEMPLATES:
        for key in re.findall(r"\bwords\.([A-Za-z0-9.]+)", file.read_text().split("}}", 1)[1]):
            used.add(key)
            if key not in zh:
                trouble.append(f"{file}: words.{key} does not exist")
    roots = set()
    for file in SCRIPTS:
        text = file.read_text()
        for key in re.findall(r"\bt\(\s*'([^']+)'", text) + re.findall(r"\bfigure\('([^']+)'", text) + re.findall(r"\bturn\('([^']+)'", text):
            used.add(f"script.{key}")
            if f"script.{key}" not in zh:
                trouble.append(f"{file}: t('{key}') does not exist")
        for choice in re.findall(r"\bt\(([^()]*\?[^()]*)\)", text):
            for key in re.findall(r"'([a-z]+\.[A-Za-z.]+)'", choice):
                used.add(f"script.{key}")
                if f"script.{key}" not in zh:
                    trouble.append(f"{file}: {key} does not exist")
        roots |= {f"script.{start}" for start in re.findall(r"\bt\(`([a-zA-Z.]+)\$\{", text)}
    named = {"finding", "strength"}
    for key in zh:
        if key not in used and key.split(".")[0] not in named and not any(key.startswith(root) for root in roots):
            trouble.append(f"words: {key} is never used")


def icons():
    listed = (ROOT / "icons.txt").read_text().split()
    if listed != sorted(set(listed)):
        trouble.append("icons.txt is not sorted, or names one twice")
    used = set()
    for file in TEMPLATES:
        used |= set(re.findall(r"icons\.svg#([a-z0-9-]+)", file.read_text()))
    for file in SCRIPTS:
        text = file.read_text()
        for name in listed:
            if f"'{name}'" in text:
                used.add(name)
        for name in re.findall(r"\bicon\('([a-z0-9-]+)'\)", text):
            used.add(name)
    for file in pathlib.Path("Tests/WebTests/Fixtures").glob("*.json"):
        used |= set(re.findall(r'"icon": "([a-z0-9-]+)"', file.read_text()))
    for name in sorted(used - set(listed)):
        trouble.append(f"the icon {name} is used but not in icons.txt")


def colours(write):
    table = json.loads((ROOT / "static/land-classes.json").read_text())
    seen = set()
    lines = ["/* Made from land-classes.json: do not edit here. */", ":root {"]
    for entry in table["level1"] + table["classes"]:
        if entry["code"] not in seen:
            seen.add(entry["code"])
            lines.append(f"  --lc-{entry['code']}: {entry['colour']};")
    text = "\n".join(lines + ["}"]) + "\n"
    file = ROOT / "static/css/land-classes.css"
    if write:
        file.write_text(text)
    elif file.read_text() != text:
        trouble.append("css/land-classes.css is not what land-classes.json says: run check.py --write")


def safety():
    for file in TEMPLATES:
        text = file.read_text()
        if re.search(r"<script(?![^>]*(src=|type=\"application/json\"))", text):
            trouble.append(f"{file}: a script inside the page")
        if re.search(r"\son[a-z]+=", text):
            trouble.append(f"{file}: a handler inside the page")
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.S):
            if 'name="csrf"' not in form:
                trouble.append(f"{file}: a form that posts carries no token")
        if not text.startswith("{{!"):
            trouble.append(f"{file}: says nothing of the data it expects")
        for closing in re.findall(r"\{\{/([^}]*)\}\}", text):
            if "/" in closing:
                trouble.append(f"{file}: a closing tag with a slash, which the engine cannot read")
    for file in TEMPLATES + SCRIPTS + STYLES:
        if re.search(r"(https?:)?//(?!www\.w3\.org)[a-z0-9-]+\.[a-z]{2,}", file.read_text().replace("://www.w3.org", "")):
            trouble.append(f"{file}: names another host")


def sizes():
    for file in SCRIPTS + STYLES:
        lines = len(file.read_text().splitlines())
        if lines > 400:
            trouble.append(f"{file}: {lines} lines, at most 400")


words()
icons()
colours("--write" in sys.argv)
safety()
sizes()
for line in trouble:
    print(line)
print(f"{len(TEMPLATES)} templates, {len(SCRIPTS)} scripts, {len(STYLES)} styles; {len(trouble)} faults")
sys.exit(1 if trouble else 0)
