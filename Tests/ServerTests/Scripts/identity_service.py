"""A small OpenID Connect service for tests: code flow with PKCE, RS256 signed by openssl, and faults on demand.

    python3 identity_service.py PORT CLIENT SECRET REDIRECT

Whoever comes to it is signed in at once as `subject`. `fault` names what it does wrong: a function that changes the claims
or the header of the token, or one of the words that `token` and `do_GET` know.
"""
import base64
import hashlib
import hmac
import http.server
import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse


def text(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Key:
    """An RSA key pair of 2048 bits."""

    def __init__(self, name):
        self.name = name
        self.path = os.path.join(tempfile.mkdtemp(prefix="tianchou-key-"), "key.pem")
        subprocess.run(["openssl", "genrsa", "-out", self.path, "2048"], check=True, capture_output=True)
        modulus = subprocess.run(["openssl", "rsa", "-in", self.path, "-noout", "-modulus"], check=True,
                                 capture_output=True, text=True).stdout.strip().split("=")[1]
        self.web = {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": name, "e": "AQAB",
                    "n": text(bytes.fromhex(modulus))}

    def sign(self, data):
        return subprocess.run(["openssl", "dgst", "-sha256", "-sign", self.path], input=data, check=True,
                              capture_output=True).stdout


class IdentityService:
    def __init__(self, port, client, secret, redirect):
        self.issuer = f"http://127.0.0.1:{port}"
        self.client, self.secret, self.redirect = client, secret, redirect
        self.subject = "somebody"
        self.key = Key("first")
        self.keys = [self.key]
        self.fault = None
        self.codes = {}
        self.asked = []
        self.complaints = []
        service = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                service.get(self)

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                service.post(self, dict(urllib.parse.parse_qsl(body)))

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def expect(self, what, held):
        if not held:
            self.complaints.append(what)
        return held

    @staticmethod
    def answer(handler, status, value=None, **headers):
        body = value if isinstance(value, bytes) else json.dumps(value or {}).encode()
        handler.send_response(status)
        for name, content in headers.items():
            handler.send_header(name, content)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        try:
            handler.wfile.write(body)
        except OSError:
            pass

    def get(self, handler):
        path, _, query = handler.path.partition("?")
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            value = {"issuer": self.issuer, "authorization_endpoint": self.issuer + "/authorize",
                     "token_endpoint": self.issuer + "/token", "jwks_uri": self.issuer + "/keys"}
            if self.fault == "long description":
                value["padding"] = "x" * 1_000_000
            if self.fault == "other issuer":
                value["issuer"] = "http://127.0.0.1:1"
            return self.answer(handler, 200, value)
        if path == "/keys":
            return self.answer(handler, 200, {"keys": [key.web for key in self.keys]})
        if path == "/authorize":
            return self.authorize(handler, dict(urllib.parse.parse_qsl(query)))
        self.answer(handler, 404)

    def authorize(self, handler, asked):
        self.expect("response_type", asked.get("response_type") == "code")
        self.expect("client_id", asked.get("client_id") == self.client)
        self.expect("redirect_uri", asked.get("redirect_uri") == self.redirect)
        self.expect("scope", "openid" in asked.get("scope", "").split())
        self.expect("PKCE", asked.get("code_challenge_method") == "S256" and len(asked.get("code_challenge", "")) == 43)
        self.expect("nonce and state", len(asked.get("nonce", "")) >= 32 and len(asked.get("state", "")) >= 32)
        back = {"state": asked.get("state", "")}
        if self.fault == "declined":
            back |= {"error": "access_denied", "error_description": "<script>alert(1)</script>"}
        elif self.fault == "strange error":
            back |= {"error": "<script>alert(1)</script>"}
        else:
            code = secrets.token_urlsafe(24)
            self.codes[code] = (asked, self.subject)
            back |= {"code": code}
        if self.fault == "mixed up":
            back |= {"iss": "https://other.example"}
        self.answer(handler, 302, Location=f"{self.redirect}?{urllib.parse.urlencode(back)}")

    def post(self, handler, form):
        self.asked.append(handler.path)
        if self.fault == "redirect":
            return self.answer(handler, 307, Location=self.issuer + "/elsewhere")
        if self.fault == "failure":
            return self.answer(handler, 500, b"<html>broken</html>")
        if self.fault == "silence":
            time.sleep(14)
            return None
        if self.fault == "long token":
            return self.answer(handler, 200, {"id_token": "x" * 1_000_000})
        if self.fault == "no token":
            return self.answer(handler, 200, {"access_token": "x"})
        pair = base64.b64encode(f"{urllib.parse.quote(self.client, safe='')}:"
                                f"{urllib.parse.quote(self.secret, safe='')}".encode()).decode()
        asked, subject = self.codes.pop(form.get("code"), (None, None))
        if not self.expect("client_secret_basic", handler.headers.get("Authorization") == f"Basic {pair}"):
            return self.answer(handler, 401, {"error": "invalid_client"})
        challenge = text(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if asked is None or self.fault == "code refused":
            return self.answer(handler, 400, {"error": "invalid_grant"})
        if not self.expect("verifier", challenge == asked["code_challenge"]) or not self.expect(
                "exchange", form.get("redirect_uri") == self.redirect
                and form.get("grant_type") == "authorization_code"):
            return self.answer(handler, 400, {"error": "invalid_grant"})
        self.answer(handler, 200, {"access_token": "unused", "token_type": "Bearer",
                                   "id_token": self.token(asked["nonce"], subject)})

    def token(self, nonce, subject):
        now = int(time.time())
        header = {"alg": "RS256", "kid": self.key.name, "typ": "JWT"}
        claims = {"iss": self.issuer, "sub": subject, "aud": self.client, "iat": now, "exp": now + 300, "nonce": nonce}
        if callable(self.fault):
            self.fault(header, claims)
        signed = ".".join(text(json.dumps(part).encode()) for part in (header, claims))
        if header["alg"] == "none":
            return signed + "."
        if header["alg"] == "HS256":
            return signed + "." + text(hmac.digest(self.secret.encode(), signed.encode(), "sha256"))
        signature = bytearray(self.key.sign(signed.encode()))
        if self.fault == "flipped":
            signature[9] ^= 1
        return signed + "." + text(bytes(signature))


if __name__ == "__main__":
    IdentityService(int(sys.argv[1]), *sys.argv[2:5])
    threading.Event().wait()
