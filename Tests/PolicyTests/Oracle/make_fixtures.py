#!/usr/bin/env python3
"""Writes the fixtures of PolicyTests: what check.py, an independent reading of the pack format, makes of random facts and journals.

Usage: make_fixtures.py [CASES_PER_CLAUSE [SEED]]
Run it again after a clause or parameter of a pack has changed. Needs PyYAML. Output: ../Fixtures/oracle-<pack>.yaml (random cases),
../Fixtures/patches.yaml (every code a patched pack raises), ../Fixtures/rationals.txt (arithmetic by Python's fractions).
"""
import copy, datetime as dt, pathlib, random, re, sys
from fractions import Fraction as F
import yaml
import check

HERE = pathlib.Path(__file__).resolve().parent
PACKS, OUT = HERE.parents[2] / "PolicyPacks", HERE.parent / "Fixtures"
COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 5
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 20240701

def number(rnd, kind):
    if kind == "area": return rnd.choice([0, 0, 100, 100, 105, 104.99, 1000, 1050, 50000, 499999.99, 500000, 10000000, round(rnd.uniform(0, 1e6), 2)])
    if kind == "money": return rnd.choice([0, 100, 100, 250.5, 1000000, round(rnd.uniform(0, 1e7), 2)])
    if kind == "ratio": return rnd.choice([0, 0.05, 0.5, 1, 0.999, round(rnd.random(), 4)])
    if kind == "count": return rnd.choice([0, 0, 1, 1, 2, 3, 4, 5, 10, 12, 15, 23])
    if kind in ("index", "grade"): return rnd.choice([0, 0.21, 1.2, 1.2, 8.1, 8.5, 8.5, round(rnd.uniform(0, 10), 6)])
    if kind == "year": return rnd.choice([2019, 2020, 2023, 2023, 2024])

def day(rnd): return dt.date(rnd.choice([2020, 2021, 2022, 2022, 2023, 2024, 2025, 2026]), rnd.randint(1, 12), rnd.randint(1, 28))

def value(rnd, p, fact):
    t = fact["t"]
    if t == "bool": return rnd.random() < 0.5
    if t == "date": return rnd.choice([dt.date(2025, 3, 1), dt.date(2025, 3, 1), day(rnd)])
    codes = list(p.offices) if fact.get("of") == "office" else p.v["codes"].get(fact.get("of"), [])
    if t == "code": return rnd.choice(codes)
    if t == "codes": return rnd.sample(codes, rnd.randint(0, 3))
    x = number(rnd, t)
    return {"value": x, "provenance": rnd.choice(["measured", "computed", "declared"])} if t == "area" and fact["zh"] not in ("需求", "已安排") and rnd.random() < 0.2 else x

def names(n, found):
    """Facts, collections and acts a node speaks of."""
    if not isinstance(n, tuple): return
    if n[0] == "name": found["names"].add(n[1])
    if n[0] == "call": found[n[1]].add(n[2])
    if n[0] == "agg": found["collections"].add(n[2])
    for x in n[1:]: names(x, found)

def case(rnd, p, c):
    subject = c.get("subject", "project"); scopes = p.chain(subject)
    found = {k: set() for k in "names collections done dateOf filed provenance known".split()}
    for text, _ in p.exprs(c): names(p.parse(str(text)), found)
    for d in p.clauses:
        if c["id"] in d.get("overrides", []): names(p.parse(d["applies"]), found)
    if "order" in c: found["collections"].add("quotaUses")
    if "options" in c: found["collections"].add("subprojects")
    sure = rnd.choice([1, 0.9, 0.7])
    inner = found["names"] | found["known"] | found["provenance"] | {"type", "use", "demand", "allocated"}
    given = {"id": "x"} if rnd.random() < 0.8 else {}
    for n in sorted(found["names"] | found["known"] | found["provenance"]):
        f = p.fact(n, scopes)
        if f and n not in p.param and rnd.random() < sure: given[n] = value(rnd, p, f)
    for coll in sorted(found["collections"]):
        if rnd.random() > sure: continue
        e = p.collection(coll); items = []
        for i in range(rnd.choice([0, 1, 1, 2, 3])):
            item = {"id": f"{coll}{i}"}
            for n in sorted(inner & set(p.v["facts"].get(e, {}))):
                if rnd.random() < sure or n in ("use", "demand", "allocated"): item[n] = value(rnd, p, p.v["facts"][e][n])
            if coll == "quotaUses" and "order" in c: item["use"] = rnd.choice(c["order"])
            if coll == "subprojects" and "options" in c and rnd.random() < 0.5: item["type"] = rnd.choice(c["options"])
            items.append(item)
        given[coll] = items
    if any("resolvedBy" in p.offices[o] for o in c.get("offices", []) + [o for v in c.get("approvedBy", {}).values() for o in v]) and rnd.random() < 0.8:
        given["type"] = rnd.choice(list(p.head["subprojectTypes"]))
    asOf = day(rnd); dates = iter(sorted(rnd.sample([dt.date(2020, 1, 1) + dt.timedelta(n) for n in range(2500)], 40))); journal = []
    due = c.get("due", {})
    def office(right): return rnd.choice([list(right), list(right), list(right)[:1], [rnd.choice(list(p.offices))]]) or [rnd.choice(list(p.offices))]
    def resolved(right): return [p.head["subprojectTypes"].get(given.get("type"), o) if "resolvedBy" in p.offices[o] else o for o in right]
    likely = rnd.choice([0.3, 0.7, 0.95])
    for a in c.get("after", []) + list(c.get("approvedBy", {})) + c.get("does", []) + ([c["act"]] if "act" in c else []) + ([due["after"]] if "after" in due else []) + sorted(found["done"] | found["dateOf"]):
        if rnd.random() < likely: journal.append({"act": a, "by": office(resolved(c.get("approvedBy", {}).get(a) or c.get("offices") or p.acts[a].get("by", [])))})
    for a in c.get("blocks", []):
        if rnd.random() < 0.25: journal.append({"act": a, "by": office(p.acts[a].get("by", []))})
    papers = c.get("documents", []) + sorted(found["filed"]) + (c.get("waiver") or {}).get("documents", [])
    for d in papers:
        if rnd.random() < likely:
            e = {"file": d}
            if c.get("sections"): e["sections"] = c["sections"] if rnd.random() < 0.8 else c["sections"][:-1]
            if c.get("to"): e["to"] = c["to"] if rnd.random() < 0.8 else c["to"][1:]
            journal.append(e)
    if c["kind"] == "role":
        for o in c.get("offices", [rnd.choice(list(p.offices))]):
            for post in c.get("posts", ["head"]):
                if rnd.random() < likely: journal.append({"appoint": post, "office": o if rnd.random() < 0.9 else rnd.choice(list(p.offices))})
    if c["kind"] == "deadline" and c.get("to"):
        for e in journal:
            if rnd.random() < 0.8: e["to"] = c["to"]
    if rnd.random() < 0.3: journal.append({"waive": c["id"], "by": office(p.waivers(c) or list(p.offices)[:1]), **({"reason": "理由"} if rnd.random() < 0.8 else {})})
    if "attest" in c and rnd.random() < likely: journal.append({"attest": c["id"], "by": office([c["attest"]])})
    if c["kind"] == "prohibition":
        if rnd.random() < 0.2: journal.append({"breach": c["id"], "by": [rnd.choice(list(p.offices))]})
        if rnd.random() < 0.2: journal.append({"close": c["id"], "by": [rnd.choice(list(p.offices))]})
    for a in c.get("accounts", []):
        if rnd.random() < max(likely, 0.7): journal.append({"open": a})
    rnd.shuffle(journal); journal = journal[:40]
    plain = c["strength"] not in ("in-principle", "may")      # check.py asks there for papers of anything
    for e in journal:
        e["date"] = next(dates)
        if rnd.random() < 0.5: asOf = max(asOf, e["date"]) if rnd.random() < 0.6 else asOf
        if ("act" in e or ("file" in e and plain)) and rnd.random() < 0.25: e["of"] = rnd.choice(["x", "x", "y"])
    out = {"name": f"{c['id']}", "clause": c["id"], "asOf": asOf}
    if "from" in c and rnd.random() < 0.8:
        track = p.stages[c["from"]][0]
        out["stage"] = rnd.choice([s for s, (t, _) in p.stages.items() if t == track])
    if given: out["given"] = given
    if journal: out["journal"] = sorted(journal, key=lambda e: e["date"])
    return out

def run(p, k):
    case = check.Case(p, k)
    status = case.judge(p.byId[k["clause"]])
    row = {"expect": status}
    if status in ("satisfied", "violated") and isinstance(case.measured, F) and isinstance(case.required, F): row["measured"], row["required"] = str(case.measured), str(case.required)
    if case.missing: row["missing"] = sorted(case.missing)
    return row

class Flow(yaml.SafeDumper): pass
Flow.ignore_aliases = lambda self, data: True

def main():
    vocabulary = yaml.safe_load((PACKS / "vocabulary.yaml").read_text(encoding="utf-8"))
    patches = []
    for folder in sorted(f.parent for f in PACKS.glob("*/pack.yaml")):
        p = check.Pack(folder, vocabulary); lines, crashed = [], 0
        for c in p.clauses:
            for n in range(COUNT):
                k = case(random.Random(f"{SEED} {c['id']} {n}"), p, c)
                try: row = run(p, k)
                except check.PackError: raise
                except (TypeError, KeyError, AttributeError, IndexError): crashed += 1; continue      # places check.py does not reach
                lines.append("- " + yaml.dump({"case": {**k, "expect": row.pop("expect")}, **row}, Dumper=Flow, default_flow_style=True, allow_unicode=True, width=10**6, sort_keys=False).strip())
        (OUT / f"oracle-{p.head['pack']}.yaml").write_text("# Random cases judged by Oracle/check.py; written by Oracle/make_fixtures.py.\n" + "\n".join(lines) + "\n", encoding="utf-8")
        print(p.head["pack"], len(lines), "cases,", crashed, "not decided by check.py")
        for b in p.bad:
            q = check.Pack(folder, vocabulary, copy.deepcopy(b["patch"]))
            patches.append({"pack": p.head["pack"], "name": b["name"], "codes": sorted({e.code for e in q.errors})})
    (OUT / "patches.yaml").write_text("# Codes Oracle/check.py raises for every patched pack; written by Oracle/make_fixtures.py.\n" + "".join("- " + yaml.dump(x, Dumper=Flow, default_flow_style=True, allow_unicode=True, width=10**6, sort_keys=False) for x in patches), encoding="utf-8")
    rnd = random.Random(SEED); rows = []
    for _ in range(400):
        a, b = (F(rnd.randint(-10**rnd.randint(1, 14), 10**rnd.randint(1, 14)), rnd.randint(1, 10**rnd.randint(1, 7))) for _ in "ab")
        q = a / b if b else None
        rows.append(" ".join(str(x) for x in (a, b, a + b, a - b, a * b, q, int(a < b), int(a == b))))
    (OUT / "rationals.txt").write_text("\n".join(rows) + "\n")

main()
