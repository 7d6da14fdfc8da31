"""Diagrams for slides: what draws them, and the pictures that were drawn, kept by their content."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict

from app.library.graphviz import Graphviz
from app.library.mermaid import Mermaid
from app.markdown.drawing import LONGEST, NotDrawn, Scheme

MOST_KEPT = 512
# Control characters that no SVG may hold.
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32)), " ")


class Diagrams:
    """Implements ``app.markdown.drawing.Draw``. Drawn is drawn: the same source, look and program give the same
    picture, so it is kept; failures too, or every build of a deck would wait for them again."""

    def __init__(self, *, most_kept: int = MOST_KEPT) -> None:
        self._mermaid = Mermaid()
        self._graphviz = Graphviz()
        self._most_kept = most_kept
        self._kept: OrderedDict[tuple[str, str, str, str], str | NotDrawn] = OrderedDict()
        self._lock = threading.Lock()

    def draw(self, language: str, source: str, scheme: Scheme, theme: str = "") -> str | NotDrawn:
        """The SVG of a diagram, or why there is none."""
        if len(source) > LONGEST:
            return NotDrawn("diagram-limit", f"the diagram's source is longer than {LONGEST:,} characters: split it")
        key = (language, source, scheme, theme)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = self._draw(language, source.translate(_CONTROL), scheme, theme)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most_kept:
                self._kept.popitem(last=False)
        return made

    def _draw(self, language: str, source: str, scheme: Scheme, theme: str) -> str | NotDrawn:
        if language == "mermaid":
            name = hashlib.sha256(f"{scheme}{theme}{source}".encode("utf-8", "replace")).hexdigest()[:10]
            return self._mermaid.draw(source, scheme, theme, f"d{name}")
        if language == "dot":
            return self._graphviz.draw(source, scheme)
        return NotDrawn("diagram-not-drawn", f"{language} diagrams are not drawn here")
