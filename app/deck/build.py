"""Text becomes a deck. Pure: files come from the argument, slides that did not change from the cache."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from app.deck.advice import Link, of_deck
from app.deck.asks import RecordingFiles, paths_of
from app.deck.assembly import Assembly, MadeKey, Placed, decoded
from app.deck.config import SETTINGS_FILE, Configuration, canvas_of, configure, front_matter
from app.deck.delimiters import Way
from app.deck.fonts import is_font
from app.deck.identity import ids
from app.deck.making import Made, Surroundings
from app.deck.model import Canvas, Deck, DeckSettings, Slide, Source
from app.deck.parameters import opacity_of
from app.deck.resplit import Split
from app.deck.split import Part, normalise
from app.deck.styles import Sheets, collect
from app.markdown.address import asset, is_external
from app.markdown.diagnostic import Diagnostic, Severity
from app.markdown.drawing import Draw
from app.markdown.files import Files
from app.markdown.page import Page
from app.markdown.slide import Context
from app.markdown.snippet import find as find_snippet


class Shown(NamedTuple):
    """A slide of the last build, and what it was put together from."""

    made: Made
    place: tuple[object, ...]
    slide: Slide


@dataclass(slots=True)
class SlideCache:
    """Slides by all that they were made from, as long as ``around`` is the same; the texts of files as they were split
    last; the deck's slides by id. ``earlier`` gives slides that were made in an earlier run, if it knows any. Owned by
    whoever builds; never shared between decks."""

    around: Surroundings | None = None
    slides: Mapping[MadeKey, Made] = field(default_factory=dict)
    splits: Mapping[str, Split] = field(default_factory=dict)
    shown: Mapping[str, Shown] = field(default_factory=dict)
    earlier: Callable[[Surroundings], Mapping[MadeKey, Made]] = lambda _: {}


@dataclass(frozen=True, slots=True)
class Options:
    """What the operator decided for all decks."""

    untrusted: bool = False
    embeds: frozenset[str] = frozenset()
    drawing: Draw | None = field(default=None, compare=False)


def build(
    deck_id: str,
    path: str,
    files: Files,
    *,
    options: Options = Options(),
    cache: SlideCache | None = None,
) -> Deck:
    """Build the deck whose file is ``path``. Never raises for what is in the file; ``OSError`` if it cannot be read."""
    recording = RecordingFiles(files)
    told: list[Diagnostic] = []
    text = normalise(decoded(recording.read(path), path, told))
    skip = front_matter(text)
    config = _configuration(path, text, skip, recording, told)
    settings, assets = _with_files(config, path, options, recording)
    around = Surroundings(_context(settings, options), tuple(settings.background.items()))
    cache = cache or SlideCache()
    kept = cache.slides if cache.around == around else cache.earlier(around)
    assembly = Assembly(files, around, config.delimiters, kept, cache.splits)
    assembly.add_text(path, text, skip)
    settings = _with_footnote(settings, config, path, assembly)
    cache.around, cache.slides, cache.splits = around, assembly.used, assembly.splits
    sheets = collect(settings.stylesheets, config.where("theme-override", path), path, recording)
    cache.shown = _shown(assembly.placed, cache.shown)
    slides = tuple(shown.slide for shown in cache.shown.values())
    told += [*config.diagnostics, *assembly.diagnostics, *sheets.diagnostics]
    for placed in assembly.placed:
        if placed.made.diagnostics:
            told += _shifted(placed)
    told += of_deck(slides, [placed.made.naming for placed in assembly.placed], _links(assembly.placed), path)
    assets = _together(assets, assembly.placed, sheets, told, path)
    title = settings.title or next((p.made.title for p in assembly.placed if p.made.title), "") or deck_id
    grid = any("grid-slide" in placed.made.rendered.classes for placed in assembly.placed)
    canvas = canvas_of(settings, grid=grid)
    addresses = tuple(sheets.addresses)
    return Deck(
        deck_id,
        path,
        title,
        _digest(title, settings, canvas, addresses, slides),
        settings,
        canvas,
        slides,
        addresses,
        tuple(sorted(dict.fromkeys(_once(told)), key=lambda d: (d.path != path, d.path, d.line, d.column))),
        frozenset(assembly.paths | paths_of(tuple(recording.asks))),
        assets,
        _only_in_notes(assets, assembly.placed),
    )


def _once(told: list[Diagnostic]) -> Iterator[Diagnostic]:
    """What another program's decks have and ours do not is said once a deck."""
    said: set[str] = set()
    for one in told:
        if one.code != "not-supported" or one.message not in said:
            yield one
        if one.code == "not-supported":
            said.add(one.message)


def _only_in_notes(assets: Mapping[str, str], placed: list[Placed]) -> dict[str, str]:
    """The files that the notes show and no slide does."""
    named = {address: file for one in placed for address, file in one.made.note_assets.items()}
    return {address: file for address, file in named.items() if address not in assets}


def _configuration(path: str, text: str, skip: int, files: Files, told: list[Diagnostic]) -> Configuration:
    """The settings of the nearest PITCHME.yaml and, above them, of the front matter."""
    sources: list[tuple[str, str, int]] = []
    found = files.find(SETTINGS_FILE, path)
    if found:
        try:
            sources.append((found, normalise(decoded(files.read(found), found, told)), 0))
        except OSError as error:
            message = f"these settings cannot be read ({error.strerror or error}): the defaults are used"
            told.append(Diagnostic(Severity.ERROR, "yaml-error", message, found, 1))
    if skip:
        sources.append((path, "\n".join(text.split("\n", skip)[1 : skip - 1]), 1))
    return configure(path, sources)


def _context(settings: DeckSettings, options: Options) -> Context:
    return Context(
        theme=settings.theme,
        math=settings.math,
        untrusted=options.untrusted,
        embeds=options.embeds,
        blend_code=settings.theme == "template",
        template=settings.template,
        globals=settings.globals,
        marp=settings.marp,
        drawing=options.drawing,
    )


def _with_files(
    config: Configuration, path: str, options: Options, files: Files
) -> tuple[DeckSettings, dict[str, str]]:
    """The settings with addresses in place of the files that they name, and these files."""
    settings, assets = config.settings, dict[str, str]()

    def address(key: str, name: str, kind: str = "image") -> str:
        where, line = config.where(key, path)
        page = Page(path=where, first_line=line, context=_context(settings, options), files=files)
        found = asset(page, name, 0, kind=kind)
        config.diagnostics.extend(page.told.values())
        assets.update(page.assets)
        return "" if found.missing is not None else found.address

    background = dict(settings.background)
    if image := background.get("image"):
        background["image"] = address("background", image)
    if opacity := background.get("opacity"):
        background["opacity"] = opacity_of(opacity) or "1"
    return replace(
        settings,
        background={key: value for key, value in background.items() if value},
        logo=settings.logo and address("logo", settings.logo),
        template=settings.template and _template(settings.template, config, path, files),
        favicon=settings.favicon and address("favicon", settings.favicon),
        # A preview for web sites: those of other hosts are of no use here.
        thumbnail=address("thumbnail", settings.thumbnail)
        if settings.thumbnail and not is_external(settings.thumbnail)
        else "",
        custom_fonts=tuple(filter(None, (address("custom-fonts", font, "font") for font in _font_files(config, path)))),
    ), assets  # fmt: skip


def _font_files(config: Configuration, path: str) -> list[str]:
    """The entries of ``custom-fonts`` that are files; a bare name is a font that the machine may have."""
    files = [name for name in config.settings.custom_fonts if is_font(name)]
    for name in filter(is_external, files):
        message = f"`{name}` is on another host: fonts are loaded from this server alone; save a copy beside the deck"
        config.tell(Severity.WARNING, "host-not-allowed", message, config.where("custom-fonts", path))
    return [name for name in files if not is_external(name)]


def _template(name: str, config: Configuration, path: str, files: Files) -> str:
    """The path of the snippet that lies on every slide; empty, which is told, if there is none."""
    where, line = config.where("template", path)
    page = Page(path=path, first_line=1, context=Context(), files=files)
    found = find_snippet(page, name, where)
    if found is None:
        message = f"no template `{name}`: name a .md file of the served folder"
        config.tell(Severity.WARNING, "missing-file", message, (where, line))
    return found or ""


def _with_footnote(settings: DeckSettings, config: Configuration, path: str, assembly: Assembly) -> DeckSettings:
    """The footnote's HTML, made like a slide's, so that what may not run on a slide does not run there either."""
    if not settings.footnote:
        return settings
    where, line = config.where("footnote", path)
    bare = replace(assembly.around, context=replace(assembly.around.context, template=""))
    assembly = replace(assembly, around=bare)
    part = Part(None, "", line, line, settings.footnote, line, None, 0, settings.footnote)
    made = assembly.make(where, part, {})
    config.diagnostics += _shifted(Placed(made, Way.RIGHT, part, where))
    html = made.html.strip()
    if html.count("<p>") == 1 and html.startswith("<p>") and html.endswith("</p>"):
        html = html.removeprefix("<p>").removesuffix("</p>")
    return replace(settings, footnote_html=html)


def _shown(placed: list[Placed], before: Mapping[str, Shown]) -> dict[str, Shown]:
    """The slides with their ids and places, by id in their order; those of ``before`` that are the same. Hidden ones
    have the place of the slide before them: what people count and address are the others."""
    names = ids(one.made.naming for one in placed)
    nobody = all(one.made.hidden for one in placed)
    shown: dict[str, Shown] = {}
    h, v, number, appendix, opens = -1, 0, 0, False, True
    for slide_id, one in zip(names, placed, strict=True):
        made, hidden = one.made, one.made.hidden and not nobody
        appendix = appendix or made.appendix
        opens = opens or one.way is Way.RIGHT
        if not hidden:
            h, v, number, opens = (h + 1, 0, number + 1, False) if opens else (h, v + 1, number + 1, False)
        place = (h, v, number, hidden, appendix, one.path, one.part.first, one.part.last)
        known = before.get(slide_id)
        if known is None or known.made is not made or known.place != place:
            known = Shown(made, place, _slide(slide_id, one, h, v, number, hidden=hidden, appendix=appendix))
        shown[slide_id] = known
    return shown


def _slide(slide_id: str, one: Placed, h: int, v: int, number: int, *, hidden: bool, appendix: bool) -> Slide:
    made = one.made
    layout = made.layout_if_first if number == 1 and not hidden else made.layout
    title = made.title or f"Slide {max(number, 1)}"
    digest = made.digest
    if layout != made.layout or not made.title:
        digest = _hash(digest, layout, title)
    return Slide(
        slide_id,
        max(h, 0),
        v,
        max(number, 1),
        title,
        Source(one.path, one.part.first, one.part.last),
        made.params,
        made.rendered.steps,
        made.html,
        digest,
        made.notes,
        made.notes_html,
        made.rendered.step_notes,
        made.rendered.attributes,
        (*made.rendered.classes, *made.meaning.classes),
        layout,
        hidden,
        appendix,
    )


def _shifted(placed: Placed) -> list[Diagnostic]:
    """The slide's diagnostics with lines of the file."""
    lines = placed.part.first - 1
    return [replace(d, line=d.line + lines) if d.path == placed.path else d for d in placed.made.diagnostics]


def _links(placed: list[Placed]) -> list[tuple[str, Link]]:
    """Links between slides, with their files and lines of these."""
    return [(one.path, link._replace(line=link.line + one.part.first - 1)) for one in placed for link in one.made.links]


def _together(
    assets: Mapping[str, str], placed: list[Placed], sheets: Sheets, told: list[Diagnostic], path: str
) -> dict[str, str]:
    """All files by address; an address that means two files (in includes from two folders) is told."""
    found = {**sheets.assets, **assets}
    for one in placed:
        for address, file in one.made.assets.items():
            if found.setdefault(address, file) != file:
                message = (
                    f"`{address}` means `{found[address]}` elsewhere in this deck: rename `{file}` to show it here"
                )
                told.append(Diagnostic(Severity.WARNING, "ambiguous-file", message, one.path, one.part.first))
    if all(one.made.hidden for one in placed):
        message = "every slide of this deck is hidden: all are shown; take `hidden=true` from some"
        told.append(Diagnostic(Severity.WARNING, "all-hidden", message, path, 1))
    return found


def _digest(
    title: str, settings: DeckSettings, canvas: Canvas, stylesheets: tuple[str, ...], slides: tuple[Slide, ...]
) -> str:
    places = [(s.id, s.h, s.v, s.digest, s.hidden, s.appendix) for s in slides]
    return _hash(title, settings, canvas, stylesheets, places)


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two builds of a deck. ``order`` is given only where slides were added, removed or moved;
    ``settings`` means that the page around the slides differs."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    order: tuple[tuple[str, ...], ...] | None
    stylesheets: bool
    settings: bool


def difference(old: Deck, new: Deck) -> Change:
    """Compare by slide id and content digest."""
    before: Mapping[str, Slide] = {slide.id: slide for slide in old.slides}
    changed = tuple(s.id for s in new.slides if s.id not in before or before[s.id].digest != s.digest)
    ids_now = {s.id for s in new.slides}
    removed = tuple(slide_id for slide_id in before if slide_id not in ids_now)
    same = [(s.id, s.h) for s in new.slides] == [(s.id, s.h) for s in old.slides]
    order = None if same else tuple(tuple(s.id for s in group) for group in new.sections)
    around = (old.title, old.settings, old.canvas) != (new.title, new.settings, new.canvas)
    return Change(changed, removed, order, old.stylesheets != new.stylesheets, around)
