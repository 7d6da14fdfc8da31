"""The deck as data: frozen values that everything above reads and nothing changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.markdown.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Source:
    """Where a slide stands: ``first`` is the line of its delimiter (or its first line), ``last`` the line before the
    next one; 1-based, both included."""

    path: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Canvas:
    """The fixed size in CSS pixels that a slide is laid out on and that the page scales as a whole."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide. ``h`` counts sections and ``v`` the slides of the stack, both from 0; ``number`` is the flat 1-based
    number that people are shown. ``digest`` names the content (not the place) of the slide: two slides with the same
    digest have the same HTML, notes and parameters."""

    id: str
    h: int
    v: int
    number: int
    title: str
    source: Source
    params: Mapping[str, str]
    steps: int
    html: str
    digest: str
    notes: str | None = None
    notes_html: str | None = None
    step_notes: Mapping[int, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    layout: str = "content"
    hidden: bool = False
    appendix: bool = False


@dataclass(frozen=True, slots=True)
class DeckSettings:
    """What PITCHME.yaml and front matter said (spec section 9), checked and with defaults.

    ``logo``, ``favicon`` and ``thumbnail`` are addresses relative to the deck's own (or of another host);
    ``footnote_html`` is the footnote made safe for a page; ``background`` has the keys image, size, position, repeat,
    color, opacity; ``look`` are the custom properties of the ``theme-*`` lists, checked, and ``dark_ground`` says
    whether their background asks for light text; ``code_style`` is a palette of static/css/highlight.css."""

    title: str = ""
    description: str = ""
    author: str = ""
    date: str = ""
    lang: str = "en"
    theme: str = "auto"
    stylesheets: tuple[str, ...] = ()
    transition: str = "slide"
    footnote: str = ""
    logo: str = ""
    logo_position: str = "top-left"
    duration: int | None = None
    publish_notes: bool = False
    handout: bool = True
    rtl: bool = False
    loop: bool = False
    autoslide: int = 0
    vertical_center: bool = True
    slide_number: bool = True
    mousewheel: bool = False
    previous_key: int | None = 37
    next_key: int | None = 39
    background: Mapping[str, str] = field(default_factory=dict)
    thumbnail: str = ""
    favicon: str = ""
    layout: str = ""
    template: str = ""
    globals: tuple[str, ...] = ()
    custom_fonts: tuple[str, ...] = ()
    look: Mapping[str, str] = field(default_factory=dict)
    dark_ground: bool | None = None
    code_style: str = ""
    code_scheme: str = ""
    controls_layout: str = "bottom-right"
    remote_control: bool | None = None
    gitpitch: str = ""
    math: bool = False
    marp: bool = False
    charts: bool = False
    history: bool = True
    shuffle: bool = False
    aspect: tuple[int, int] = (16, 9)
    footnote_html: str = ""
    other: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck that was built. ``path`` is its file below the served folder. ``files`` are the files that it was made
    of (a file's own ``Files`` knows where else was looked). ``assets`` maps each address that its pages may ask for,
    relative to the deck's own address, to the file's path below the served folder. ``note_assets``
    are the same for files that only notes name: whoever may not have the notes may not have these. ``stylesheets`` are
    addresses of the same kind, in order. ``digest``
    changes with anything that a page shows."""

    id: str
    path: str
    title: str
    digest: str
    settings: DeckSettings
    canvas: Canvas
    slides: tuple[Slide, ...]
    stylesheets: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    files: frozenset[str] = frozenset()
    assets: Mapping[str, str] = field(default_factory=dict)
    note_assets: Mapping[str, str] = field(default_factory=dict)

    @property
    def sections(self) -> tuple[tuple[Slide, ...], ...]:
        """The slides of each section, in order; a stack has more than one."""
        groups: dict[int, list[Slide]] = {}
        for slide in self.slides:
            groups.setdefault(slide.h, []).append(slide)
        return tuple(tuple(group) for group in groups.values())
