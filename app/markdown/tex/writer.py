"""Copies TeX and replaces what needs it. Ranges of the source are handed around, so that places are never lost."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

DEPTH = 60
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|[\s\S]|\Z)")
_SPACE = re.compile(r"\s*")
_ROOT_OF = re.compile(r"\s*[\w{\\]")
_SPECIAL = re.compile(r"[\\√%]")
OPTION = re.compile(r"\s*\[([^\[\]]*)\]")


class TooDeepError(ValueError):
    """Arguments within arguments beyond ``DEPTH``."""


@dataclass(slots=True)
class Rewritten:
    """The TeX to convert; ``origin`` gives the place in the source of a place in it."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    origins: list[tuple[int, bool]] = field(default_factory=list)

    def origin(self, offset: int) -> int:
        """Where in the source the character at ``offset`` came from."""
        piece = bisect_right(self.starts, offset) - 1
        if piece < 0:
            return 0
        source, copied = self.origins[piece]
        return source + offset - self.starts[piece] if copied else source


@dataclass(frozen=True, slots=True)
class Command:
    r"""A command that was met: ``\name`` at ``start``, what follows it from ``after`` on, to ``end`` at most."""

    name: str
    start: int
    after: int
    end: int
    depth: int


@dataclass(frozen=True, slots=True)
class Argument:
    """The content of an argument from ``start`` to ``end``; reading goes on at ``after``."""

    start: int
    end: int
    after: int


# Writes a command and returns where reading goes on; None: the command is copied as it stands.
Handler = Callable[["Writer", Command], "int | None"]


class Writer:
    """``run`` writes a range of the source; ``done`` gives the whole."""

    def __init__(self, tex: str, handlers: Mapping[str, Handler]) -> None:
        self.tex = tex
        self._handlers = handlers
        self._out: list[str] = []
        self._origins: list[tuple[int, bool]] = []
        self._partner: dict[int, int] | None = None

    def done(self) -> Rewritten:
        """All that was written."""
        starts, position = [], 0
        for piece in self._out:
            starts.append(position)
            position += len(piece)
        return Rewritten("".join(self._out), starts, self._origins)

    def put(self, text: str, origin: int, *, copied: bool = False) -> None:
        """Write something of our own that stands for what is at ``origin``."""
        if text:
            self._out.append(text)
            self._origins.append((origin, copied))

    def copy(self, start: int, end: int) -> None:
        """Write a range as it stands."""
        self.put(self.tex[start:end], start, copied=True)

    def run(self, start: int, end: int, depth: int) -> None:
        """Write a range, rewritten."""
        if depth > DEPTH:
            raise TooDeepError
        position = start
        while position < end:
            match = _SPECIAL.search(self.tex, position, end)
            stop = match.start() if match else end
            self.copy(position, stop)
            position = self._special(stop, end, depth) if match else end

    def _special(self, position: int, end: int, depth: int) -> int:
        sign = self.tex[position]
        if sign == "\\":
            return self._command(position, end, depth)
        if sign == "√":
            self.put(r"\sqrt " if _ROOT_OF.match(self.tex, position + 1, end) else r"\surd ", position)
            return position + 1
        # A comment ends with its line; on the last line a bare % can only mean the sign.
        newline = self.tex.find("\n", position, end)
        if newline < 0:
            self.put(r"\%", position)
            return position + 1
        return newline

    def _command(self, start: int, end: int, depth: int) -> int:
        match = _COMMAND.match(self.tex, start, end)
        if match is None:
            return end
        command = Command(match[0][1:], start, match.end(), end, depth)
        handler = self._handlers.get(command.name)
        after = handler(self, command) if handler else None
        if after is None:
            self.copy(start, command.after)
            return command.after
        return after

    def argument(self, position: int, end: int) -> Argument | None:
        """The argument at a place: a group, a command or a single character."""
        blank = _SPACE.match(self.tex, position, end)
        position = blank.end() if blank else position
        if position >= end or self.tex[position] in "}&":
            return None
        if self.tex[position] == "{":
            close = self._partners().get(position, -1)
            return Argument(position + 1, close, close + 1) if 0 <= close < end else None
        match = _COMMAND.match(self.tex, position, end)
        stop = match.end() if match else position + 1
        return Argument(position, stop, stop)

    def option(self, position: int, end: int) -> tuple[str, int]:
        """The optional argument ``[…]`` at a place, empty if there is none, and where reading goes on."""
        match = OPTION.match(self.tex, position, end)
        return (match[1], match.end()) if match else ("", position)

    def content(self, argument: Argument) -> str:
        """An argument as it stands in the source."""
        return self.tex[argument.start : argument.end]

    def wrap(self, command: Command, before: str, behind: str, *, at: int | None = None) -> int:
        """Write the next argument, rewritten, between two strings; returns where reading goes on."""
        position = command.after if at is None else at
        argument = self.argument(position, command.end)
        if argument is None:
            return position
        self.put(before, command.start)
        self.run(argument.start, argument.end, command.depth + 1)
        self.put(behind, argument.end)
        return argument.after

    def _partners(self) -> dict[int, int]:
        """Where each brace closes."""
        if self._partner is None:
            self._partner, opened = {}, []
            for match in re.finditer(r"\\[\s\S]|[{}]", self.tex):
                if match[0] == "{":
                    opened.append(match.start())
                elif match[0] == "}" and opened:
                    self._partner[opened.pop()] = match.start()
        return self._partner
