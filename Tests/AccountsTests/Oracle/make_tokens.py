#!/usr/bin/env python3
"""Makes tokens.json: identity tokens of a sign-in service, good and bad, signed by the Python
package `cryptography`, with what OpenID Connect Core 1.0 section 3.1.3.7 makes of each.

The keys are made anew and forgotten. Usage: make_tokens.py > tokens.json
"""
import base64
import hashlib
import hmac
import json
import sys

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

NOW = 1_795_305_600
ISSUER = "https://id.example.gov.cn/realms/office"
CLIENT = "tianchou"
NONCE = "n-0S6_WzA2Mj"


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value, length=None):
    return b64(value.to_bytes(length or (value.bit_length() + 7) // 8, "big"))


def part(value):
    return b64(json.dumps(value, ensure_ascii=False).encode())


rsa_one = rsa.generate_private_key(65537, 2048)
rsa_two = rsa.generate_private_key(65537, 3072)
stranger = rsa.generate_private_key(65537, 2048)
weak = rsa.generate_private_key(65537, 1024)
ec_one = ec.generate_private_key(ec.SECP256R1())
ec_wide = ec.generate_private_key(ec.SECP384R1())


def rsa_jwk(key, **more):
    n = key.public_key().public_numbers()
    return {"kty": "RSA", "n": number(n.n), "e": number(n.e), **more}


def ec_jwk(key, curve, length, **more):
    n = key.public_key().public_numbers()
    return {"kty": "EC", "crv": curve, "x": number(n.x, length), "y": number(n.y, length), **more}


KEYS = {"keys": [
    rsa_jwk(rsa_one, kid="rsa-1", use="sig"),
    rsa_jwk(rsa_two, kid="rsa-2", use="sig", alg="PS256"),
    ec_jwk(ec_one, "P-256", 32, kid="ec-1", use="sig", alg="ES256"),
    ec_jwk(ec_wide, "P-384", 48, kid="ec-wide", use="sig"),
    rsa_jwk(stranger, kid="rsa-enc", use="enc"),
    rsa_jwk(weak, kid="rsa-weak", use="sig"),
    {"kty": "oct", "kid": "shared", "k": b64(b"a secret that both sides know...")},
    {"kty": "OKP", "crv": "Ed25519", "kid": "ed", "x": b64(bytes(32))},
]}


def sign(algorithm, key, data):
    if algorithm == "RS256":
        return key.sign(data, padding.PKCS1v15(), hashes.SHA256())
    if algorithm == "PS256":
        return key.sign(data, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
    if algorithm == "ES256":
        r, s = decode_dss_signature(key.sign(data, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")
    raise ValueError(algorithm)


def claims(**changes):
    value = {"iss": ISSUER, "sub": "u-4711", "aud": CLIENT, "exp": NOW + 300, "iat": NOW - 5,
             "nonce": NONCE, "name": "韦工"}
    for name, new in changes.items():
        if new is None:
            value.pop(name, None)
        else:
            value[name] = new
    return value


def token(algorithm="RS256", key=rsa_one, kid="rsa-1", header=None, **changes):
    head = {"alg": algorithm, "typ": "JWT"}
    if kid is not None:
        head["kid"] = kid
    head.update(header or {})
    signed = part(head) + "." + part(claims(**changes))
    return signed + "." + b64(sign(algorithm, key, signed.encode()))


def shared_secret(head, secret):
    signed = part(head) + "." + part(claims())
    return signed + "." + b64(hmac.new(secret, signed.encode(), hashlib.sha256).digest())


CASES = []


def case(name, expected, text):
    CASES.append({"name": name, "expected": expected, "token": text})


case("RS256", "u-4711", token())
case("PS256", "u-4711", token("PS256", rsa_two, "rsa-2"))
case("ES256", "u-4711", token("ES256", ec_one, "ec-1"))
case("without a key number", "u-4711", token(kid=None))
case("ES256 without a key number", "u-4711", token("ES256", ec_one, None))
case("a list of one recipient", "u-4711", token(aud=[CLIENT]))
case("several recipients, authorised party named", "u-4711", token(aud=["other", CLIENT], azp=CLIENT))
case("several recipients, no authorised party", "audience", token(aud=["other", CLIENT]))
case("several recipients, another authorised party", "audience", token(aud=["other", CLIENT], azp="other"))
case("one recipient, another authorised party", "audience", token(azp="other"))
case("another recipient", "audience", token(aud="other"))
case("no recipient", "audience", token(aud=None))
case("an empty list of recipients", "audience", token(aud=[]))
case("a recipient that begins alike", "audience", token(aud=CLIENT + "2"))
case("another issuer", "issuer", token(iss="https://id.example.gov.cn/realms/other"))
case("an issuer with a slash more", "issuer", token(iss=ISSUER + "/"))
case("no issuer", "issuer", token(iss=None))
case("ended within the skew", "u-4711", token(exp=NOW - 119))
case("ended beyond the skew", "expired", token(exp=NOW - 121))
case("no end", "expired", token(exp=None))
case("made ahead within the skew", "u-4711", token(iat=NOW + 119))
case("made ahead beyond the skew", "issuedAt", token(iat=NOW + 121))
case("no beginning", "issuedAt", token(iat=None))
case("not good yet", "issuedAt", token(nbf=NOW + 600))
case("fractions of seconds", "u-4711", token(exp=NOW + 0.5, iat=NOW - 0.5))
case("another nonce", "nonce", token(nonce="other"))
case("no nonce", "nonce", token(nonce=None))
case("no subject", "subject", token(sub=None))
case("an empty subject", "subject", token(sub=""))
case("an endless subject", "subject", token(sub="u" * 256))
case("an end that is text", "malformed", token(exp=str(NOW + 300)))
case("a subject that is a number", "malformed", token(sub=4711))
case("a critical extension", "algorithm", token(header={"crit": ["exp"]}))
case("signed by a stranger", "signature", token(key=stranger))
case("signed by the other key", "signature", token("RS256", rsa_two, "rsa-1"))
case("an unknown key number", "unknownKey", token(kid="rsa-9"))
case("a key for encryption", "unknownKey", token(key=stranger, kid="rsa-enc"))
case("a weak key", "unknownKey", token(key=weak, kid="rsa-weak"))
case("RS256 with a key that is for PS256", "unknownKey", token("RS256", rsa_two, "rsa-2"))
case("RS256 with the number of an ECDSA key", "unknownKey", token(kid="ec-1"))
case("PS256 bytes under RS256", "signature",
     (lambda t, p: ".".join(t.split(".")[:2]) + "." + b64(sign("PS256", rsa_one, p)))(
         token(), ".".join(token().split(".")[:2]).encode()))

good = token()
head, body, signature = good.split(".")
case("alg none, no signature", "algorithm", part({"alg": "none"}) + "." + body + ".")
case("alg none, signature kept", "algorithm", part({"alg": "none", "kid": "rsa-1"}) + "." + body + "." + signature)
case("alg None in other letters", "algorithm", part({"alg": "nOnE"}) + "." + body + ".")
case("alg rs256 in small letters", "algorithm", part({"alg": "rs256", "kid": "rsa-1"}) + "." + body + "." + signature)
case("no alg", "algorithm", part({"typ": "JWT"}) + "." + body + "." + signature)
public_pem = rsa_one.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
case("HS256 with the public key as secret", "algorithm",
     shared_secret({"alg": "HS256", "kid": "rsa-1"}, public_pem))
case("HS256 with the shared key of the set", "algorithm",
     shared_secret({"alg": "HS256", "kid": "shared"}, b"a secret that both sides know..."))
case("other claims under the signature", "signature",
     head + "." + part(claims(sub="u-1")) + "." + signature)
case("another header under the signature", "signature",
     part({"alg": "RS256", "kid": "rsa-1", "x": 1}) + "." + body + "." + signature)
case("no signature", "signature", head + "." + body + ".")
case("a signature cut short", "signature", head + "." + body + "." + b64(
    base64.urlsafe_b64decode(signature + "==")[:-1]))
case("two parts", "malformed", head + "." + body)
case("four parts", "malformed", good + ".")
case("padding", "malformed", good + "=")
case("empty", "malformed", "")
case("a header that is no JSON", "malformed", b64(b"alg") + "." + body + "." + signature)
case("a header that is a list", "malformed", part(["RS256"]) + "." + body + "." + signature)
case("too long", "malformed", "A" * 40_000)

ec_head, ec_body, ec_signature = token("ES256", ec_one, "ec-1").split(".")
raw = base64.urlsafe_b64decode(ec_signature + "==")
order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
case("ES256 with r and s of zero", "signature", f"{ec_head}.{ec_body}.{b64(bytes(64))}")
case("ES256 with s of the order", "signature",
     f"{ec_head}.{ec_body}.{b64(raw[:32] + order.to_bytes(32, 'big'))}")
case("ES256 in DER", "signature", f"{ec_head}.{ec_body}." + b64(
    ec_one.sign(f"{ec_head}.{ec_body}".encode(), ec.ECDSA(hashes.SHA256()))))

json.dump({"now": NOW, "issuer": ISSUER, "client": CLIENT, "nonce": NONCE,
           "keys": json.dumps(KEYS), "usable": 3, "cases": CASES}, sys.stdout, indent=1,
          ensure_ascii=False)
print()
