"""The parameter list of a delimiter, ``---?key=value&key=value``, and its meaning for the slide (spec section 3)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from app.deck.keys import is_transition
from app.markdown.address import asset
from app.markdown.card import card
from app.markdown.colours import is_colour
from app.markdown.diagnostic import Severity
from app.markdown.embed import is_allowed, shown
from app.markdown.image import placeholder
from app.markdown.page import Page
from app.markdown.player import player

KEYS = frozenset(
    """image size position repeat color opacity transition video loop muted iframe code lang title lines tags gist file
    filename include slides terminal font theme poster autoplay survey hidden appendix layout id class""".split()  # noqa: SIM905
)
_FLAGS = frozenset(("hidden", "appendix", "loop", "muted", "autoplay"))
_CSS_VALUE = re.compile(r"[\w\s.,%+*/()-]{1,200}\Z")
_WORD = re.compile(r"[a-z][a-z0-9-]*\Z")
_CLASS = re.compile(r"[A-Za-z0-9_][\w:.-]*\Z")
# What `<!-- .slide: data-background-… -->` may say, beyond what parameters have.
_ATTRIBUTES = ("image", "color", "size", "position", "repeat", "opacity", "video", "iframe", "transition")


_CARD_NAMES = {"gist": "Gist on GitHub", "terminal": "Terminal recording"}


@dataclass(slots=True)
class Meaning:
    """What the parameters make of a slide. ``params`` are the normalised ones of product.md, ``card`` is HTML that
    stands for something which is not shown here."""

    params: dict[str, str] = field(default_factory=dict)
    id: str = ""
    title: str = ""
    classes: tuple[str, ...] = ()
    layout: str = ""
    hidden: bool = False
    appendix: bool = False
    card: str = ""


def decode(raw: str) -> dict[str, str]:
    """Read a parameter list leniently: ``size=auto 90%&color=#fff`` means what it says, ``+`` and ``;`` are themselves,
    a ``&`` in a title is part of it, a flag may stand without ``=true``. The last of a repeated key wins."""
    values: dict[str, str] = {}
    last = ""
    for piece in raw.replace("&amp;", "&").split("&"):
        key, equals, value = piece.partition("=")
        name = key.strip().lower()
        if equals:
            last = name
            values[name] = value
        elif name in _FLAGS:
            values[name] = "true"
        elif last:
            values[last] += "&" + piece
        elif name:
            values[name] = ""
    return {name: unquote(value.strip()) for name, value in values.items()}


def interpret(values: Mapping[str, str], page: Page, defaults: Mapping[str, str]) -> Meaning:
    """The meaning of decoded parameters; ``defaults`` are the deck's ``background-*`` settings. Faults go to ``page``,
    whose line 0 is the delimiter's."""
    meaning = Meaning()
    for key in values:
        if key not in KEYS:
            close = difflib.get_close_matches(key[:40], KEYS, n=1, cutoff=0.7)
            hint = f"did you mean `{close[0]}`?" if close else "it does nothing"
            page.tell(
                Severity.INFO, "unknown-parameter", f"`{key[:40]}` is no parameter of a slide; {hint}", 0, text=key
            )
    meaning.hidden, meaning.appendix = (is_true(values.get(key, "")) for key in ("hidden", "appendix"))
    meaning.id, meaning.title = values.get("id", ""), values.get("title", "")
    meaning.classes = tuple(name for name in values.get("class", "").replace(",", " ").split() if _CLASS.match(name))
    meaning.layout = _layout(values.get("layout", ""), page)
    _background(values, meaning, page, defaults)
    _embedded(values, meaning, page)
    return meaning


def is_true(value: str) -> bool:
    """Whether a flag is set."""
    return value.strip().lower() in ("true", "yes", "on", "1")


def _layout(value: str, page: Page) -> str:
    name = value.strip().lower()
    if name and not _WORD.match(name):
        _invalid(page, "layout", value, "a word such as `split`")
        return ""
    return name


def _background(values: Mapping[str, str], meaning: Meaning, page: Page, defaults: Mapping[str, str]) -> None:
    params = meaning.params
    image = _file("image", values, meaning, page)
    if image:
        params |= {"background-image": image, **with_defaults(defaults)}
    for key in ("size", "position", "repeat"):
        if key in values:
            _put(params, f"background-{key}", values[key], page)
    for key in ("color", "opacity"):
        if key in values:
            _put(params, f"background-{key}", values[key], page)
    if "transition" in values:
        _put(params, "background-transition" if "image" in values else "transition", values["transition"], page)
    if video := _file("video", values, meaning, page):
        params["background-video"] = video
        params["background-video-loop"] = "true" if is_true(values.get("loop", "")) else "false"
        params["background-video-muted"] = "true" if is_true(values.get("muted", "true")) else "false"


def _file(key: str, values: Mapping[str, str], meaning: Meaning, page: Page) -> str:
    """The address of a background's file; a missing one leaves a placeholder on the slide."""
    name = values.get(key, "").strip()
    if not name:
        return ""
    found = asset(page, name, 0, kind=key)
    if found.missing is not None:
        meaning.card += f'<p class="missing-background">{placeholder(found)}</p>'
        return ""
    return found.address


def with_defaults(defaults: Mapping[str, str]) -> dict[str, str]:
    """What an image gets that says nothing itself [G]."""
    own = {f"background-{key}": defaults[key] for key in ("repeat", "color", "opacity") if key in defaults}
    size, position = defaults.get("size", "100% 100%"), defaults.get("position", "center")
    return {"background-size": size, "background-position": position, **own}


def _embedded(values: Mapping[str, str], meaning: Meaning, page: Page) -> None:
    """A frame that the operator allows; a card with the link for what is not shown here."""
    if frame := values.get("iframe", "").strip():
        if is_allowed(frame, page):
            meaning.params["background-iframe"] = player(frame).frame
        else:
            _show(frame, meaning, page, "")
    if survey := values.get("survey", "").strip():
        _show(survey, meaning, page, "survey")
    if gist := values.get("gist", "").strip():
        _not_shown("gist", "https://gist.github.com/" + gist.split("#")[0], gist, meaning, page)
    if recording := values.get("terminal", "").strip():
        if recording.lower().startswith(("http://", "https://")):
            _show(recording, meaning, page, "terminal")
        else:
            address = asset(page, recording, 0, kind="file").address
            _not_shown("terminal", address, recording, meaning, page)


def _show(address: str, meaning: Meaning, page: Page, classes: str) -> None:
    drawn = page.restore(shown(address, page, 0, {"title": meaning.title, "class": classes}))
    meaning.card += f"<p>{drawn}</p>"


def _not_shown(key: str, address: str, target: str, meaning: Meaning, page: Page) -> None:
    message = f"`{key}` is not shown inside slides here: a card with the link is shown"
    page.tell(Severity.INFO, f"{key}-not-shown", message, 0, text=target)
    meaning.card += f"<p>{card(address, meaning.title, name=_CARD_NAMES[key])}</p>"


def _put(params: dict[str, str], name: str, value: str, page: Page) -> None:
    """Set a parameter if its value can be CSS; else tell, and leave the default."""
    value = value.strip()
    if name == "background-color":
        if is_colour(value):
            params[name] = value
        else:
            message = f"`{value[:60]}` is no CSS colour; write one such as `#0071bd`, `teal` or `linear-gradient(…)`"
            page.tell(Severity.WARNING, "invalid-colour", message, 0, text=value)
    elif name == "background-opacity":
        opacity = opacity_of(value)
        if opacity is None:
            _invalid(page, "opacity", value, "a number up to 1, or percent")
        else:
            params[name] = opacity
    elif name.endswith("transition"):
        if is_transition(value.lower()):
            params[name] = value.lower()
        else:
            _invalid(page, "transition", value, "none, fade, slide, convex, concave or zoom")
    elif _CSS_VALUE.match(value):
        params[name] = value
    else:
        _invalid(page, name.removeprefix("background-"), value, "a CSS value")


def opacity_of(value: str) -> str | None:
    """Up to 1 a fraction, above it percent: ``50`` and ``50%`` are ``0.5``."""
    try:
        number = float(value.strip().removesuffix("%"))
    except ValueError:
        return None
    if number > 1 or value.strip().endswith("%"):
        number /= 100
    return f"{number:.4g}" if 0 <= number <= 1 else None


def _invalid(page: Page, key: str, value: str, wanted: str) -> None:
    message = f"`{value[:60]}` is no value for `{key}`: it is ignored; write {wanted}"
    page.tell(Severity.WARNING, "invalid-value", message, 0, text=value)


def from_attributes(attributes: Mapping[str, str], page: Page) -> dict[str, str]:
    """The parameters that ``<!-- .slide: data-background="#123" -->`` sets, normalised like those of a delimiter.

    Rendering has found the files of these attributes already and left out frames that are not allowed.
    """
    params: dict[str, str] = {}
    given = {key: attributes[f"data-background-{key}"] for key in _ATTRIBUTES if f"data-background-{key}" in attributes}
    if plain := attributes.get("data-background", "").strip():
        given.setdefault("color" if _is_colour_rather(plain) else "image", plain)
    if gradient := attributes.get("data-background-gradient"):
        given.setdefault("color", gradient)
    for key, value in given.items():
        if key in ("image", "video", "iframe"):
            params[f"background-{key}"] = value
        else:
            _put(params, f"background-{key}", value, page)
    if "background-video" in params:
        params["background-video-loop"] = str("data-background-video-loop" in attributes).lower()
        params["background-video-muted"] = "true"
    if "data-transition" in attributes:
        _put(params, "transition", attributes["data-transition"], page)
    return params


def _is_colour_rather(value: str) -> bool:
    """``data-background`` is an image if it looks like a file or address, as in reveal.js; else a colour."""
    looks = re.search(r"\.(?:svg|png|jpe?g|gif|bmp|webp|avif)(?:[?#]|\Z)|\Adata:|\A(?:https?:)?//", value, re.I)
    return is_colour(value) or not looks
