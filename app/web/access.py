"""Who is presenter: the token opens the door once, then a signed cookie of this device (product.md, "Roles")."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
import time

from fastapi import Request
from fastapi.responses import Response
from itsdangerous import BadSignature, URLSafeSerializer

SLOWEST = 2.0
FIRST = 0.1
FORGET = 600.0
ADDRESSES = 1000
DAYS = 30


class Access:
    """The token of this run, and the key that signs cookies: another key makes all of them void."""

    def __init__(self, token: str, key: bytes) -> None:
        self._token = token.encode()
        self._signer = URLSafeSerializer(key, salt="pitchme.device")
        # Servers on other ports of this host get the same cookies from a browser: the name says whose it is.
        self._cookie = f"pitchme-{hashlib.sha256(key).hexdigest()[:8]}"
        self._misses: dict[str, tuple[int, float]] = {}

    def device(self, request: Request) -> str | None:
        """The device that a request comes from, if it once opened the login link."""
        try:
            found = self._signer.loads(request.cookies.get(self._cookie, ""))
        except BadSignature:
            return None
        return found if isinstance(found, str) else None

    async def is_token(self, token: str, address: str) -> bool:
        """Compare a token. Each wrong one from an address is answered later, up to 2 seconds; the right one at once."""
        if hmac.compare_digest(token.encode("utf-8", "surrogatepass"), self._token):
            self._misses.pop(address, None)
            return True
        await asyncio.sleep(self._delay(address, time.monotonic()))
        return False

    def _delay(self, address: str, now: float) -> float:
        count, last = self._misses.get(address, (0, now))
        count = 0 if now - last > FORGET else count
        if len(self._misses) >= ADDRESSES and address not in self._misses:
            self._misses.pop(next(iter(self._misses)))
        self._misses[address] = (count + 1, now)
        return min(SLOWEST, FIRST * 2.0 ** min(count, 10))

    def let_in(self, response: Response, base: str, *, secure: bool) -> None:
        """Put the cookie of a new device into an answer."""
        response.set_cookie(
            self._cookie,
            str(self._signer.dumps(secrets.token_urlsafe(9))),
            max_age=DAYS * 24 * 3600,
            path=base or "/",
            httponly=True,
            samesite="strict",
            secure=secure,
        )
