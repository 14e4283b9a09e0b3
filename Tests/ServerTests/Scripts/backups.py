"""Backs an office up while it is served, restores it, and looks whether its people can still sign in.

    python3 backups.py PROGRAM

The exit code is the number of failures.
"""
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time

import attack
from attack import Client, expect, page_csrf
from two_counties import Office, PASSWORD


def restored(office, name, source, *more):
    """A restored home as an office of its own, and what the program said."""
    other = Office(office.program, folder=os.path.join(office.folder, name))
    os.makedirs(other.folder)
    return other, json.loads(other.run("restore", "--from", source, "--home", other.home, "--json", *more))


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


def from_page(port, admin, folder):
    """A backup taken on the page of backups; gives its folder."""
    admin.ask("POST", "/admin/backups", "csrf=" + page_csrf(admin, "/admin/backups"),
              {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"})
    for _ in range(300):
        names = [n for n in (os.listdir(folder) if os.path.isdir(folder) else []) if ".new-" not in n]
        done = [n for n in names if os.path.exists(os.path.join(folder, n, "checked.json"))]
        if done:
            with open(os.path.join(folder, done[0], "checked.json")) as file:
                expect("reading it back finds no fault", json.load(file)["faults"] == [])
            return os.path.join(folder, done[0])
        time.sleep(0.1)
    raise SystemExit("no backup was made")


def main():
    office = Office(sys.argv[1])
    office.begin()
    backup = os.path.join(office.folder, "backup")
    port = office.serve()
    try:
        admin = Client(port)
        admin.sign_in("admin")
        kept = admin.cookies["tc_session"]
        said = json.loads(office.run("backup", "--home", office.home, "--to", backup, "--json"))
        expect("the accounts are in it", said["accounts"] is True)
        page = from_page(port, admin, office.home + ".backups")
        status = admin.ask("GET", "/api/v1/session")[0]
        expect(f"the server goes on ({status})", status == 200)
    finally:
        office.stop()
    for folder in (backup, page):
        file = os.path.join(folder, "accounts.sqlite")
        expect("for its owner only", mode(file) == 0o600)
        with open(os.path.join(folder, "backup.json")) as text:
            listed = json.load(text)["companions"]
        digest = subprocess.run(["sha256sum", file], check=True, capture_output=True, text=True).stdout.split()[0]
        expect(f"listed by its digest: {listed}", listed == [{"file": "accounts.sqlite", "sha256": digest}])
        rows = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        expect("whole", rows.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
        expect("the session was in it", rows.execute("SELECT count(*) FROM session").fetchone()[0] >= 1)
        rows.close()

    for name, source in (("again", backup), ("from-page", page), ("from-home", office.home)):
        other, said = restored(office, name, source)
        expect(f"{name}: told", said["accounts"] is True)
        expect(f"{name}: for its owner only", mode(os.path.join(other.home, "accounts.sqlite")) == 0o600)
        left = sorted(n for n in os.listdir(source) if n.startswith("accounts"))
        expect(f"{name}: nothing is left beside the source: {left}", name == "from-home" or left == ["accounts.sqlite"])
        port = other.serve()
        try:
            stale = Client(port)
            stale.cookies["tc_session"] = kept
            expect(f"{name}: the old session does not revive", stale.ask("GET", "/api/v1/session")[0] == 401)
            again = Client(port)
            expect(f"{name}: the password is good", again.sign_in("admin") == 204)
            events = [row[0] for row in sqlite3.connect(
                f"file:{other.home}/accounts.sqlite?mode=ro", uri=True).execute("SELECT event FROM audit")]
            expect(f"{name}: on the audit", events.count("restored") == 1)
        finally:
            other.stop()
        expect(f"{name}: the doctor is content", subprocess.run(
            [office.program, "doctor", "--home", other.home], capture_output=True).returncode == 0)

    older = os.path.join(office.folder, "older")
    shutil.copytree(backup, older)
    os.remove(os.path.join(older, "accounts.sqlite"))
    with open(os.path.join(older, "backup.json")) as text:
        value = json.load(text)
    del value["companions"]
    with open(os.path.join(older, "backup.json"), "w") as text:
        json.dump(value, text)
    other, said = restored(office, "from-older", older)
    expect("a backup of an older program restores", said["accounts"] is False
           and not os.path.exists(os.path.join(other.home, "accounts.sqlite")))

    altered = os.path.join(office.folder, "altered")
    shutil.copytree(backup, altered)
    with open(os.path.join(altered, "accounts.sqlite"), "r+b") as file:
        file.seek(-1, os.SEEK_END)
        last = file.read(1)
        file.seek(-1, os.SEEK_END)
        file.write(bytes([last[0] ^ 1]))
    home = os.path.join(office.folder, "never")
    done = subprocess.run([office.program, "restore", "--from", altered, "--home", home], capture_output=True, text=True)
    expect("altered accounts are refused", done.returncode != 0 and not os.path.exists(home))
    expect("with the remedy", "--without-accounts" in done.stdout + done.stderr)
    done = subprocess.run([office.program, "doctor", "--home", altered], capture_output=True, text=True)
    expect("and the doctor names them", done.returncode != 0 and "accounts.sqlite" in done.stdout)
    _, said = restored(office, "without", altered, "--without-accounts")
    expect("the record is restored without them", said["accounts"] is False)
    print(f"{attack.tries} tries, {len(attack.failures)} failures")
    sys.exit(min(100, len(attack.failures)))


if __name__ == "__main__":
    main()
