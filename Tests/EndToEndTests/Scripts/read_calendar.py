#!/usr/bin/env python3
"""Reads an iCalendar file with the package icalendar and writes what it finds as JSON: one object an event.

Usage: read_calendar.py FILE.ics    (exit status 3 when the package is not installed)
Checks what the package lets pass: line ends, lengths of lines in bytes, no character broken by folding.
"""
import json, pathlib, sys
try: import icalendar
except ImportError: sys.exit(3)

raw = pathlib.Path(sys.argv[1]).read_bytes()
assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b""), "line ends"
for line in raw.split(b"\r\n"):
    assert len(line) <= 75, f"{len(line)} bytes: {line!r}"
    line.decode("utf-8")
calendar = icalendar.Calendar.from_ical(raw)
assert calendar["VERSION"] == "2.0" and calendar["PRODID"]
events = []
for event in calendar.walk("VEVENT"):
    assert not event.errors, event.errors
    assert not hasattr(event["DTSTART"].dt, "hour") and (event["DTEND"].dt - event["DTSTART"].dt).days == 1
    assert event["DTSTAMP"].dt.utcoffset().total_seconds() == 0
    events.append({"uid": str(event["UID"]), "day": event["DTSTART"].dt.isoformat(), "summary": str(event["SUMMARY"]),
                   "description": str(event["DESCRIPTION"]),
                   "alarms": [alarm["TRIGGER"].dt.days for alarm in event.walk("VALARM")]})
assert len({e["uid"] for e in events}) == len(events), "UIDs repeat"
print(json.dumps(events, ensure_ascii=False))
