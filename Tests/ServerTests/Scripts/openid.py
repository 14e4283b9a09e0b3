"""Signs people in through an identity service, and tries what a forger, a broken service and a careless office would do.

    python3 openid.py PROGRAM

Starts a small identity service (identity_service.py) and an office that uses it. Every forged or broken sign-in must be
refused, leave no session, and be on the audit. The exit code is the number of failures.
"""
import base64
import hashlib
import hmac
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.parse

import attack
from attack import Client, expect, page_csrf
from identity_service import IdentityService, Key
from two_counties import Office, PASSWORD

CLIENT, SECRET = "tian chou/1", "s3cret+of=the:office"
refusals = 0


def free_port():
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]


def found(office):
    office.begin()
    for person in ("clerk", "guard"):
        office.do("registerPerson", "admin", id=person, name=person, office="city")
        office.do("appoint", "admin", id=f"a-{person}", person=person, office="city", post="staff",
                  **{"from": "2020-01-01"})
        office.account(person)


def misconfigured(office, good):
    """What is set wrongly is told when the server starts, by its key."""
    empty = os.path.join(office.folder, "empty")
    open(empty, "w").close()
    for key, change in (
            ("identity_client", {"identity_client": ""}), ("identity_secret_file", {"identity_secret_file": ""}),
            ("identity_secret_file", {"identity_secret_file": empty + "-absent"}),
            ("identity_secret_file", {"identity_secret_file": empty}),
            ("identity_issuer", {"identity_issuer": "http://id.example.gov.cn"}),
            ("identity_issuer", {"identity_issuer": ""}), ("public_address", {"public_address": ""}),
            ("public_address", {"public_address": "http://land.example.gov.cn"})):
        environment = dict(os.environ, **{f"TIANCHOU_{k.upper()}": v for k, v in (good | change).items()})
        done = subprocess.run([office.program, "serve", "--home", office.home, "--port", "0"], env=environment,
                              capture_output=True, text=True, timeout=60)
        expect(f"{change} is refused ({done.returncode})", done.returncode != 0)
        expect(f"{change} names {key}", f"{key}" in done.stdout + done.stderr)


def depart(client, back="/inbox"):
    """To the service; gives where it sends the browser back to."""
    status, head, _ = client.ask("GET", f"/sign-in/openid?back={urllib.parse.quote(back, safe='')}",
                                 headers={"Accept": "text/html"})
    if not expect_status("departure", status, 303):
        return None
    place = urllib.parse.urlsplit(head["Location"])
    at_service = Client(place.port)
    status, head, _ = at_service.ask("GET", f"{place.path}?{place.query}")
    place = urllib.parse.urlsplit(head["Location"])
    return f"{place.path}?{place.query}"


def expect_status(what, got, wanted):
    expect(f"{what}: {got}, not {wanted}", got == wanted)
    return got == wanted


def arrive(client, address):
    return client.ask("GET", address, headers={"Accept": "text/html"})


def refused(what, port, address, client, wanted=422, audited=True):
    """The answer is a page that refuses, and nobody is signed in."""
    global refusals
    status, _, page = arrive(client, address)
    expect_status(what, status, wanted)
    expect(f"{what}: tells why on the sign-in page", b'action="/sign-in"' in page and b"role=\"alert\"" in page)
    expect(f"{what}: no session", client.ask("GET", "/api/v1/session")[0] == 401)
    refusals += audited
    return page


def whole(office, port, service):
    """The whole way, and what of it can be used again."""
    client = Client(port)
    _, _, page = client.ask("GET", "/sign-in?back=/data", headers={"Accept": "text/html"})
    expect("the button is there", b'href="/sign-in/openid?back=%2Fdata"' in page)
    status, head, _ = client.ask("GET", "/sign-in/openid?back=/inbox")
    given = [v for v in head.get_all("Set-Cookie") if v.startswith("tc_openid=")]
    expect("one state cookie, for a short while, not for scripts", len(given) == 1 and "HttpOnly" in given[0]
           and "SameSite=Lax" in given[0] and re.search(r"Max-Age=(\d+)", given[0])
           and int(re.search(r"Max-Age=(\d+)", given[0]).group(1)) <= 600)
    service.subject = "clerk-there"
    address = depart(client)
    refused("an identity that nobody linked", port, address, client, audited=False)
    status, _, page = arrive(client, depart(client))
    expect("it is told what to tell the administrator", b"clerk-there" in page)
    office.run("account", "link", "--home", office.home, "--person", "clerk", "--issuer", service.issuer,
               "--subject", "clerk-there")
    expect("the identity is listed", "clerk-there" in office.run("account", "list", "--home", office.home, "--json"))
    address = depart(client)
    status, head, _ = arrive(client, address)
    expect_status("signed in", status, 303)
    expect("on to the page wanted", head["Location"] == "/inbox")
    expect("the person", client.json("GET", "/api/v1/session")[2].get("person") == "clerk")
    refused("the same answer again", port, address, Client(port))
    stale = Client(port)
    stale.cookies["tc_openid"] = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)["state"][0]
    refused("the same answer again, with its cookie", port, address, stale)
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        other = Client(port)
        status, head, _ = arrive(other, depart(other, back))
        expect(f"nobody is led to {back}", head["Location"] == "/")
    return client


def states(port):
    mine, theirs = Client(port), Client(port)
    my_answer, their_answer = depart(mine), depart(theirs)
    refused("another's answer in my browser", port, their_answer, mine)
    refused("my answer without a cookie", port, my_answer, Client(port))
    fresh = Client(port)
    refused("an answer nobody asked for", port, "/sign-in/openid/return?code=x&state=" + "A" * 43, fresh)
    fresh.cookies["tc_openid"] = "A" * 43
    refused("an invented state with its cookie", port, "/sign-in/openid/return?code=x&state=" + "A" * 43, fresh)
    fresh.cookies["tc_openid"] = ""
    refused("an empty state", port, "/sign-in/openid/return?code=x&state=", fresh)
    refused("no state", port, "/sign-in/openid/return?code=x", Client(port))


def forged(port, service):
    def claim(name, value):
        return lambda header, claims: claims.__setitem__(name, value) if value is not None else claims.pop(name)

    def head(name, value):
        return lambda header, claims: header.__setitem__(name, value)

    now = int(time.time())
    faults = {
        "no signature": head("alg", "none"), "signed with the client's secret": head("alg", "HS256"),
        "an algorithm in other letters": head("alg", "nOnE"), "a key nobody has": head("kid", "third"),
        "an extension": head("crit", ["exp"]), "another nonce": claim("nonce", "A" * 43),
        "no nonce": claim("nonce", None), "another audience": claim("aud", "someone"),
        "two audiences without a party": claim("aud", [CLIENT, "someone"]),
        "another party": claim("azp", "someone"), "run out": claim("exp", now - 3600), "no end": claim("exp", None),
        "from the future": claim("iat", now + 3600), "not yet good": claim("nbf", now + 3600),
        "another issuer": claim("iss", "https://other.example"), "nobody": claim("sub", None),
        "an empty name": claim("sub", ""), "a changed signature": "flipped", "no token": "no token",
        "a code it will not take": "code refused", "declined": "declined", "another service's answer": "mixed up",
        "a strange error": "strange error",
    }
    for what, fault in faults.items():
        client = Client(port)
        service.fault = fault
        page = refused(what, port, depart(client), client)
        expect(f"{what}: no foreign text", b"<script>alert" not in page)
        service.fault = None
    client = Client(port)
    right, service.key = service.key, Key("first")
    refused("another key under the same name", port, depart(client), client)
    service.key = right
    client = Client(port)
    expect_status("and the right one is still good", arrive(client, depart(client))[0], 303)


def broken(port, service):
    for what in ("redirect", "failure", "silence", "long token"):
        client = Client(port)
        service.fault = what
        refused(what, port, depart(client), client, wanted=502)
        service.fault = None
    expect("a redirection is not followed", "/elsewhere" not in service.asked)
    before = service.asked.count("/keys")
    service.key = Key("second")
    service.keys = [service.key]
    for _ in range(2):
        client = Client(port)
        expect_status("after a change of keys", arrive(client, depart(client))[0], 303)
    expect(f"keys are fetched once more ({before}, {service.asked.count('/keys')})",
           service.asked.count("/keys") == before + 1)


def totp(secret, moment):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, int(moment // 30).to_bytes(8, "big"), hashlib.sha1)
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start:start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def form(client, path, page, **fields):
    body = urllib.parse.urlencode({"csrf": page_csrf(client, page), **fields})
    return client.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded",
                                           "Accept": "text/html"})


def people(office, port, service):
    """The administrator links and parts; a second factor is asked for after the service as after a password."""
    admin = Client(port)
    admin.sign_in("admin")
    status, _, page = admin.ask("GET", "/admin/people", headers={"Accept": "text/html"})
    expect("the form is on the page", b"/admin/people/guard/link" in page and b"/admin/people/clerk/unlink" in page)
    for subject in ("", " ", "x" * 256, "clerk-there"):
        status, _, _ = form(admin, "/admin/people/guard/link", "/admin/people", subject=subject)
        expect(f"linking {subject[:12]!r} gives {status}", status in (400, 422))
    status, _, _ = form(admin, "/admin/people/guard/link", "/admin/people", subject=" guard-there ")
    expect_status("linked", status, 303)
    clerk = Client(port)
    clerk.sign_in("clerk")
    status, _, _ = form(clerk, "/admin/people/clerk/link", "/inbox", subject="admin-there")
    expect_status("a clerk links nobody", status, 403)

    service.subject = "guard-there"
    guard = Client(port)
    expect_status("the guard signs in", arrive(guard, depart(guard))[0], 303)
    _, _, page = form(guard, "/account/second", "/account")
    secret = re.search(rb'<p class="secret">([A-Z2-7 ]+)</p>', page).group(1).decode().replace(" ", "")
    status, _, _ = form(guard, "/account/second/confirm", "/account", code=totp(secret, time.time() - 30))
    expect("the second factor is set up", status in (200, 303))
    guard = Client(port)
    status, head, page = arrive(guard, depart(guard))
    expect_status("the second factor is asked for", status, 200)
    expect("before there is a session", guard.ask("GET", "/api/v1/session")[0] == 401)
    csrf = re.search(rb'name="csrf" value="([^"]*)"', page).group(1).decode()
    place = re.search(rb'name="next" value="([^"]*)"', page).group(1).decode()
    status, head, _ = guard.ask(
        "POST", "/sign-in/second", urllib.parse.urlencode({"csrf": csrf, "next": place, "kind": "totp",
                                                           "code": totp(secret, time.time())}),
        {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"})
    expect("and opens the session", status == 303 and head["Location"] == "/inbox")
    expect("of the guard", guard.json("GET", "/api/v1/session")[2].get("person") == "guard")

    status, _, _ = form(admin, "/admin/people/admin/unlink", "/admin/people", issuer=service.issuer,
                        subject="guard-there")
    expect_status("an identity is parted only from its person", status, 400)
    status, _, _ = form(admin, "/admin/people/guard/unlink", "/admin/people", issuer=service.issuer,
                        subject="guard-there")
    expect_status("parted", status, 303)
    expect("and the session has ended", guard.ask("GET", "/api/v1/session")[0] == 401)
    client = Client(port)
    refused("a parted identity", port, depart(client), client, audited=False)
    service.subject = "clerk-there"
    form(admin, "/admin/people/clerk/disable", "/admin/people")
    client = Client(port)
    refused("a closed account", port, depart(client), client, audited=False)
    form(admin, "/admin/people/clerk/enable", "/admin/people")
    office.run("account", "unlink", "--home", office.home, "--issuer", service.issuer, "--subject", "clerk-there")


def down(port):
    """Without the service people still sign in with passwords."""
    global refusals
    for _ in range(2):
        client = Client(port)
        status, _, page = client.ask("GET", "/sign-in/openid", headers={"Accept": "text/html"})
        refusals += 1
        expect_status("a service that is down", status, 502)
        expect("is told on the sign-in page", b'action="/sign-in"' in page)
    expect("a password still signs in", Client(port).sign_in("clerk") == 204)


def audit(office):
    entries = sqlite3.connect(f"file:{office.home}/accounts.sqlite?mode=ro", uri=True).execute(
        "SELECT event, count(*) FROM audit GROUP BY event").fetchall()
    found = dict(entries)
    expect(f"every refusal is on the audit ({found.get('openIDRefused')} of {refusals})",
           found.get("openIDRefused") == refusals)
    expect("links and partings too", found.get("identityLinked") == 2 and found.get("identityUnlinked") == 2)


def main():
    office = Office(sys.argv[1])
    found(office)
    port, identity = free_port(), free_port()
    secret = os.path.join(office.folder, "secret")
    with open(secret, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        file.write(SECRET + "\n")
    site = f"http://127.0.0.1:{port}"
    settings = {"identity_issuer": f"http://127.0.0.1:{identity}", "identity_client": CLIENT,
                "identity_secret_file": secret, "public_address": site}
    misconfigured(office, settings)
    print(f"misconfigured: {attack.tries} tries")
    office.serve(port=port, sign_ins_per_minute=10_000, **settings)
    service = None
    try:
        down(port)
        service = IdentityService(identity, CLIENT, SECRET, site + "/sign-in/openid/return")
        service.fault = "long description"
        expect_status("a long description", Client(port).ask("GET", "/sign-in/openid")[0], 502)
        service.fault = "other issuer"
        expect_status("another's description", Client(port).ask("GET", "/sign-in/openid")[0], 502)
        service.fault = None
        global refusals
        refusals += 2
        for part, arguments in ((whole, (office, port, service)), (states, (port,)), (forged, (port, service)),
                                (broken, (port, service)), (people, (office, port, service))):
            before = attack.tries
            part(*arguments)
            print(f"{part.__name__}: {attack.tries - before} tries")
        audit(office)
        expect(f"the service has nothing to complain of: {service.complaints}", not service.complaints)
    finally:
        with open(office.log.name) as log:
            text = log.read()
        code = office.stop()
    expect("no secret in the log", not any(part in text for part in (SECRET, PASSWORD, "tc_session", "code=", "eyJ")))
    expect(f"the server ends well ({code})", code == 0)
    expect("no unexpected error in the log", '"message":"unexpected"' not in text)
    print(f"{attack.tries} tries, {len(attack.failures)} failures")
    sys.exit(min(100, len(attack.failures)))


if __name__ == "__main__":
    main()
