"""Which colours code has: the name of a highlight.js style becomes a palette of ``static/css/highlight.css``."""

from __future__ import annotations

import re

PALETTES = {
    "light": ("light", "atom-one-light", "github", "tomorrow", "solarized-light", "mono-blue", "vs", "docco",
              "gruvbox-light"),
    "dark": ("dark", "atom-one-dark", "github-dark", "monokai", "tomorrow-night", "solarized-dark", "ir-black", "agate",
             "zenburn", "pojoaque", "dracula", "nord", "gruvbox-dark", "railscasts"),
}  # fmt: skip
_SCHEMES = {name: scheme for scheme, names in PALETTES.items() for name in names}
_NEAREST = {
    "github": "default github-gist color-brewer stackoverflow-light a11y-light intellij-light panda-syntax-light",
    "vs": "xcode googlecode idea qtcreator-light arduino-light isbl-editor-light purebasic nnfx nnfx-light",
    "mono-blue": "tokyo-night-light",
    "docco": "school-book foundation magula routeros brown-paper kimbie-light kimbie.light",
    "light": "ascetic grayscale lightfair paraiso-light gradient-light atelier-light",
    "atom-one-dark": "atom-one-dark-reasonable hopscotch ocean darcula darkula androidstudio night-owl"
    " tokyo-night-dark",
    "github-dark": "github-dark-dimmed stackoverflow-dark a11y-dark",
    "monokai": "molokai monokai-sublime sunburst lioshi rainbow",
    "tomorrow-night": "hybrid tomorrow-night-bright tomorrow-night-eighties tomorrow-night-blue vs2015 obsidian",
    "dracula": "shades-of-purple devibeans",
    "ir-black": "xt256 codepen-embed gml far",
    "dark": "an-old-hope arta felipec gradient-dark isbl-editor-dark kimbie-dark kimbie.dark paraiso-dark"
    " qtcreator-dark srcery atelier-dark panda-syntax-dark",
}
_ALIASES = {alias: name for name, aliases in _NEAREST.items() for alias in aliases.split()}


def palette(style: str) -> str | None:
    """The palette for a style's name, None for a name that is none: ``molokai`` is ``monokai``."""
    name = re.sub(r"[\s_]+", "-", style.strip().lower().removesuffix(".css"))
    name = re.sub(r"\Aatelier-.*-(light|dark)\Z", r"atelier-\1", name)
    name = _ALIASES.get(name, name)
    return name if name in _SCHEMES else None


def scheme(name: str) -> str:
    """``light`` or ``dark``, the kind of paper that a palette has."""
    return _SCHEMES[name]
