"""The command line: thin, and quick because the server is imported late."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from app import __version__
from app.deck.errors import PitchMeError
from app.settings import Settings, prefix
from app.web.listen import listen


class ServeByDefault(click.Group):
    """``pitchme PATH`` and ``pitchme`` alone mean ``pitchme serve``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"--help", "--version"}
        if not args or (args[0] not in self.commands and args[0] not in own):
            args = ["serve", *args]
        return super().parse_args(ctx, args)


@click.group(cls=ServeByDefault)
@click.version_option(__version__, prog_name="pitchme")
def pitchme() -> None:
    """Slides, speaker's console and handout from a PITCHME.md."""


@pitchme.command()
@click.argument("path", default="slides", envvar="PITCHME_PATH", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", envvar="PITCHME_HOST")
@click.option("--port", default=8000, envvar="PITCHME_PORT", type=click.IntRange(0, 65535))
@click.option("--open/--no-open", default=False, envvar="PITCHME_OPEN")
@click.option("--watch/--no-watch", default=True, envvar="PITCHME_WATCH")
@click.option("--poll", is_flag=True, envvar="PITCHME_POLL")
@click.option("--token", default="", envvar="PITCHME_TOKEN")
@click.option("--new-token", is_flag=True, envvar="PITCHME_NEW_TOKEN")
@click.option("--live", is_flag=True, envvar="PITCHME_LIVE")
@click.option("--data", default=None, envvar="PITCHME_DATA", type=click.Path(path_type=Path))
@click.option("--base", default="", envvar="PITCHME_BASE")
@click.option("--publish-notes/--no-publish-notes", default=None, envvar="PITCHME_PUBLISH_NOTES")
@click.option("--untrusted", is_flag=True, envvar="PITCHME_UNTRUSTED")
@click.option("--embed", multiple=True, envvar="PITCHME_EMBED")
@click.option("--allow-host", multiple=True, envvar="PITCHME_ALLOW_HOST")
@click.option("--trust", multiple=True, envvar="PITCHME_TRUST", default=("127.0.0.1", "::1"))
def serve(path: Path, data: Path | None, base: str, **flags: Any) -> None:
    """Serve a deck file, a deck folder or a folder of decks."""
    for name in ("embed", "allow_host", "trust"):
        flags[name] = frozenset(flags[name])
    settings = Settings(path=path, data=data, base=prefix(base), **flags)
    sock = listen(settings.host, settings.port)
    from app.web.server import run  # noqa: PLC0415  (it takes a third of a second that other commands need not pay)

    run(settings, sock)


def main() -> None:
    """Run the command line; what stops it is one line on standard error."""
    try:
        pitchme(standalone_mode=True)
    except PitchMeError as error:
        print(f"pitchme: {error}", file=sys.stderr)
        sys.exit(2)
