"""The listening socket. It is there before anything else is loaded, so that a taken port is told at once and early
connections wait for us instead of failing."""

from __future__ import annotations

import errno
import socket

from app.deck.errors import PitchMeError

WAITING = 2048


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises PitchMeError with one line where there can be none."""
    try:
        found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        sock = socket.socket(family, kind, protocol)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        sock.listen(WAITING)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PitchMeError(f"Port {port} on {host} is taken; stop what uses it or choose another: --port") from None
        raise PitchMeError(f"Cannot listen on {host} port {port}: {error.strerror or error}") from None
    sock.setblocking(False)
    return sock


def own_address() -> str | None:
    """The address of this machine that others on the network most likely reach. Nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            found = str(probe.getsockname()[0])
        except OSError:
            return None
    return None if found.startswith(("127.", "0.")) else found
