"""In front of everything: who is addressed, who asks, below which prefix, and the headers that every answer carries.

Pure ASGI, so that nothing runs before it. The rules are those of a server that a browser on the same network may be
lured to: a name that is not ours is refused (DNS rebinding), a command or a stream asked for by another site too
(CSRF, cross-site streams).
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.deck.errors import PitchMeError
from app.settings import LOOPBACK, Settings, prefix
from app.web.policy import NOTHING
from app.web.site import BODY_LIMIT

HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9_.-]{0,252}[a-z0-9])?)(?::(\d{1,5}))?", re.ASCII)
EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104
HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=(), usb=()",
    b"content-security-policy": NOTHING.encode(),
}


@dataclass(frozen=True, slots=True)
class Refused(Exception):  # noqa: N818
    """An answer that needs no route."""

    status: int
    text: str


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names that the server answers under. ``any_address``: any IP literal too, since a page of another site never
    sends one of ours as its Host; a name could be pointed here by whoever owns it."""

    names: frozenset[str]
    any_address: bool

    def __contains__(self, name: str) -> bool:
        return name in self.names or (self.any_address and is_address(name))


def hosts_of(settings: Settings) -> Hosts:
    """Loopback names, the bound address, this machine's name, and what --allow-host adds."""
    machine = socket.gethostname().lower()
    names = {*LOOPBACK, machine, f"{machine.split('.')[0]}.local", *(name.lower() for name in settings.allow_host)}
    everywhere = settings.host in EVERYWHERE
    if not everywhere:
        names.add(settings.host.lower())
    return Hosts(frozenset(name.strip("[]") for name in names), any_address=everywhere)


def is_address(name: str) -> bool:
    """Whether a host is an IP literal."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def networks(trust: Iterable[str]) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    """The addresses whose forwarded headers are believed; raises PitchMeError for what is none."""
    found = []
    for entry in trust:
        try:
            found.append(ipaddress.ip_network(entry, strict=False))
        except ValueError:
            raise PitchMeError(f"--trust {entry}: write an address or a network such as 10.0.0.0/8") from None
    return tuple(found)


class Guard:
    """The outermost program."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.hosts = hosts_of(settings)
        self.base = settings.base
        self.trusted = networks(settings.trust)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = Headers(scope["headers"])
        try:
            forwarded = self.trusts(scope)
            host = self.host(headers)
            if forwarded:
                believe(scope, headers)
            self.same_origin(scope, headers, host, forwarded=forwarded)
            self.small(headers)
            self.below(scope, headers if forwarded else None)
        except Refused as refused:
            await answer(refused, with_headers(send))
            return
        await self.app(scope, receive, with_headers(send))

    def trusts(self, scope: Scope) -> bool:
        """Whether the request came through a proxy that we believe."""
        client = scope.get("client")
        if not client:
            return False
        try:
            address = ipaddress.ip_address(client[0])
        except ValueError:
            return False
        return any(address in network for network in self.trusted)

    def host(self, headers: Headers) -> str:
        """The Host as it was sent; raises Refused for a name that is not ours."""
        values = headers.all("host")
        found = HOST.fullmatch(values[0].lower()) if len(values) == 1 else None
        if found is None:
            raise Refused(400, "Send one Host header that names this server.")
        name = found[1].strip("[]")
        if name not in self.hosts:
            raise Refused(421, f"This server does not answer as {name}. If it shall: pitchme serve --allow-host {name}")
        return values[0].lower()

    def same_origin(self, scope: Scope, headers: Headers, host: str, *, forwarded: bool) -> None:
        """Commands and streams are for our own pages, and for programs that are no browser (they send no Origin)."""
        command = scope["method"] not in {"GET", "HEAD"}
        if not command and not scope["path"].endswith(("/-/stream", "/-/state")):
            return
        site = headers.one("sec-fetch-site")
        allowed = {"", "same-origin"} if command else {"", "same-origin", "none"}
        ours = {host, *(headers.one("x-forwarded-host").lower().split(",")[:1] if forwarded else [])}
        origin = headers.one("origin").lower()
        scheme, _, rest = origin.partition("://")
        if site not in allowed or (origin and (scheme not in {"http", "https"} or rest not in ours)):
            raise Refused(403, "Only pages of this server may do that.")

    def small(self, headers: Headers) -> None:
        """Refuse a body that says itself that it is too large; others are counted as they are read."""
        length = headers.one("content-length") or "0"
        if not (length.isascii() and length.isdigit()):
            raise Refused(400, "Send one Content-Length that is a number.")
        if int(length) > BODY_LIMIT:
            raise Refused(413, f"A request may hold {BODY_LIMIT} bytes.")

    def below(self, scope: Scope, forwarded: Headers | None) -> None:
        """Set the prefix of this request as ``root_path``; proxies may leave it in the path or cut it off."""
        base = self.base
        if not base and forwarded is not None:
            try:
                base = prefix(forwarded.one("x-forwarded-prefix"))
            except PitchMeError:
                base = ""
        path: str = scope["path"]
        if base and path == base:
            raise Refused(308, f"{base}/")
        if base and not path.startswith(f"{base}/"):
            path = base + path
        scope["root_path"], scope["path"] = base, path


class Headers:
    """The headers of a request as text."""

    def __init__(self, raw: Collection[tuple[bytes, bytes]]) -> None:
        self._raw = raw

    def all(self, name: str) -> list[str]:
        """Each value of that name."""
        wanted = name.encode()
        return [value.decode("latin-1") for key, value in self._raw if key == wanted]

    def one(self, name: str) -> str:
        """The only value of that name, or ""; what is sent twice joins to something that fits nothing."""
        return ",".join(self.all(name))


def believe(scope: Scope, headers: Headers) -> None:
    """Take the client's address and scheme from a trusted proxy."""
    if headers.one("x-forwarded-proto") in {"http", "https"}:
        scope["scheme"] = headers.one("x-forwarded-proto")
    last = headers.one("x-forwarded-for").rpartition(",")[2].strip()
    if is_address(last):
        scope["client"] = (last, 0)


def with_headers(send: Send) -> Send:
    """Add what every answer carries and the answer does not say itself."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = list(message.get("headers", ()))
            names = {name.lower() for name, _ in given}
            message["headers"] = given + [(name, value) for name, value in HEADERS.items() if name not in names]
        await send(message)

    return sending


async def answer(refused: Refused, send: Send) -> None:
    """A refusal as plain text, or a redirect."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    body = b""
    if refused.status == 308:
        headers.append((b"location", refused.text.encode()))
    else:
        body = f"{refused.text}\n".encode()
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
