"""Who is presenter: the token opens the door once, a signed cookie of this device keeps it open (product.md, "Roles")."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import time

from fastapi import Request
from fastapi.responses import Response
from itsdangerous import BadSignature, URLSafeSerializer

SLOWEST = 2.0
FORGET = 600.0


class Access:
    """The token of this run and the key that signs cookies."""

    def __init__(self, token: str, key: bytes) -> None:
        self._token = token.encode()
        self._signer = URLSafeSerializer(key, salt="presenter")
        self.cookie = f"pitchme-{hashlib.sha256(key).hexdigest()[:8]}"
        self._misses: dict[str, tuple[int, float]] = {}

    def is_presenter(self, request: Request) -> bool:
        """Whether the request holds our cookie."""
        value = request.cookies.get(self.cookie)
        if not value:
            return False
        try:
            return bool(self._signer.loads(value) == "presenter")
        except BadSignature:
            return False

    async def login(self, token: str, address: str) -> bool:
        """Compare a token; each wrong one from an address is answered later than the one before, up to 2 seconds."""
        if hmac.compare_digest(token.encode(), self._token):
            self._misses.pop(address, None)
            return True
        now = time.monotonic()
        count, last = self._misses.get(address, (0, now))
        count = 1 if now - last > FORGET else count + 1
        if len(self._misses) > 1000:
            self._misses.clear()
        self._misses[address] = (count, now)
        await asyncio.sleep(min(SLOWEST, 0.05 * 2 ** (count - 1)))
        return False

    def let_in(self, response: Response, base: str, *, secure: bool) -> None:
        """Put the cookie of this device into an answer."""
        value = self._signer.dumps("presenter")
        assert isinstance(value, str)
        response.set_cookie(
            self.cookie,
            value,
            max_age=30 * 24 * 3600,
            path=base or "/",
            httponly=True,
            samesite="strict",
            secure=secure,
        )
