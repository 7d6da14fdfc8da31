"""Diagrams in the DOT language by Graphviz's program ``dot``, where the system has it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile

from app.library.lettering import FAMILY
from app.markdown.drawing import NotDrawn, Scheme
from app.markdown.svg import LARGEST

SECONDS = 5
_COLOURS = {"light": ("#1b2330", "#5b83c4", "#eaf1fc"), "dark": ("#e9eef6", "#6f93c9", "#1c2736")}
_LINE = re.compile(r"line (\d+)")


class Graphviz:
    """Draws DOT source in a process of its own, which reads no files and has little time."""

    def __init__(self) -> None:
        self._program = shutil.which("dot")

    @property
    def name(self) -> str:
        """Empty where nothing draws."""
        return "dot" if self._program else ""

    def draw(self, source: str, scheme: Scheme) -> str | NotDrawn:
        """The SVG, not yet cleaned."""
        if self._program is None:
            return NotDrawn("diagram-not-drawn", "DOT diagrams are drawn where Graphviz is installed (`dot`)")
        try:
            with tempfile.TemporaryDirectory(prefix="pitchme-dot-") as empty:
                done = subprocess.run(  # noqa: S603 - a fixed program, the source on its standard input
                    [self._program, "-Tsvg", *_look(scheme)],
                    input=source.encode(),
                    capture_output=True,
                    timeout=SECONDS,
                    check=False,
                    cwd=empty,
                    # With SERVER_NAME Graphviz opens no file that a source names (images, shapes).
                    env={"SERVER_NAME": "pitchme", "PATH": os.environ.get("PATH", ""), "HOME": empty},
                )
        except subprocess.TimeoutExpired:
            return NotDrawn("diagram-limit", f"the diagram took over {SECONDS} s to draw: split it")
        except OSError as error:
            return NotDrawn("diagram-not-drawn", f"`dot` could not be run ({error.strerror})")
        if done.returncode or not done.stdout:
            return _refusal(done.stderr.decode(errors="replace"))
        if len(done.stdout) > LARGEST:
            return NotDrawn("diagram-limit", "the diagram is too large to show: split it")
        return done.stdout.decode(errors="replace")


def _look(scheme: Scheme) -> list[str]:
    ink, line, surface = _COLOURS[scheme]
    font = f"fontname={FAMILY.partition(',')[0]}"
    return [
        "-Gbgcolor=transparent", f"-Gfontcolor={ink}", f"-G{font}", f"-Gcolor={line}",
        f"-Ncolor={line}", f"-Nfontcolor={ink}", f"-N{font}", f"-Nfillcolor={surface}", "-Nstyle=filled",
        f"-Ecolor={line}", f"-Efontcolor={ink}", f"-E{font}",
    ]  # fmt: skip


def _refusal(message: str) -> NotDrawn:
    message = message.replace("Error: <stdin>: ", "").partition("\n")[0][:200]
    match = _LINE.search(message)
    return NotDrawn("diagram-error", f"the DOT source cannot be read: {message}", int(match[1]) if match else 1)
