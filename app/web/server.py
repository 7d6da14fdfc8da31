"""The process: decks, pages and uvicorn put together, and an end that does not wait for open streams."""

from __future__ import annotations

import asyncio
import gc
import logging
import secrets
import socket
import threading
import webbrowser
from types import FrameType
from urllib.parse import quote

import click
import uvicorn

from app.deck.build import Options
from app.deck.errors import PitchMeError
from app.library.library import Library
from app.library.only import refuse_no_text
from app.live.hub import Hub
from app.live.talks import Talks
from app.settings import Settings, state_folder
from app.web.access import Access
from app.web.application import application
from app.web.listen import own_address
from app.web.site import Site
from app.web.static import Static, resource_dir
from app.web.templates import Templates
from app.web.views import Views

GRACE = 1
REST = 5  # seconds after the start that belong to those who wait for it
log = logging.getLogger("pitchme.web")


class Server(uvicorn.Server):
    """uvicorn, which by itself would wait for streams that never end, and would end by the signal instead of with 0."""

    def __init__(self, config: uvicorn.Config, site: Site) -> None:
        super().__init__(config)
        self.site = site
        self.stopping = asyncio.Event()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002  (as uvicorn calls it)
        """Called for SIGTERM and SIGINT."""
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin the talk before anybody is answered, if it shall be on from the start."""
        if self.site.settings.live:
            for deck_id in self.site.library.decks:
                room = self.site.hub.room(deck_id)
                if not room.record.running:
                    await room.post({"command": "start"}, "")
        await super().startup(sockets)

    async def main_loop(self) -> None:
        """Serve and watch; on the way out every stream is closed before uvicorn waits for connections."""
        watching = asyncio.create_task(self.watch()) if self.site.settings.watch else None
        loop = asyncio.get_running_loop()
        keeping = loop.call_later(REST, lambda: loop.run_in_executor(None, self.site.library.keep))
        try:
            await super().main_loop()
        finally:
            keeping.cancel()
            self.stopping.set()
            self.site.hub.close()
            if watching:
                await asyncio.wait({watching}, timeout=GRACE / 2)  # it ends by itself once it has looked up
                watching.cancel()

    async def watch(self) -> None:
        """Tell the rooms what changed on disk."""
        try:
            async for changes in self.site.library.watch(self.stopping, poll=self.site.settings.poll):
                for change in changes:
                    await self.site.hub.deck_changed(change)
        except Exception:
            log.exception("decks are no longer watched; restart the server to see changes")


def run(settings: Settings, sock: socket.socket) -> None:
    """Serve until SIGTERM or SIGINT; raises PitchMeError if the decks cannot be read."""
    options = Options(untrusted=settings.untrusted, embeds=settings.embed)
    keep = (settings.data or state_folder(settings.path)) / "slides"
    library = Library(settings.path, options=options, keep=keep)
    refuse_no_text(library)
    if settings.live and not library.single:
        raise PitchMeError(f"--live begins one talk, and {settings.path} holds {len(library.decks)} decks; name one")
    talks = talks_of(settings)
    hub = Hub(talks, library.deck)
    key = talks.rotate("cookie") if settings.new_token else talks.secret("cookie")
    token = settings.token or secrets.token_urlsafe(16)
    static = Static(resource_dir("static"))
    templates = Templates(resource_dir("templates"), static, reload=settings.watch)
    site = Site(settings, library, hub, Access(token, key), static, templates, Views())
    config = uvicorn.Config(
        application(site),
        access_log=False,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=GRACE,
    )
    port = sock.getsockname()[1]
    login = greet(settings, library, port, token)
    if settings.open:
        threading.Thread(target=webbrowser.open, args=(login,), daemon=True).start()
    gc.freeze()
    gc.enable()
    try:
        Server(config, site).run(sockets=[sock])
    finally:
        talks.close()


def talks_of(settings: Settings) -> Talks:
    """Talks kept in the data folder. A second server of the same decks keeps its own in memory, unless --data says
    where: then that they would share it raises PitchMeError."""
    if settings.data is not None:
        return Talks(settings.data)
    try:
        return Talks(state_folder(settings.path))
    except PitchMeError:
        click.echo(
            "pitchme: another server of these decks runs; talks of this one end with it (or use --data)", err=True
        )
        return Talks(None)


def greet(settings: Settings, library: Library, port: int, token: str) -> str:
    """Print where everything is; the presenter's link is given back."""
    names = {"0.0.0.0": "localhost", "::": "localhost", "": "localhost"}  # noqa: S104
    host = names.get(settings.host, settings.host)
    home = f"http://{f'[{host}]' if ':' in host else host}:{port}{settings.base}"
    lines = [f"Library    {home}/"]
    lines += [f"Audience   {home}/{deck_id}/" for deck_id in list(library.decks)[:5]]
    if len(library.decks) > 5:
        lines.append(f"           … {len(library.decks)} decks, all in the library")
    if not settings.loopback and (address := own_address()):
        lines.append(f"Network    http://{address}:{port}{settings.base}/")
    login = f"{home}/-/login#{quote(token, safe='')}"
    lines.append(f"Presenter  {login}")
    click.echo("\n".join(lines))
    return login
