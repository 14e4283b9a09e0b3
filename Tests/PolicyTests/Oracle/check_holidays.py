#!/usr/bin/env python3
"""Compares `holidays` of PolicyPacks/vocabulary.yaml with the PyPI package chinesecalendar, day by day, and writes ../Fixtures/workdays.txt.

Usage: check_holidays.py    (needs PyYAML and chinesecalendar 1.11 or later; exit status 1 when a day differs)
The fixture is what chinesecalendar says, one line a year: the year and a letter a day, w worked, r rest. WorkingCalendarTests reads it.
"""
import datetime as dt, pathlib, sys
import chinese_calendar, yaml

HERE = pathlib.Path(__file__).resolve().parent
tables = yaml.safe_load((HERE.parents[2] / "PolicyPacks/vocabulary.yaml").read_text(encoding="utf-8"))["holidays"]
lines, bad = [], 0
for year, table in tables.items():
    day, letters = dt.date(year, 1, 1), ""
    while day.year == year:
        theirs = chinese_calendar.is_workday(day)
        ours = day in table["workdays"] or (day.weekday() < 5 and day not in table["holidays"])
        if ours != theirs: print(f"{day}: ours {ours}, chinesecalendar {theirs}"); bad += 1
        letters += "w" if theirs else "r"
        day += dt.timedelta(1)
    if any(d.year != year for d in table["holidays"] + table["workdays"]): print(f"{year}: a day of another year"); bad += 1
    lines.append(f"{year} {letters}")
(HERE.parent / "Fixtures/workdays.txt").write_text("\n".join(lines) + "\n", encoding="ascii")
print(f"{sum(len(l) - 5 for l in lines)} days compared, {bad} differ")
sys.exit(1 if bad else 0)
