"""Who asks, by the internal token that the gateway sends. docs/subgraphs-elsewhere.md says what is in it."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jwt

HEADER = "x-graph-internal-token"
ISSUER = "hanoi-sector-graph-gateway"
ROLES = {"public", "analyst", "editor", "admin"}


class Refused(Exception):
    """The token is not to be taken: status 401, UNAUTHENTICATED."""


class KeysMissing(Exception):
    """The gateway's keys cannot be had, which says nothing of the token: status 503, SERVICE_UNAVAILABLE."""


@dataclass(frozen=True)
class Viewer:
    role: str
    subject: str | None = None
    organization: str | None = None
    page_rows: int | None = None


class Keys:
    """The gateway's public keys by id: fetched again each minute, and for one that is not known at most every 10 s."""

    def __init__(self, url: str, now: Callable[[], float] = time.monotonic) -> None:
        self._url = url
        self._now = now
        self._lock = threading.Lock()
        self._keys: dict[str, Any] = {}
        self._fetched_at = float("-inf")

    def find(self, kid: str) -> Any:
        with self._lock:
            age = self._now() - self._fetched_at
            if age > 60 or (kid not in self._keys and age > 10):
                self._fetch()
            if kid not in self._keys:
                raise Refused("it is signed by a key that is not known here")
            return self._keys[kid]

    def _fetch(self) -> None:
        try:
            with urllib.request.urlopen(self._url, timeout=3) as answer:
                self._keys = keys_of(json.load(answer))
                self._fetched_at = self._now()
        except Exception as problem:
            if not self._keys:  # Those that were had last are as good as ever.
                raise KeysMissing("The gateway's keys cannot be had now.") from problem


def keys_of(jwks: dict[str, Any]) -> dict[str, Any]:
    """Of a JSON Web Key Set, by id."""
    return {key["kid"]: jwt.PyJWK(key, algorithm="EdDSA").key for key in jwks["keys"]}


def verify(token: str | None, find_key: Callable[[str], Any], audience: str, at: float | None = None) -> Viewer:
    """Who asks. Raises Refused, or KeysMissing. `at` is the instant in Unix seconds, by default now."""
    if not token:
        raise Refused(f"there is none in {HEADER}")
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        if not isinstance(kid, str):
            raise Refused("it has no key id")
        claims = jwt.decode(
            token,
            find_key(kid),
            algorithms=["EdDSA"],
            # Times are looked at below: PyJWT takes no clock, and refuses what was issued by one that is ahead.
            options={"verify_exp": False, "verify_nbf": False, "verify_iat": False, "require": ["exp", "aud", "iss"]},
            issuer=ISSUER,
            audience=audience,
        )
    except jwt.PyJWTError as problem:
        raise Refused(str(problem)) from problem
    now = time.time() if at is None else at
    if not isinstance(claims["exp"], (int, float)) or claims["exp"] <= now:
        raise Refused("it has expired")
    if claims.get("nbf", 0) > now:
        raise Refused("it is not valid yet")
    rows = claims.get("rows")
    if claims.get("role") not in ROLES or not (rows is None or (type(rows) is int and rows > 0)):
        raise Refused("its claims are not those of the gateway")
    return Viewer(claims["role"], claims.get("sub"), claims.get("org"), rows)
