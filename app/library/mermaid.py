"""Mermaid diagrams by merman, or by mmdr where that is what is installed: both are optional."""

from __future__ import annotations

import importlib
import importlib.util
import json
import re
import threading
from typing import Any

from app.library.lettering import FAMILY, width, wrapped
from app.markdown.drawing import NotDrawn, Scheme

MILLISECONDS = 4_000
_LIGHT = {
    "canvas": "#ffffff", "surface": "#eaf1fc", "surface-alt": "#f4f6fa", "text": "#1b2330", "subtle-text": "#4a5568",
    "border": "#5b83c4", "line": "#56637a", "edge-label-background": "#ffffff", "note-background": "#fff6d6",
    "note-border": "#c9a227", "note-text": "#1b2330",
}  # fmt: skip
_DARK = {
    "canvas": "#12161f", "surface": "#1c2736", "surface-alt": "#243246", "text": "#e9eef6", "subtle-text": "#b4bfd0",
    "border": "#6f93c9", "line": "#9fb0c8", "edge-label-background": "#12161f", "note-background": "#3a3213",
    "note-border": "#c9a93c", "note-text": "#f6eecb",
}  # fmt: skip
_SERIES = {
    "light": ["#86aef0", "#f0b069", "#83c99b", "#dc98c6", "#b7a5ee", "#7fcad4", "#ee9d95", "#cfd17a"],
    "dark": ["#6fa8ff", "#f0a95a", "#6cc48d", "#e07fc0", "#a78bfa", "#5cc8d6", "#f0827c", "#c8cc5c"],
}
# Labels that are a little wider than measured are shown whole.
_STYLE = "foreignObject{overflow:visible}"
THEMES = frozenset({"default", "base", "dark", "forest", "neutral"})
_LINE = re.compile(r"line (\d+)", re.I)


class Mermaid:
    """Draws Mermaid source. One engine a look; an engine draws one picture at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._engines: dict[tuple[Scheme, str], Any] = {}
        self._merman = _module("merman")
        self._mmdr = None if self._merman else _module("mmdr")

    @property
    def name(self) -> str:
        """What draws, with its version in mind: part of what a picture depends on. Empty: nothing does."""
        return "merman" if self._merman else "mmdr" if self._mmdr else ""

    def draw(self, source: str, scheme: Scheme, theme: str, key: str) -> str | NotDrawn:
        """The SVG, not yet cleaned."""
        if self._merman:
            return self._by_merman(source, scheme, theme, key)
        if self._mmdr:
            try:
                return str(self._mmdr.render(source, backend="merman").svg())
            except Exception as error:
                return NotDrawn("diagram-error", _told(str(error)))
        return NotDrawn(
            "diagram-not-drawn", "Mermaid diagrams are drawn where the extra `pitchme[diagrams]` is installed"
        )

    def _by_merman(self, source: str, scheme: Scheme, theme: str, key: str) -> str | NotDrawn:
        merman = self._merman
        assert merman is not None
        try:
            with self._lock:
                engine = self._engine(scheme, theme if theme in THEMES else "")
                request = merman.MermanOperationRequestV4(
                    operation_id="svg",
                    source=source,
                    uri=None,
                    options_json=json.dumps({"svg": {"diagram_id": key}}),
                    control=merman.MermanOperationControl(MILLISECONDS),
                )
                return bytes(engine.execute(request).data).decode()
        except merman.MermanError as error:
            return _refusal(error, source)
        except Exception as error:
            return NotDrawn("diagram-error", f"the diagram could not be drawn ({type(error).__name__})")

    def _engine(self, scheme: Scheme, theme: str) -> Any:
        if (scheme, theme) not in self._engines:
            merman = self._merman
            assert merman is not None
            services = merman.MermanEngineServices().with_text_measurer(_measurer(merman))
            self._engines[scheme, theme] = merman.MermanEngine(json.dumps(_look(scheme, theme)), services)
        return self._engines[scheme, theme]


def _module(name: str) -> Any:
    if importlib.util.find_spec(name) is None:
        return None
    try:
        return importlib.import_module(name)
    except (ImportError, OSError):  # a wheel for another system library
        return None


def _look(scheme: Scheme, theme: str) -> dict[str, Any]:
    look: dict[str, Any] = {
        "resources": {"profile": "constrained"},
        "site_config": {"look": "classic", "fontFamily": FAMILY, "securityLevel": "strict"},
        "svg": {"scoped_css": _STYLE, "root_background_color": "transparent"},
    }
    if theme:
        look["site_config"]["theme"] = theme
    else:
        roles = _LIGHT if scheme == "light" else _DARK
        look["presentation"] = {
            "theme": {
                "appearance": scheme, "font_family": FAMILY, "roles": roles, "series_palette": _SERIES[scheme]
            }
        }  # fmt: skip
    return look


def _refusal(error: Any, source: str) -> NotDrawn:
    message = str(getattr(error, "message", "") or error)
    name = str(getattr(error, "code_name", ""))
    if name == "MERMAN_RESOURCE_LIMIT_EXCEEDED" or getattr(error, "cancellation", None) is not None:
        limit = re.search(r"`(\w+)`", message)
        return NotDrawn(
            "diagram-limit", f"the diagram is too large to draw ({limit[1] if limit else 'time'}): split it"
        )
    if name == "MERMAN_UNSUPPORTED_OPERATION":
        return NotDrawn("diagram-not-drawn", f"the diagram needs what cannot be drawn here: {message}")
    span = getattr(getattr(error, "diagnostic", None), "span", None)
    if span is not None:
        line = source.encode()[: span.start].count(b"\n") + 1
    else:
        match = _LINE.search(message)
        line = int(match[1]) if match else 1
    return NotDrawn("diagram-error", _told(message), min(line, source.count("\n") + 1))


def _told(message: str) -> str:
    message = message.partition("\n")[0][:300].removeprefix("Diagram parse error ")
    return f"the Mermaid source cannot be read: {message}"


def _measurer(merman: Any) -> Any:
    """Measures with the widths of the font that the picture asks for (see ``lettering``)."""
    kinds = merman.MermanTextMeasurementResultKind

    def result(kind: Any, **values: float) -> Any:
        empty: dict[str, Any] = {"width": 0.0, "height": 0.0, "length": 0.0, "line_count": 0}
        empty |= {"bbox_left": None, "bbox_right": None, "raw_width": None}
        return merman.MermanTextMeasureResult(result_kind=kind, **(empty | values))

    class Measurer(merman.MermanTextMeasurer):  # type: ignore[misc]
        def measure(self, request: Any) -> Any:
            name = request.operation.name
            bold = str(request.font_weight) in ("bold", "bolder", "600", "700", "800")
            size = request.font_size
            html = request.wrap_mode.name == "HTML_LIKE"
            limit = request.max_width if name.startswith("WRAPPED") else None
            lines = wrapped(request.text, size, limit, bold=bold)
            wide = max(width(line, size, bold=bold) for line in lines)
            if name.endswith(("LENGTH", "WIDTH")) and name != "WRAPPED_WITH_RAW_WIDTH":
                return result(kinds.LENGTH, length=wide)
            if "B_BOX_X" in name:
                return result(kinds.HORIZONTAL_EXTENTS, bbox_left=wide / 2, bbox_right=wide / 2)
            high = len(lines) * (request.line_height if html else size * 1.15)
            if name in ("MEASURE", "WRAPPED", "MERMAID_CALCULATE_TEXT_DIMENSIONS"):
                return result(kinds.METRICS, width=wide, height=high, line_count=len(lines))
            if name == "WRAPPED_WITH_RAW_WIDTH":
                raw = max(width(line, size, bold=bold) for line in request.text.split("\n"))
                return result(
                    kinds.WRAPPED_WITH_RAW_WIDTH, width=wide, height=high, line_count=len(lines), raw_width=raw
                )
            return None

    return Measurer()
