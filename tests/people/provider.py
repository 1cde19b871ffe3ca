"""An OpenID Connect provider in a process of its own: `python provider.py PORT`.

oidc-provider-mock does the protocol; around it PKCE is enforced as Suomi.fi and Keycloak do, and one fault can be asked for by a
request to /fault/NAME (none: /fault/):
nonce (answers another question), issuer (calls itself something else), token-issuer (the ID token does), forged (the ID token is
changed after signing), userinfo (tells about somebody else), silent (the token endpoint breaks).
"""

import base64
import hashlib
import io
import json
import sys
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

PEOPLE: dict[str, dict[str, object]] = {
    "lahti-1955": {
        "municipality_code": "398", "birthdate": "1955-06-12", "name": "Oikea Nimi", "email": "oikea@nimi.example", "email_verified": True,
        "national_identification_number": "120655-123X",
    },
    "heinola-2001": {"address_details": {"municipality": 111}, "municipality_code": "111", "birthdate": "2001-01-31"},
    "elsewhere": {"municipality_code": "999", "birthdate": "1980-02-02"},
    "nothing-told": {},
}  # fmt: skip
Start = Callable[..., Any]


def APPS(issuer: str, **settings: object) -> list[dict[str, object]]:
    """The setting that points the portal at this provider."""
    chosen = {
        "server_url": issuer, "scope": ["openid", "profile"], "subject_claim": "sub", "municipality_claim": "municipality_code",
        "birthdate_claim": "birthdate", **settings,
    }  # fmt: skip
    return [
        {
            "provider_id": "tunnistus",
            "name": "Suomi.fi",
            "client_id": "kuuluu",
            "secret": "a secret",
            "settings": chosen,
        }
    ]


class Strict:
    """Enforces PKCE and brings in the fault."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self.app, self.fault = app, ""
        self.challenges: dict[str, str] = {}

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path.startswith("/fault/"):
            self.fault = path.removeprefix("/fault/")
            start_response("204 No Content", [])
            return []
        if path == "/oauth2/authorize":
            return self.authorize(environ, start_response)
        if path == "/oauth2/token":
            return self.token(environ, start_response)
        return self.changed(environ, start_response, path)

    def authorize(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        asked = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
        if asked.get("code_challenge_method") != "S256" or not asked.get("nonce"):
            start_response("400 Bad Request", [("Content-Type", "text/plain")])
            return [b"PKCE and a nonce are needed"]
        if self.fault == "nonce":
            environ["QUERY_STRING"] = urlencode({**asked, "nonce": "somebody else's question"})

        def noting(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            location = dict(headers).get("Location", "")
            code = parse_qs(urlsplit(location).query).get("code", [""])[0]
            if code:
                self.challenges[code] = asked["code_challenge"]
            return start_response(status, headers, *rest)

        return self.app(environ, noting)

    def token(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        sent = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != self.challenges.pop(sent.get("code", ""), None):
            start_response("400 Bad Request", [("Content-Type", "application/json")])
            return [b'{"error": "invalid_grant"}']
        environ["wsgi.input"] = io.BytesIO(body)
        if self.fault == "token-issuer":
            environ["HTTP_HOST"] = environ["HTTP_HOST"].replace("127.0.0.1", "localhost")
        return self.changed(environ, start_response, "/oauth2/token")

    def changed(self, environ: dict[str, Any], start_response: Start, path: str) -> Iterable[bytes]:
        """The app's answer with the fault in it."""
        held: list[Any] = []
        body = b"".join(self.app(environ, lambda *answer: held.append(answer) or (lambda _data: None)))
        status, headers = held[0][0], held[0][1]
        if path == "/oauth2/token" and self.fault == "silent":
            status, body = "500 Internal Server Error", b"<h1>Internal Server Error</h1>"
        elif status.startswith("200") and (path, self.fault) in CHANGES:
            data = json.loads(body)
            CHANGES[path, self.fault](data)
            body = json.dumps(data).encode()
        kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
        start_response(status, [*kept, ("Content-Length", str(len(body)))])
        return [body]


def forge(data: dict[str, Any]) -> None:
    """Another municipality in the ID token, with the old signature."""
    head, payload, signature = data["id_token"].split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    claims["municipality_code"] = "111"
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    data["id_token"] = f"{head}.{payload}.{signature}"


CHANGES: dict[tuple[str, str], Callable[[dict[str, Any]], None]] = {
    ("/.well-known/openid-configuration", "issuer"): lambda data: data.update(issuer="https://somebody.example"),
    ("/userinfo", "userinfo"): lambda data: data.update(sub="somebody-else"),
    ("/oauth2/token", "forged"): forge,
}


def main(port: int) -> None:
    import werkzeug.serving
    from oidc_provider_mock import User, app

    provider = app(user_claims=[User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()])
    werkzeug.serving.make_server("127.0.0.1", port, Strict(provider), threaded=True).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
