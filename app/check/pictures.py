"""Pictures that cost every viewer more than they show."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from app.check.pixels import pixels
from app.deck.model import Canvas, Deck
from app.deck.places import Places
from app.deck.split import normalise
from app.library.folder import Folder
from app.markdown.diagnostic import Diagnostic, Severity

# Screens have up to two pixels for one of CSS in each direction.
MOST_CANVASES = 4
LARGEST = 5 * 1024**2
# Decoded, this is 800 MB: phones give up.
HOPELESS = 200_000_000


def large_pictures(deck: Deck, folder: Folder) -> Iterator[Diagnostic]:
    """One diagnostic for each file of the deck's that is far larger than a slide can show."""
    for address, path in {**deck.note_assets, **deck.assets}.items():
        real = folder.resolve(path)
        if real is None:
            continue
        try:
            weight = real.stat().st_size
            with real.open("rb") as file:
                size = pixels(file)
        except OSError:
            continue
        if size and (said := _what(size, weight, deck.canvas)):
            severity = Severity.WARNING if size[0] * size[1] >= HOPELESS else Severity.INFO
            yield Diagnostic(severity, "large-image", f"`{address}` {said}", *_place(deck, address, folder))


def _place(deck: Deck, address: str, folder: Folder) -> tuple[str, int, int, str]:
    """Where the deck names the file: on a slide, else in its style sheets or settings."""
    name = quote(address)
    for slide in deck.slides:
        if any(name in text or address in text for text in (slide.html, slide.notes or "", *slide.params.values())):
            lines = _text(folder, slide.source.path).split("\n")[slide.source.first - 1 : slide.source.last]
            line, column, text = Places("\n".join(lines)).next(address)
            return slide.source.path, slide.source.first + line - 1, column, text
    for path in sorted(deck.files):
        line, column, text = Places(_text(folder, path)).next(address)
        if text:
            return path, line, column, text
    return deck.path, 1, 1, ""


def _text(folder: Folder, path: str) -> str:
    try:
        return normalise(folder.read(path).decode("utf-8", "replace"))
    except OSError:
        return ""


def _what(size: tuple[int, int], weight: int, canvas: Canvas) -> str:
    width, height = size
    times = width * height / (canvas.width * canvas.height)
    told = f"is {width}×{height} pixels and {weight / 1024**2:.1f} MB"
    if times > MOST_CANVASES:
        scale = max(2 * canvas.width / width, 2 * canvas.height / height)
        wanted = (
            f"{round(width * scale)}×{round(height * scale)}" if scale < 1 else f"{2 * canvas.width} pixels at most"
        )
        return f"{told}, {times:.0f} times what a slide shows: save it at {wanted}"
    if weight > LARGEST:
        return f"{told}: save it as JPEG or WebP, under {LARGEST // 1024**2} MB"
    return ""
