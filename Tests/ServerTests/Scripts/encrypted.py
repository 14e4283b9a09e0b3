"""Serves an office over TLS by a certificate of its own, and tries what must not work.

    python3 encrypted.py PROGRAM

Files that cannot be used keep the server from starting; old protocols and plain HTTP are refused; cookies are for encrypted
connections only. The exit code is the number of failures.
"""
import http.client
import json
import os
import socket
import ssl
import subprocess
import sys
import warnings

import attack
from attack import expect
from two_counties import Office, PASSWORD


def certificate(folder, name):
    """A certificate signed by itself, and its key."""
    files = [os.path.join(folder, f"{name}.{kind}") for kind in ("crt", "key")]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-out", files[0], "-keyout", files[1]],
                   check=True, capture_output=True)
    return files


def misconfigured(office, good, key, other_key):
    text = os.path.join(office.folder, "text")
    with open(text, "w") as file:
        file.write("no certificate\n")
    for name, settings in (
            ("tls_key", {"tls_certificate": good}), ("tls_certificate", {"tls_key": key}),
            ("tls_certificate", {"tls_certificate": good + "-absent", "tls_key": key}),
            ("tls_certificate", {"tls_certificate": text, "tls_key": key}),
            ("tls_key", {"tls_certificate": good, "tls_key": key + "-absent"}),
            ("tls_key", {"tls_certificate": good, "tls_key": text}),
            ("tls_key", {"tls_certificate": good, "tls_key": other_key})):
        environment = dict(os.environ, **{f"TIANCHOU_{k.upper()}": v for k, v in settings.items()})
        done = subprocess.run([office.program, "serve", "--home", office.home, "--port", "0"], env=environment,
                              capture_output=True, text=True, timeout=60)
        said = done.stdout + done.stderr
        expect(f"{settings} is refused ({done.returncode})", done.returncode != 0)
        expect(f"{settings} names {name}: {said}", name in said)


def ask(port, trust, method, path, body=None, headers=None):
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=trust, timeout=60)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


def shake(port, version):
    """The version agreed on with a client that knows one only, or why there is none."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    # So that it is the server that refuses, and not this side.
    context.set_ciphers("ALL:@SECLEVEL=0")
    warnings.simplefilter("ignore", DeprecationWarning)
    context.minimum_version = context.maximum_version = version
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as line, context.wrap_socket(line) as secured:
            return secured.version()
    except (ssl.SSLError, OSError) as error:
        return f"refused {getattr(error, 'reason', error)}"


def main():
    office = Office(sys.argv[1])
    office.begin()
    good, key = certificate(office.folder, "land.example")
    _, other_key = certificate(office.folder, "other.example")
    misconfigured(office, good, key, other_key)
    port = office.serve(tls_certificate=good, tls_key=key, request_seconds=5)
    try:
        trust = ssl.create_default_context(cafile=good)
        answer, _ = ask(port, trust, "GET", "/health/live")
        expect(f"served ({answer.status})", answer.status == 200)
        expect("and for a year only so", "max-age=31536000" in (answer.headers["Strict-Transport-Security"] or ""))
        answer, _ = ask(port, trust, "GET", "/sign-in", headers={"Accept": "text/html"})
        cookies = answer.headers.get_all("Set-Cookie") or []
        answer, _ = ask(port, trust, "POST", "/api/v1/session", json.dumps({"name": "admin", "password": PASSWORD}),
                        {"Content-Type": "application/json"})
        expect(f"signed in ({answer.status})", answer.status == 204)
        cookies += answer.headers.get_all("Set-Cookie") or []
        answer, _ = ask(port, trust, "GET", "/language?to=en")
        cookies += answer.headers.get_all("Set-Cookie") or []
        expect(f"every cookie is for encrypted connections only {[c.split('=')[0] for c in cookies]}",
               len(cookies) >= 3 and all("; Secure" in cookie for cookie in cookies))
        for version, wanted in ((ssl.TLSVersion.TLSv1, "refused"), (ssl.TLSVersion.TLSv1_1, "refused"),
                                (ssl.TLSVersion.TLSv1_2, "TLSv1.2"), (ssl.TLSVersion.TLSv1_3, "TLSv1.3")):
            got = shake(port, version)
            expect(f"{version.name}: {got}", got.startswith(wanted))
            if wanted == "refused":
                expect(f"{version.name} is refused by the server: {got}", "PROTOCOL_VERSION" in got)
        try:
            attack.Client(port).ask("GET", "/health/live")
            expect("plain HTTP gets no answer", False)
        except (http.client.HTTPException, OSError):
            expect("plain HTTP gets no answer", True)
        silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(20)]
        closed = 0
        for line in silent:
            line.settimeout(30)
            try:
                closed += line.recv(100) == b""
            except OSError:
                pass
            line.close()
        expect(f"who never begins the handshake is cut off ({closed} of 20)", closed == 20)
        expect("and others are served", ask(port, trust, "GET", "/health/live")[0].status == 200)
    finally:
        code = office.stop()
    expect(f"the server ends well ({code})", code == 0)
    print(f"{attack.tries} tries, {len(attack.failures)} failures")
    sys.exit(min(100, len(attack.failures)))


if __name__ == "__main__":
    main()
