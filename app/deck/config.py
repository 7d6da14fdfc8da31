"""``PITCHME.yaml`` and front matter become the settings of a deck (spec section 9)."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from app.deck.code_style import scheme
from app.deck.delimiters import Delimiters, make, safe_regexp
from app.deck.keys import IGNORED, IGNORED_PREFIXES, KEYS, THEME_KEYS, THEMES, InvalidValueError, Key
from app.deck.look import is_dark, look
from app.deck.model import Canvas, DeckSettings
from app.deck.yaml import LARGEST, YamlError, read_mapping
from app.markdown.diagnostic import Diagnostic, Severity

SETTINGS_FILE = "PITCHME.yaml"
OURS = Canvas(1280, 720)
_FIELDS = frozenset(f.name for f in fields(DeckSettings))


@dataclass(slots=True)
class Configuration:
    """The settings with what was said about them; ``values`` are the raw ones by key, checked."""

    settings: DeckSettings = field(default_factory=DeckSettings)
    delimiters: Delimiters = field(default_factory=make)
    canvas: Canvas = OURS
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, tuple[str, int]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def tell(self, severity: Severity, code: str, message: str, where: tuple[str, int], column: int = 1) -> None:
        """Add a diagnostic about a settings file."""
        self.diagnostics.append(Diagnostic(severity, code, message, *where, column))

    def where(self, key: str, otherwise: str) -> tuple[str, int]:
        """The file and line that set the key."""
        return self.lines.get(key, (otherwise, 1))


def front_matter(text: str) -> int:
    """How many lines of a normalised text are front matter, its two ``---`` included; 0 where there is none.

    It is front matter only if it is a mapping with at least one known setting (else ``# Heading`` would be a comment
    and a slide with ``<span style="color: gray">`` a mapping). A broken one counts if its first line sets a known key.
    """
    if not text.startswith("---"):
        return 0
    head = text[: LARGEST + 8].split("\n")
    if head[0].rstrip() != "---":
        return 0
    end = next((i for i, line in enumerate(head) if i and line.rstrip() == "---"), 0)
    if not end:
        return 0
    block = "\n".join(head[1:end])
    try:
        keys = list(read_mapping(block))
    except YamlError:
        first = next((line for line in head[1:end] if line.strip()), "")
        keys = [first.partition(":")[0].strip()] if ":" in first else []
    return end + 1 if any(is_known(key) for key in keys) else 0


def is_known(key: str) -> bool:
    """Whether the key is one of section 9, acted on or ignored."""
    return key in KEYS or key in IGNORED or key.startswith(IGNORED_PREFIXES)


def configure(path: str, sources: list[tuple[str, str, int]]) -> Configuration:
    """Settings for the deck at ``path`` from ``sources``: (file, YAML text, lines of the file before that text),
    the later ones winning. What is wrong is a diagnostic; the rest keeps its default."""
    config = Configuration()
    for source, text, before in sources:
        _read(config, source, text, before)
    config.settings = _settings(path, config.values)
    _with_look(config, path)
    config.delimiters = _delimiters(config, path)
    config.canvas = canvas_of(config.settings)
    return config


def _read(config: Configuration, path: str, text: str, before: int) -> None:
    try:
        mapping = read_mapping(text)
    except YamlError as error:
        message = f"these settings are not YAML: {error.message}"
        config.tell(Severity.ERROR, "yaml-error", message, (path, error.line + before), error.column)
        return
    for name, (value, line) in mapping.items():
        key = KEYS.get(name)
        if key is None:
            if not is_known(name):
                config.tell(Severity.INFO, "unknown-setting", _unknown(name), (path, line + before))
            continue
        if value is None:
            continue
        try:
            config.values[name] = key.check(value)
            config.lines[name] = (path, line + before)
        except InvalidValueError as error:
            message = f"`{name}` must be {error}; the default is used"
            config.tell(Severity.WARNING, "invalid-setting", message, (path, line + before))


def _unknown(name: str) -> str:
    close = difflib.get_close_matches(name[:80], KEYS, n=1, cutoff=0.75)
    hint = f"; did you mean `{close[0]}`?" if close else " and does nothing"
    return f"`{name[:80]}` is no setting{hint}"


def _settings(path: str, values: Mapping[str, Any]) -> DeckSettings:
    known: dict[str, Any] = {}
    other: dict[str, object] = {}
    for name, value in values.items():
        key: Key = KEYS[name]
        if key.field in _FIELDS:
            known[key.field] = value
        elif key.keep:
            other[name] = value
    known["background"] = {
        part: values[name]
        for name, part in (("background", "image"), *((f"background-{p}", p) for p in BACKGROUND_PARTS))
        if values.get(name)
    }
    if values.get("mathjax"):
        known["math"] = True
    if known.get("code_style"):
        known["code_scheme"] = scheme(known["code_style"])
    return replace(DeckSettings(), **(known | {"theme": _theme(path, values), "other": other}))


def _with_look(config: Configuration, path: str) -> None:
    """The ``theme-*`` lists, which act under every theme."""
    lists = {name: config.values[name] for name in THEME_KEYS if name in config.values}
    properties, wrong = look(lists)
    for key, message in wrong:
        config.tell(Severity.WARNING, "invalid-setting", message, config.where(key, path))
    ground = properties.get("--paper") or properties.get("--paper-image")
    dark = is_dark(ground) if ground else None
    config.settings = replace(config.settings, look=properties, dark_ground=dark)


BACKGROUND_PARTS = ("size", "position", "color", "repeat", "opacity")


def _theme(path: str, values: Mapping[str, Any]) -> str:
    """The theme's name. Without one [G]: ``template`` for newer GitPitch decks, else ``white``; ours is ``auto``."""
    theme = values.get("theme")
    if theme:
        return "white" if theme == "default" else str(theme)
    if posixpath.basename(path) != "PITCHME.md":
        return "auto"
    return "template" if values.get("gitpitch") or any(key in values for key in THEME_KEYS) else "white"


def is_gitpitch_theme(theme: str) -> bool:
    """Whether the theme is one of GitPitch's, which are laid out on reveal.js's own canvas."""
    return theme in THEMES and theme not in ("auto", "light", "dark")


def canvas_of(settings: DeckSettings, *, grid: bool = False) -> Canvas:
    """The canvas (product.md): 960×700 for GitPitch themes, 1920×1080 with grid blocks or ``gitpitch: 4``; or ours."""
    if grid or settings.gitpitch.startswith("4"):
        return Canvas(1920, 1080)
    if is_gitpitch_theme(settings.theme):
        return Canvas(960, 700)
    width, height = settings.aspect
    return Canvas(round(720 * width / height), 720)


def _delimiters(config: Configuration, path: str) -> Delimiters:
    words = {}
    for name in ("horz-delim", "vert-delim"):
        words[name] = config.values.get(name, "")
        pattern = config.values.get(f"{name}-regexp", "")
        if pattern and not safe_regexp(pattern):
            where = config.where(f"{name}-regexp", path)
            message = (
                f"`{name}-regexp` is no expression that can be used here (no groups repeated, at most 3 repetitions)"
            )
            config.tell(Severity.WARNING, "invalid-setting", message, where)
            pattern = ""
        words[f"{name}-regexp"] = pattern
    return make(words["horz-delim"], words["vert-delim"], words["horz-delim-regexp"], words["vert-delim-regexp"])
