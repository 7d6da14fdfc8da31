"""The process: a socket first, then the decks, then uvicorn; it ends at once when it is told to."""

from __future__ import annotations

import errno
import secrets
import socket
from types import FrameType

from app.deck.errors import PitchMeError
from app.settings import Settings


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises PitchMeError where there can be none. Early connections wait until we are ready."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        sock = socket.socket(family, kind, protocol)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        sock.listen(2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PitchMeError(
                f"Port {port} on {host} is taken: stop what uses it, or choose another with --port"
            ) from None
        raise PitchMeError(f"Cannot listen on {host} port {port}: {error.strerror or error}") from None
    sock.setblocking(False)
    return sock


def run(settings: Settings, sock: socket.socket) -> None:
    """Serve until SIGTERM or SIGINT."""
    import uvicorn

    from app.deck.build import Options
    from app.web.access import Access
    from app.web.application import application
    from app.web.site import Site
    from app.web.standin import Hub, Library
    from app.web.static import Static, resource_dir
    from app.web.templates import Templates
    from app.web.views import Views

    library = Library(settings.path, options=Options(untrusted=settings.untrusted, embeds=settings.embed))
    token = settings.token or secrets.token_urlsafe(16)
    static = Static(resource_dir("static"))
    site = Site(
        settings,
        library,
        Hub(library),
        Access(token, secrets.token_bytes(32)),
        static,
        Templates(resource_dir("templates"), static, reload=settings.watch),
        Views(),
    )

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            self.should_exit = True
            site.hub.close()

    config = uvicorn.Config(
        application(site),
        access_log=False,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=2,
    )
    port = sock.getsockname()[1]
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    home = f"http://{host}:{port}{settings.base}"
    print(f"Library    {home}/")
    for deck_id in list(library.decks)[:5]:
        print(f"Audience   {home}/{deck_id}/")
    print(f"Presenter  {home}/-/login#{token}", flush=True)
    Server(config).run(sockets=[sock])
