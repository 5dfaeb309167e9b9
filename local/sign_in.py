"""The development issuer's sign-in: authorization code with PKCE (RFC 6749, RFC 7636), in Chinese.

It asks for no password: whoever opens its page chooses who to be.
"""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from chalicelib.http.wire import HtmlPage, json_response, page_response
from local.gateway import Answer, answer_of
from local.issuer import LIFETIME, PATH, Issuer
from local.sign_in_page import people_page

AUTHORIZE = f"{PATH}/authorize"
TOKEN = f"{PATH}/token"
LOGOUT = f"{PATH}/logout"
PATHS = (AUTHORIZE, TOKEN, LOGOUT)


class Granted(NamedTuple):
    """What a code stands for until it is redeemed, once."""

    subject: str
    client: str
    redirect: str
    challenge: str
    nonce: str


class SignIn:
    """Answers the browser's three calls; codes live in this process."""

    def __init__(self, issuer: Issuer) -> None:
        self._issuer = issuer
        self._codes: dict[str, Granted] = {}

    def __call__(self, method: str, path: str, query: str, body: bytes) -> Answer:
        """Answer one call."""
        asked = dict(parse_qsl(query))
        if path == AUTHORIZE and method == "GET":
            return self._authorize(asked)
        if path == TOKEN and method == "POST":
            return self._token(dict(parse_qsl(body.decode("utf-8", "replace"))))
        if path == LOGOUT and method == "GET":
            return _redirect(asked.get("post_logout_redirect_uri", "/"), {})
        return _problem(405, "invalid_request")

    def _authorize(self, asked: Mapping[str, str]) -> Answer:
        """Show who one may be, or go back to the client with a code for who was chosen."""
        needed = ("client_id", "redirect_uri", "code_challenge", "state")
        if asked.get("response_type") != "code" or any(not asked.get(name) for name in needed):
            return _problem(400, "invalid_request")
        if asked.get("code_challenge_method") != "S256" or not self._is_ours(asked["redirect_uri"]):
            return _problem(400, "invalid_request")
        subject = asked.get("sub", "").strip()
        if not subject:
            return _page(people_page(AUTHORIZE, asked))
        code = secrets.token_urlsafe(24)
        self._codes[code] = Granted(
            subject,
            asked["client_id"],
            asked["redirect_uri"],
            asked["code_challenge"],
            asked.get("nonce", ""),
        )
        return _redirect(asked["redirect_uri"], {"code": code, "state": asked["state"]})

    def _is_ours(self, redirect: str) -> bool:
        """Codes go back to the client of this very server alone."""
        return redirect.startswith(self._issuer.url.removesuffix(PATH) + "/")

    def _token(self, sent: Mapping[str, str]) -> Answer:
        granted = self._codes.pop(sent.get("code", ""), None)
        if granted is None or not _is_due(granted, sent):
            return _problem(400, "invalid_grant")
        seconds = int(LIFETIME.total_seconds())
        return _json(
            {
                "access_token": self._issuer.token(granted.subject),
                "id_token": self._issuer.id_token(granted.subject, granted.client, granted.nonce),
                "token_type": "Bearer",
                "expires_in": seconds,
                "scope": "openid",
            },
            200,
        )


def _is_due(granted: Granted, sent: Mapping[str, str]) -> bool:
    """Whether the one who redeems a code is the one whom it was given to (PKCE)."""
    verifier = sent.get("code_verifier", "").encode("ascii", "replace")
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=").decode()
    return (
        sent.get("grant_type") == "authorization_code"
        and sent.get("client_id") == granted.client
        and sent.get("redirect_uri") == granted.redirect
        and secrets.compare_digest(digest, granted.challenge)
    )


def _page(html: str) -> Answer:
    return answer_of(page_response(HtmlPage(html)).to_dict())


def _json(value: Mapping[str, Any], status: int) -> Answer:
    return answer_of(json_response(value, status).to_dict())


def _problem(status: int, code: str) -> Answer:
    return _json({"error": code}, status)


def _redirect(target: str, query: Mapping[str, str]) -> Answer:
    joint = "&" if "?" in target else "?"
    address = target + (joint + urlencode(query) if query else "")
    return Answer(302, [("Location", address), ("Cache-Control", "no-store")], b"")
