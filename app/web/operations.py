"""For whoever runs the server: does it live, can it answer, what does it do."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response

from app import __version__
from app.web.pages import is_running
from app.web.site import FRESH, READ, TheSite

router = APIRouter()


@router.api_route("/-/healthz", methods=READ)
async def healthz() -> Response:
    """The process answers."""
    return PlainTextResponse("ok\n", headers=FRESH)


@router.api_route("/-/readyz", methods=READ)
async def readyz(site: TheSite) -> Response:
    """There are decks to show."""
    ready = bool(site.library.decks)
    return PlainTextResponse("ready\n" if ready else "no decks\n", 200 if ready else 503, FRESH)


@router.api_route("/-/metrics", methods=READ)
async def metrics(site: TheSite) -> Response:
    """Numbers in the text format of Prometheus."""
    decks = site.library.decks.values()
    faults = [str(fault.severity) for deck in decks for fault in site.library.diagnostics(deck.id)]
    lines = [
        *family("pitchme_build_info", "The version that runs.", {f'version="{__version__}"': 1}),
        *family("pitchme_decks", "Decks that are served.", {"": len(decks)}),
        *family(
            "pitchme_diagnostics",
            "Faults in decks.",
            {f'severity="{severity}"': faults.count(severity) for severity in ("error", "warning", "info")},
        ),
        *family("pitchme_talks_kept", "Whether talks reach the disk.", {"": int(site.hub.talks.healthy)}),
        *family("pitchme_talks", "Talks that go on.", {"": sum(is_running(site, deck) for deck in decks)}),
        *family(
            "pitchme_viewers",
            "Open streams of a deck.",
            {f'deck="{deck.id}"': site.hub.room(deck.id).viewers for deck in decks},
        ),
    ]
    return Response("\n".join(lines) + "\n", headers=FRESH, media_type="text/plain; version=0.0.4")


def family(name: str, text: str, values: dict[str, int]) -> list[str]:
    """A gauge; each key is the labels of one value. Deck ids need no escaping (product.md, "Decks on disk")."""
    samples = [f"{name}{{{labels}}} {value}" if labels else f"{name} {value}" for labels, value in values.items()]
    return [f"# HELP {name} {text}", f"# TYPE {name} gauge", *samples]
