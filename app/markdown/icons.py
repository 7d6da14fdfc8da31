"""Font Awesome's icons by name, as inline SVG one em high in the colour of the text.

The shapes come with the package ``faicons`` (Font Awesome Free 6, CC BY 4.0). Names of Font Awesome 4 and 5 are known
too, as GitPitch's decks use them.
"""

from __future__ import annotations

import difflib
import importlib.util
import json
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

STYLES: dict[str, tuple[str, ...]] = {
    "fa": ("solid", "brands", "regular"),
    "fas": ("solid",),
    "fa-solid": ("solid",),
    "fal": ("regular", "solid"),
    "fad": ("solid",),
    "far": ("regular", "solid"),
    "fa-regular": ("regular", "solid"),
    "fab": ("brands",),
    "fa-brands": ("brands",),
}
# Names of Font Awesome 4 that the shapes' own list of former names lacks.
_FORMER = {
    "regular": """
        arrow-circle-o-down=circle-down arrow-circle-o-left=circle-left arrow-circle-o-right=circle-right
        arrow-circle-o-up=circle-up caret-square-o-down=square-caret-down caret-square-o-left=square-caret-left
        caret-square-o-right=square-caret-right caret-square-o-up=square-caret-up cc=closed-captioning
        circle-thin=circle file-movie-o=file-video file-photo-o=file-image file-picture-o=file-image
        file-sound-o=file-audio file-zip-o=file-zipper files-o=copy floppy-o=floppy-disk hand-grab-o=hand-back-fist
        hand-o-down=hand-point-down hand-o-left=hand-point-left hand-o-right=hand-point-right
        hand-o-up=hand-point-up hand-stop-o=hand pencil-square-o=pen-to-square photo=image picture-o=image
        send-o=paper-plane star-half-empty=star-half-stroke star-half-full=star-half-stroke
        star-half-o=star-half-stroke thumbs-o-down=thumbs-down thumbs-o-up=thumbs-up toggle-down=square-caret-down
        toggle-left=square-caret-left toggle-right=square-caret-right toggle-up=square-caret-up trash-o=trash-can
    """,
    "solid": """
        bar-chart-o=chart-column battery-1=battery-quarter circle-o-notch=circle-notch flash=bolt
        glass=martini-glass-empty group=users intersex=mars-and-venus life-bouy=life-ring life-buoy=life-ring
        life-saver=life-ring money=money-bill-1 s15=bath send=paper-plane support=life-ring
    """,
    "brands": """
        bitbucket-square=bitbucket eercast=sellcast fa=font-awesome facebook-official=facebook ge=empire
        gittip=gratipay google-plus-circle=google-plus google-plus-official=google-plus linkedin-square=linkedin
        ra=rebel resistance=rebel wechat=weixin y-combinator-square=hacker-news yc=y-combinator yc-square=hacker-news
        youtube-play=youtube
    """,
}
_RENAMED: dict[str, tuple[str, str]] = {
    former: (name, style)
    for style, pairs in _FORMER.items()
    for former, _, name in (pair.partition("=") for pair in pairs.split())
}


@lru_cache(maxsize=1)
def _shapes() -> dict[str, Any]:
    """The shapes by name, or nothing where the package is not there. Read as data: importing it is far dearer."""
    found = importlib.util.find_spec("faicons")
    if found is None or not found.submodule_search_locations:
        return {}
    shapes: dict[str, Any] = json.loads((Path(found.submodule_search_locations[0]) / "icons.json").read_text("utf-8"))
    return shapes


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    return {alias: name for name, icon in _shapes().items() for alias in icon.get("aliases", {}).get("names", ())}


@lru_cache(maxsize=512)
def icon(family: str, name: str) -> str | None:
    """The icon as SVG; None if there is none of that name. ``family`` is a key of ``STYLES``, ``name`` bare."""
    wanted = STYLES[family]
    if name in _RENAMED:
        name, style = _RENAMED[name]
        wanted = (style, *wanted)
    elif name.endswith("-o") and _known(name) is None:
        # Font Awesome 4 wrote the regular style so.
        name, wanted = name[:-2], ("regular", *wanted)
    known = _known(name)
    if known is None:
        return None
    drawn = _shapes()[known]["svg"]
    return _drawn(drawn[next(style for style in (*wanted, *drawn) if style in drawn)])


def _known(name: str) -> str | None:
    return name if name in _shapes() else _aliases().get(name)


def _drawn(shape: dict[str, Any]) -> str:
    width, height = shape["width"], shape["height"]
    return (
        f'<svg class="icon" viewBox="0 0 {width} {height}" width="{round(width / height, 4)}em" height="1em"'
        f' fill="currentColor" aria-hidden="true" focusable="false"><path d="{escape(shape["path"])}"/></svg>'
    )


@lru_cache(maxsize=256)
def similar(name: str) -> str | None:
    """The name of an icon that may have been meant."""
    names = [*_shapes(), *_aliases(), *_RENAMED]
    parts = name.split("-")
    turned = "-".join(reversed(parts)) if 1 < len(parts) < 4 else name
    if turned in names:
        return turned
    return next(iter(difflib.get_close_matches(name[:60], names, 1, 0.7)), None)
