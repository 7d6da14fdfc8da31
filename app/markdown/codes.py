"""Every code that a diagnostic can have: how bad it is by default, what it means, what to do about it.

A code is told where the fault is found; what people read about it (``pitchme check``, docs/diagnostics) stands here.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.markdown.diagnostic import Severity

DOCUMENTATION = "docs/diagnostics"


@dataclass(frozen=True, slots=True)
class Code:
    """``severity`` is the usual one, ``meaning`` one line about the fault, ``advice`` what to do."""

    name: str
    severity: Severity
    meaning: str
    advice: str

    @property
    def page(self) -> str:
        """Where it is explained, with a bad and a good example."""
        return f"{DOCUMENTATION}/{self.name}.md"


_ERRORS = {
    "md-limit": (
        "A slide has more snippets of `@md` than it can hold, or they are nested too deeply.",
        "Write the text in directly.",
    ),
    "md-circle": ("A snippet of `@md` puts itself in, directly or through others.", "Take one `@md` out."),
    "code-not-utf8": (
        "A code file holds bytes that are not UTF-8; they are shown as �.",
        "Save the file in the encoding UTF-8.",
    ),
    "build-failed": (
        "The deck could not be built because of a fault in PitchMe itself.",
        "Report it with the deck; the log has the details.",
    ),
    "deck-too-large": (
        "The deck has more slides, text or includes than a deck can hold; the rest is left out.",
        "Divide it into several decks.",
    ),
    "include-circle": ("A file includes itself, directly or through others.", "Take one of the includes out."),
    "include-too-deep": ("Includes stand inside includes too many times over.", "Include the inner files directly."),
    "not-utf8": (
        "A file holds bytes that are not UTF-8; they are shown as �.",
        "Save the file in the encoding UTF-8.",
    ),
    "slide-failed": (
        "A slide could not be made because of a fault in PitchMe itself; the others are not affected.",
        "Simplify the slide, and report it with its text.",
    ),
    "unreadable": (
        "The deck's file cannot be read: it is too large, or the system refuses.",
        "Make it smaller, or allow this user to read it.",
    ),
    "yaml-error": (
        "PITCHME.yaml or the front matter is not YAML; the defaults are used.",
        "Correct the line; quote values that hold a colon or a #.",
    ),
}
_WARNINGS = {
    "md-value-missing": (
        "A snippet of `@md` has a `{{key}}` that nothing gives a value; it is left empty.",
        "Give it: `@md[key=value](…)` or `globals`.",
    ),
    "step-without-code": (
        "A line `@[…]` steps through code, but the slide has none.",
        "Put it below a block of code, or take it out.",
    ),
    "md-delimiter": (
        "A snippet of `@md` holds a line that would begin a slide.",
        "Take the line out, or use `---?include=…`.",
    ),
    "code-within-text": (
        "`@code` or `@diff` stands within text, where no block can be; it stays text.",
        "Write it on a line of its own.",
    ),
    "all-hidden": ("Every slide of the deck is hidden; all are shown.", "Take `hidden=true` from some slides."),
    "ambiguous-file": (
        "The same address means two files, because included files of two folders name it.",
        "Rename one of the files.",
    ),
    "chart-error": ("The data of a chart cannot be read; it is shown as text.", "Correct the JSON or CSV."),
    "chart-limit": ("A chart holds more data than can be drawn.", "Draw fewer points or series."),
    "code-too-large": ("A code file is too large for a slide.", "Show only some `lines` or `tags` of it."),
    "diagram-error": ("The source of a diagram cannot be read; it is shown as text.", "Correct the line."),
    "diagram-limit": ("A diagram is too large to draw.", "Divide it into several diagrams."),
    "duplicate-id": (
        "Two slides are given the same id; the second one gets another.",
        "Give each slide an id of its own.",
    ),
    "embed-not-allowed": (
        "A frame or form is of a host that the operator did not allow; a card with the link is shown.",
        "Allow the host by `--embed HOST`, or leave the card.",
    ),
    "empty-deck": ("The deck has nothing on its slides.", "Write something into its file."),
    "form-removed": (
        "A form would send what people type to a host that the operator did not allow.",
        "Allow the host by `--embed HOST`, or link to the form.",
    ),
    "formula-error": ("A formula cannot be read; its source is shown.", "Correct the TeX."),
    "formula-limit": ("A formula is too large, or its macros never end.", "Simplify it."),
    "host-not-allowed": ("A style sheet is on another host, which pages do not load.", "Put a copy beside the deck."),
    "invalid-colour": ("A value is no colour that CSS knows; it is ignored.", "Write `#0071bd`, `teal` or a gradient."),
    "invalid-grid-value": ("A value in `[drag=… drop=…]` cannot be used.", "Write it as the message says."),
    "invalid-setting": (
        "A setting has a value that it cannot have; the default is used.",
        "Write it as the message says.",
    ),
    "invalid-value": ("A slide's parameter has a value that it cannot have.", "Write it as the message says."),
    "missing-code": ("A code file is not there; the slide shows its name.", "Correct the path; case counts."),
    "missing-file": ("A file that a slide or style names is not there.", "Correct the path; case counts."),
    "missing-font": ("A font of `custom-fonts` is not there.", "Correct the path; case counts."),
    "missing-image": ("A picture is not there; the slide shows its name.", "Correct the path; case counts."),
    "missing-include": ("A file to include is not there; a slide says so.", "Correct the path; case counts."),
    "missing-slide": ("A link leads to a slide that does not exist.", "Correct the id or the address."),
    "missing-stylesheet": ("A style sheet is not there.", "Correct the path; case counts."),
    "missing-tag": ("A code file has no lines between the tags that are named.", "Name a tag of the file."),
    "missing-video": ("A video is not there; the slide shows its name.", "Correct the path; case counts."),
    "overflow": ("A slide holds more than fits on it.", "Take something out, or divide it by `+++`."),
    "picture-not-drawn": ("The browser could not draw a picture.", "Save it again as PNG, JPEG, WebP or SVG."),
    "range-outside": ("Lines are named that the code does not have.", "Name lines of the code as it is shown."),
    "script-removed": ("An attribute or address would run a script; slides run none.", "Take it out."),
    "slide-too-large": ("A slide is longer than a slide can be; the rest is left out.", "Divide it by `---`."),
    "style-element": ("A `<style>` inside a slide is left out.", "Move it to PITCHME.css beside the deck."),
    "table-broken": ("The data of a table cannot be read to its end.", "Correct the quotation marks in the file."),
    "table-limit": ("A table is too large for a slide.", "Show fewer rows or columns."),
    "too-deep": ("Elements stand inside each other too many times over.", "Flatten the list or quotation."),
    "too-many-blocks": ("A slide has more grid blocks than it can hold.", "Divide the slide."),
    "unclosed-comment": ("An HTML comment is never closed.", "Close it with `-->`."),
    "unclosed-fence": ("A code fence is never closed.", "Close it with as many ` or ~ as opened it."),
    "unknown-slide": ("An include asks for slides that the file does not have.", "Name numbers or ids of the file."),
    "unreachable-step": ("A step changes nothing that can be seen.", "Show it later, or take the step out."),
}
_INFOS = {
    "unknown-emoji": ("There is no emoji of that name.", "Correct the name, or put in the emoji itself."),
    "not-supported": ("A form of another program does nothing here.", "Write it as the message says, or take it out."),
    "citation-as-text": ("`@cite` is shown as text.", "Write the source itself, or a footnote."),
    "code-too-long": ("Code is too long to be coloured; it is shown plain.", "Show fewer lines."),
    "diagram-not-drawn": ("A diagram of this kind is not drawn here; its source is shown.", "Put in a picture of it."),
    "diff-not-shown": (
        "A commit of another host is not fetched; a card with the link is shown.",
        "Save the diff beside the deck.",
    ),
    "external-file": (
        "A file is fetched from another host: without internet it is missing.",
        "Put a copy beside the deck.",
    ),
    "external-image": (
        "A picture is fetched from another host: without internet it is missing.",
        "Put a copy beside the deck.",
    ),
    "gist-not-shown": (
        "A gist is not fetched; a card with the link is shown.",
        "Save the file beside the deck as code.",
    ),
    "large-image": ("A picture is far larger than it is shown.", "Save it smaller: twice the canvas is enough."),
    "missing-alt": ("A picture says nothing to those who cannot see it.", "Write what it shows as its `alt` text."),
    "terminal-not-shown": ("A recording of a terminal is not played; a card is shown.", "Put in a video of it."),
    "unknown-grid-key": ("A key in `[drag=… drop=…]` does nothing.", "Correct or remove it."),
    "unknown-icon": ("There is no icon of that name.", "Name an icon of Font Awesome's free set."),
    "unknown-language": ("Code of that language cannot be coloured; it is shown plain.", "Name another, or `text`."),
    "unknown-parameter": ("A slide's parameter does nothing.", "Correct or remove it."),
    "unknown-setting": ("A setting does nothing.", "Correct or remove it."),
    "unknown-widget": ("`@name[…]` is no widget; it stays text.", "Correct the name, or write `\\@` before it."),
    "widget-incomplete": ("A widget lacks its `(text)`; it stays text.", "Write the text in parentheses behind it."),
    "widget-not-supported": ("A widget of GitPitch is not drawn; it stays text.", "Write it another way."),
}

CODES: Mapping[str, Code] = MappingProxyType(
    {
        name: Code(name, severity, meaning, advice)
        for severity, group in ((Severity.ERROR, _ERRORS), (Severity.WARNING, _WARNINGS), (Severity.INFO, _INFOS))
        for name, (meaning, advice) in sorted(group.items())
    }
)


def nearest_code(name: str) -> str | None:
    """The code that somebody meant who wrote ``name``, if one is near."""
    return next(iter(difflib.get_close_matches(name, CODES, n=1)), None)
