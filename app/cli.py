"""The command line (product.md, "Command line"): thin, and quick because what a command needs is imported late."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from app import __version__
from app.deck.errors import PitchMeError
from app.settings import LOOPBACK, Settings, prefix, read_file
from app.web.listen import listen

F = TypeVar("F", bound=Callable[..., Any])
Folder = click.Path(path_type=Path)


def flag(name: str, help: str, **more: Any) -> Callable[[F], F]:
    """An option that can also be set as PITCHME_<FLAG>."""
    variable = "PITCHME_" + name.partition("/")[0].removeprefix("--").replace("-", "_").upper()
    return click.option(name, envvar=variable, help=help, **more)


class ServeByDefault(click.Group):
    """``pitchme PATH`` and ``pitchme`` alone mean ``pitchme serve``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Name the command where it was left out."""
        if not args or args[0] not in {*self.commands, "--help", "--version"}:
            args = ["serve", *args]
        return super().parse_args(ctx, args)


@click.group(cls=ServeByDefault)
@click.version_option(__version__, prog_name="pitchme", message="%(prog)s %(version)s")
@click.pass_context
def pitchme(ctx: click.Context) -> None:
    """Slides for the room, a console for the speaker, an article for the reader, from a PITCHME.md.

    Every flag of serve can be set as PITCHME_<FLAG> or in a pitchme.toml of the current folder.
    """
    if ctx.invoked_subcommand == "serve":
        ctx.default_map = {"serve": dict(read_file(Path.cwd()))}


@pitchme.command()
@click.argument("path", default="slides", envvar="PITCHME_PATH", type=Folder)
@flag("--host", "Address to listen on; 0.0.0.0 for all.", default="127.0.0.1", show_default=True)
@flag("--port", "0 takes a free one.", default=8000, show_default=True, type=click.IntRange(0, 65535))
@flag("--open/--no-open", "Open the presenter's link in a browser; by itself where there is a desktop.", default=None)
@flag("--watch/--no-watch", "Show edits at once.", default=True, show_default=True)
@flag("--poll", "Look at files again and again, for folders that report no changes.", is_flag=True)
@flag("--token", "The presenter's token; else one is made up for this run.", default="")
@flag("--new-token", "End the access of every device that was let in before.", is_flag=True)
@flag("--live", "Begin the talk at once.", is_flag=True)
@flag("--data", "Where talks are kept; else in the state folder of the user.", type=Folder)
@flag("--base", "Path prefix, behind a proxy.", default="", metavar="/PREFIX")
@flag("--publish-notes/--no-publish-notes", "Decide for all decks; else each decides.", default=None)
@flag("--untrusted", "Let HTML and CSS of decks pass an allow-list.", is_flag=True)
@flag("--embed", "A host that decks may frame (repeatable).", multiple=True, metavar="HOST")
@flag("--allow-host", "A name that the server answers under (repeatable).", multiple=True, metavar="HOST")
@flag(
    "--trust",
    "An address or network whose forwarded headers count (repeatable).",
    multiple=True,
    metavar="ADDRESS",
    default=("127.0.0.1", "::1"),
    show_default=True,
)
def serve(**given: Any) -> None:
    """Serve a deck file, a deck folder or a folder of decks."""
    for name in ("embed", "allow_host", "trust"):
        given[name] = frozenset(given[name])
    if given["open"] is None:
        given["open"] = given["host"] in LOOPBACK and is_desktop()
    settings = Settings(**given | {"base": prefix(given["base"])})
    sock = listen(settings.host, settings.port)
    gc.disable()  # what is loaded now stays: looking through it again and again would cost a tenth of the start
    from app.web.server import run  # noqa: PLC0415  (a third of a second, which a taken port need not cost)

    run(settings, sock)


def is_desktop() -> bool:
    """Whether someone sits here who has a browser."""
    if not sys.stdout.isatty() or "SSH_CONNECTION" in os.environ or "CI" in os.environ:
        return False
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@pitchme.command()
@click.argument("path", default="slides", type=Folder)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text", show_default=True
)
@click.option("--select", multiple=True, metavar="CODES", help="Tell only these (repeatable, or with commas).")
@click.option("--ignore", multiple=True, metavar="CODES", help="Leave these out (repeatable, or with commas).")
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option("--render", is_flag=True, help="Also measure every slide in a browser (needs pitchme[check]).")
@flag("--untrusted", "Check as a server that does not trust its decks would.", is_flag=True)
@flag("--embed", "A host that decks may frame (repeatable).", multiple=True, metavar="HOST")
def check(path: Path, **given: Any) -> None:
    """Say what is wrong in decks, where, and what to do. Exit 0: clean, 1: errors found, 2: wrong usage."""
    # With these comes the parser, which other commands do not need.
    from app.check import findings, report  # noqa: PLC0415
    from app.check.choice import choice  # noqa: PLC0415
    from app.deck.build import Options  # noqa: PLC0415

    options = Options(untrusted=given["untrusted"], embeds=frozenset(given["embed"]))
    wanted = choice(given["select"], given["ignore"])
    measure = None
    if given["render"]:
        from app.check.render import Render  # noqa: PLC0415

        flags = ["--untrusted"] * given["untrusted"] + [f"--embed={host}" for host in given["embed"]]
        measure = Render(path, flags)
    found = findings.check(path, options=options, choice=wanted, measure=measure)
    click.echo(report.write(found, given["form"], colours=sys.stdout.isatty() and not os.environ.get("NO_COLOR")))
    if found.count("error") or (given["strict"] and found.count("warning")):
        sys.exit(1)


@pitchme.command()
@click.argument("path", type=Folder)
@click.option("--to", "form", type=click.Choice(["json"]), required=True, help="json: the deck as data, with notes.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), default=Path("-"))
def export(path: Path, form: str, output: Path) -> None:  # noqa: ARG001  (one form so far)
    """Write a deck in another form, to a file or to standard output."""
    from app.export.document import to_json  # noqa: PLC0415  (the parser, which other commands do not need)
    from app.library.only import only_deck  # noqa: PLC0415

    text = to_json(only_deck(path))
    try:
        with click.open_file(str(output), "w", "utf-8") as file:
            file.write(text)
    except OSError as error:
        raise PitchMeError(f"{output}: cannot be written: {error.strerror}") from None


@pitchme.command()
@click.argument("name", type=Folder)
def new(name: Path) -> None:
    """Begin a deck: a small one that teaches the syntax."""
    from app.new import new_deck  # noqa: PLC0415

    file = new_deck(name)
    click.echo(f"{file} is there. Next: pitchme {name}")


def main() -> None:
    """Run the command line; what stops it is one line on standard error, and 2."""
    try:
        pitchme()
    except PitchMeError as error:
        click.echo(f"pitchme: {error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
