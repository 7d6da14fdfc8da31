"""What becomes of each command that math-core lacks or reads otherwise than MathJax does."""

from __future__ import annotations

import re

from app.markdown.tex import tables
from app.markdown.tex.chemistry import chemistry
from app.markdown.tex.values import colour, columns, split_at_dollars, text_signs, units
from app.markdown.tex.writer import Command, Handler, Writer

_ROW_LENGTH = re.compile(r"\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\]")
_ANGLE = re.compile(r"\s*([<>])")
_PLACE = re.compile(r"\s*\[[a-zA-Z]\]")
_NAME = re.compile(r"\\[A-Za-z]+\Z")
_LIMITS = re.compile(r"\s*\\(?:no)?limits(?![A-Za-z])")
_LETTERS = re.compile(r"[A-Za-z][A-Za-z ]*\Z")
_FONT = re.compile(r"\\(?:mathrm|rm|text|textrm|mathsf|mathit|mathbf)(?![A-Za-z])\s*|[{}]")
_THIN = re.compile(r"\\[,;: ]")
_CODE = re.compile(r"\s*(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))\s*\Z")


def _environment(writer: Writer, command: Command) -> int | None:
    r"""``\begin{split}`` → ``\begin{aligned}``; positions and counts that go with some names are left out."""
    argument = writer.argument(command.after, command.end)
    if argument is None:
        return None
    name, after = writer.content(argument), argument.after
    if name in tables.COLUMNS:
        target = tables.COLUMNS[name] if command.name == "begin" else tables.COLUMNS[name].partition("}")[0]
    else:
        target = tables.ENVIRONMENTS.get(name, name)
        if r"\tag" not in writer.tex:
            target = tables.WITHOUT_TAG.get(target, target)
    if target:
        writer.put(f"\\{command.name}{{{target}}}", command.start)
    if command.name == "end":
        return after
    if place := _PLACE.match(writer.tex, after, command.end):
        after = place.end()
    if name in tables.WITH_COUNT and (count := writer.argument(after, command.end)):
        after = count.after
    elif name in tables.ARRAYS and (layout := writer.argument(after, command.end)):
        writer.put(f"{{{columns(writer.content(layout))}}}", layout.start)
        after = layout.after
    return after


def _row(writer: Writer, command: Command) -> int | None:
    r"""``\\[2pt]`` → ``\\``."""
    length = _ROW_LENGTH.match(writer.tex, command.after, command.end)
    if length is None:
        return None
    writer.put("\\\\ ", command.start)
    return length.end()


def _renamed(writer: Writer, command: Command) -> int:
    writer.put(tables.RENAMED[command.name] + " ", command.start)
    return command.after


def _dropped(_writer: Writer, command: Command) -> int:
    return command.after


def _fence(writer: Writer, command: Command) -> int | None:
    r"""``\left<`` → ``\left\langle``."""
    angle = _ANGLE.match(writer.tex, command.after, command.end)
    if angle is None:
        return None
    writer.put(rf"\{command.name}" + (r"\langle " if angle[1] == "<" else r"\rangle "), command.start)
    return angle.end()


def _text(writer: Writer, command: Command) -> int | None:
    r"""``\text{if $x$ is_odd}`` → ``\text{if }x\text{ is\_odd}``."""
    argument = writer.argument(command.after, command.end)
    if argument is None:
        return None
    writer.put("{", command.start)
    for number, (start, end) in enumerate(split_at_dollars(writer.tex, argument.start, argument.end)):
        if number % 2:
            writer.run(start, end, command.depth + 1)
        elif start < end:
            writer.put(f"{tables.TEXT[command.name]}{{{text_signs(writer.tex[start:end])}}}", start)
    writer.put("}", argument.end)
    return argument.after


def _verb(writer: Writer, command: Command) -> int | None:
    sign = writer.tex[command.after : command.after + 1]
    close = writer.tex.find(sign, command.after + 1, command.end) if sign.strip() else -1
    if close < 0:
        return None
    writer.put(rf"\texttt{{{text_signs(writer.tex[command.after + 1 : close])}}}", command.start)
    return close + 1


def _gone(writer: Writer, command: Command) -> int:
    after = command.after
    for _ in range(tables.GONE[command.name]):
        if argument := writer.argument(after, command.end):
            after = argument.after
    return after


def _without_first(writer: Writer, command: Command) -> int:
    gone = writer.argument(command.after, command.end)
    return writer.wrap(command, "{", "}", at=gone.after if gone else command.after)


def _shown(writer: Writer, command: Command) -> int:
    _, after = writer.option(command.after, command.end)
    return writer.wrap(command, "{", "}", at=after)


def _reference(writer: Writer, command: Command) -> int | None:
    """Nothing is numbered, so a reference shows the name of what it means."""
    argument = writer.argument(command.after, command.end)
    if argument is None:
        return None
    label = text_signs(writer.content(argument))
    writer.put(rf"\text{{({label})}}" if command.name == "eqref" else rf"\text{{{label}}}", command.start)
    return argument.after


def _substack(writer: Writer, command: Command) -> int:
    return writer.wrap(command, r"\begin{subarray}{c}", r"\end{subarray}")


def _tex_environment(writer: Writer, command: Command) -> int | None:
    r"""Plain TeX's ``\pmatrix{a & b \cr c & d}``."""
    if writer.tex[command.after : command.after + 1] != "{":
        return None
    name = tables.PLAIN_TEX[command.name]
    return writer.wrap(command, rf"\begin{{{name}}}", rf"\end{{{name}}}")


def _colour(writer: Writer, command: Command) -> int | None:
    r"""``\color{red}{x}`` colours its argument, as MathJax has it; ``\color{red} x`` what follows."""
    model, after = writer.option(command.after, command.end)
    value = writer.argument(after, command.end)
    if value is None:
        return None
    shown = colour(model, writer.content(value))
    if command.name == "textcolor" or writer.tex[value.after : command.end].lstrip().startswith("{"):
        return writer.wrap(command, rf"{{\color{shown} ", "}", at=value.after)
    writer.put(rf"\color{shown} ", command.start)
    return value.after


def _colour_box(writer: Writer, command: Command) -> int:
    """The colour of a box is not drawn; its text is, and a frame where it had one."""
    after = command.after
    for _ in range(1 if command.name == "colorbox" else 2):
        if gone := writer.argument(after, command.end):
            after = gone.after
    content = writer.argument(after, command.end)
    if content is None:
        return after
    text = text_signs(writer.content(content).replace("$", ""))
    box = r"\boxed{\text{%s}}" if command.name == "fcolorbox" else r"\text{%s}"
    writer.put(box % text, command.start)
    return content.after


def _definition(writer: Writer, command: Command) -> int | None:
    r"""``\newcommand`` may name what exists already, as in MathJax; ``\DeclareMathOperator``."""
    star = writer.tex[command.after : command.after + 1] == "*"
    named = writer.argument(command.after + star, command.end)
    name = writer.content(named).strip() if named else ""
    if named is None or not _NAME.match(name):
        return None
    if command.name == "DeclareMathOperator":
        operator = r"\operatorname*{" if star else r"\operatorname{"
        return writer.wrap(command, rf"\def{name}{{{operator}", "}}", at=named.after)
    count, after = writer.option(named.after, command.end)
    start = rf"\providecommand{{{name}}}{{}}\renewcommand{{{name}}}" + (f"[{count}]" if count else "")
    return writer.wrap(command, start + "{", "}", at=after)


def _operator(writer: Writer, command: Command) -> int | None:
    r"""``\mathop{\rm argmin}\limits_x`` and ``\operatorname{\mathrm{x}}``: names are letters alone."""
    star = writer.tex[command.after : command.after + 1] == "*"
    argument = writer.argument(command.after + star, command.end)
    if argument is None:
        return None
    plain = _THIN.sub(r"\\,", _FONT.sub("", writer.content(argument)).strip())
    if not _LETTERS.match(plain.replace(r"\,", "")):
        if command.name == "operatorname":
            return None
        after = writer.wrap(command, r"\mathop{", "}")
        limits = _LIMITS.match(writer.tex, after, command.end)
        return limits.end() if limits else after
    starred = "*" if star or command.name == "mathop" else ""
    writer.put(rf"\operatorname{starred}{{{plain}}}", command.start)
    return argument.after


def _chemistry(writer: Writer, command: Command) -> int | None:
    argument = writer.argument(command.after, command.end)
    if argument is None:
        return None
    writer.put("{" + chemistry(writer.content(argument)) + "}", command.start)
    return argument.after


def _quantity(writer: Writer, command: Command) -> int | None:
    r"""``\SI{3}{\metre}``, ``\num{3}``, ``\si{m/s}`` of siunitx."""
    argument = writer.argument(command.after, command.end)
    if argument is None:
        return None
    if command.name in ("num", "SI"):
        writer.run(argument.start, argument.end, command.depth + 1)
    after = argument.after
    if command.name == "num":
        return after
    unit = writer.argument(after, command.end) if command.name == "SI" else argument
    if unit is None:
        return after
    writer.put((r"\," if command.name == "SI" else "") + rf"\mathrm{{{units(writer.content(unit))}}}", unit.start)
    return unit.after


def _character(writer: Writer, command: Command) -> int | None:
    r"""``\unicode{x2603}``."""
    argument = writer.argument(command.after, command.end)
    number = _CODE.match(writer.content(argument)) if argument else None
    if argument is None or number is None:
        return None
    code = int(number[1], 16) if number[1] else int(number[2])
    if not 0xA0 <= code <= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return None
    writer.put(chr(code), command.start)
    return argument.after


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(("begin", "end"), _environment),
    **dict.fromkeys(tables.RENAMED, _renamed),
    **dict.fromkeys(tables.DROPPED, _dropped),
    **dict.fromkeys(tables.TEXT, _text),
    **dict.fromkeys(tables.GONE, _gone),
    **dict.fromkeys(tables.WITHOUT_FIRST, _without_first),
    **dict.fromkeys(tables.SHOWN, _shown),
    **dict.fromkeys(tables.PLAIN_TEX, _tex_environment),
    **dict.fromkeys(("left", "right"), _fence),
    **dict.fromkeys(("eqref", "ref"), _reference),
    **dict.fromkeys(("color", "textcolor"), _colour),
    **dict.fromkeys(("colorbox", "fcolorbox"), _colour_box),
    **dict.fromkeys(("newcommand", "renewcommand", "DeclareMathOperator"), _definition),
    **dict.fromkeys(("mathop", "operatorname"), _operator),
    **dict.fromkeys(("ce", "cf"), _chemistry),
    **dict.fromkeys(("SI", "si", "num", "unit"), _quantity),
    "\\": _row,
    "verb": _verb,
    "substack": _substack,
    "unicode": _character,
}
