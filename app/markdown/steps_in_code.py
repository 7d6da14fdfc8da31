"""``@[1-3](caption)``: steps through a block of code (spec section 5).

The rule reads the lines; ``resolve`` runs when all blocks of the slide are known and says which block each step means.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from app.markdown.code import BLOCKS, Info
from app.markdown.diagnostic import Severity
from app.markdown.page import CodeBlock, Page, page_of

_ENTRY = re.compile(r"@\[([^\]\n]{0,500})\]")
_NEXT = re.compile(
    r"(?<=[)\]])[ \t]{0,99}(?=@\[[\d\s,*-]{0,500}(?:zoom-\d{1,3}\s{0,9})?\](?:\(|[ \t]{0,99}(?:@\[|\Z)))"
)
_PART = re.compile(r"(\d{1,9})(?:\s*-\s*(\d{1,9})?)?")
_ZOOM = re.compile(r"\bzoom-(\d{1,3})\b")
_SOUND = re.compile(r"\S+\.(?:mp3|wav|ogg|oga|m4a|aac|flac|opus)\Z", re.I)
_IS_RANGE = re.compile(r"(?=[^\d*]*[\d*])[\d\s,*-]+(?:zoom-\d{1,3}\s*)?\Z")
_MANY = 1_000
# Through more blocks than this, lines are not numbered.
_NUMBERED = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One step as it was written: the range's text, its caption ("" if there is none), its column (from 0), and the
    file of its sound."""

    range: str
    caption: str
    column: int
    sound: str = ""


def steps_in_code(md: MarkdownIt) -> None:
    """Read the lines as a block rule (so nothing in code or after a backslash is one), then find their blocks."""
    md.block.ruler.before("fence", "code_steps", read, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.core.ruler.after("code_blocks", "code_steps", resolve)


def entries(line: str) -> list[Entry]:
    """``@[1](a) @[2-3](b (c))`` → two entries; a caption runs to the last ``)`` before the next one."""
    found: list[Entry] = []
    column = 0
    for piece in _NEXT.split(line.rstrip()):
        match = _ENTRY.match(piece)
        if not match:
            return []
        rest = piece[match.end() :].strip()
        if rest.startswith("("):
            end = rest.rfind(")")
            caption = rest[1:end] if end > 0 else rest[1:]
        else:
            caption = rest
        caption = caption.strip()
        sound = caption if _SOUND.match(caption) else ""
        found.append(Entry(match[1], "" if sound else caption, line.find(piece, column), sound))
        column += len(piece)
    return found


def read(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """One line of steps: with any words in the brackets where a block of code stands above, else only with a range."""
    if state.is_code_block(start):
        return False
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("@[", first):
        return False
    found = entries(state.src[first : state.eMarks[start]])
    if not found or not (_IS_RANGE.match(found[0].range) or _code_above(state, page_of(state.env))):
        return False
    if silent:
        return True
    for entry in found:
        push_step(state, start, entry)
    state.line = start + 1
    return True


def _code_above(state: StateBlock, page: Page) -> bool:
    """Looks at each token once a slide, however many lines of steps there are."""
    seen = state.env.get("code_seen", 0)
    if not state.env.get("code_found"):
        state.env["code_found"] = any(token.type in BLOCKS for token in state.tokens[seen:]) or bool(page.blocks)
        state.env["code_seen"] = len(state.tokens)
    return bool(state.env["code_found"])


def push_step(state: StateBlock, line: int, entry: Entry) -> None:
    """The tokens of one step; its caption is parsed as inline markdown."""
    tag = "div" if entry.sound else "p"  # a player is no text
    opening = state.push("code_step_open", tag, 1)
    opening.map = [line, line + 1]
    opening.meta["entry"] = entry
    inline = state.push("inline", "", 0)
    caption = f"@audio[]({entry.sound})" if entry.sound else entry.caption
    inline.content, inline.map, inline.children = caption, [line, line + 1], []
    state.push("code_step_close", tag, -1)


def resolve(state: StateCore) -> None:
    """Give every step its block, its lines and its place among the steps."""
    page = page_of(state.env)
    if not page.blocks:
        _without_code(state, page)
        return
    _add_steps_of_blocks(state, page)
    places = {id(token): index for index, token in enumerate(state.tokens)}
    order = [places[id(block.token)] for block in page.blocks]
    started: set[str] = set()
    dropped: set[int] = set()
    for index, token in enumerate(state.tokens):
        if token.type != "code_step_open":
            continue
        above = max(0, bisect_right(order, index) - 1)
        entry: Entry = token.meta["entry"]
        if not page.blocks[above].lines:
            dropped |= set(range(index, index + 3))  # its code is not shown, so there is nothing to step through
            continue
        block, lines = _lines(entry, page, above, token)
        opens = token.meta.get("opens") or _opens_on_first_step(page.blocks[above], started)
        _dress(token, block, lines, entry, opens=bool(opens))
        block.stepped = True
    state.tokens = [token for index, token in enumerate(state.tokens) if index not in dropped]


def _without_code(state: StateCore, page: Page) -> None:
    """Steps of a slide without code: their captions stay as paragraphs."""
    for opening, inline, closing in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if opening.type == "code_step_open":
            entry: Entry = opening.meta["entry"]
            page.tell(
                Severity.WARNING,
                "step-without-code",
                f"`@[{entry.range}]` steps through code, but this slide has none; put it below a block of code",
                opening.map[0] if opening.map else 0,
                text=f"@[{entry.range}]",
            )
            opening.type, closing.type = "paragraph_open", "paragraph_close"
            opening.hidden = closing.hidden = not inline.content


def _opens_on_first_step(block: CodeBlock, started: set[str]) -> bool:
    first = block.id not in started
    started.add(block.id)
    return first and "code-reveal-fast" in _info(block.token).words


def _dress(token: Token, block: CodeBlock, lines: str, entry: Entry, *, opens: bool) -> None:
    token.attrs = {
        "class": "code-presenting-annotation fragment current-only",
        **({"data-fragment-index": "-1"} if opens else {}),
        "data-code": block.id,
        "data-lines": lines,
    }
    if zoom := _ZOOM.search(entry.range):
        token.attrs["data-zoom"] = zoom[1]
    if not entry.caption and not entry.sound:
        token.attrs["hidden"] = ""


def ranges(text: str) -> list[tuple[int, int]]:
    """``3,5-7`` as pairs, in the order written; what is no number is passed over."""
    found = []
    for match in _PART.finditer(_ZOOM.sub("", text)):
        first = int(match[1])
        last = int(match[2]) if match[2] else first
        found.append((min(first, last), max(first, last)))
    return found[:_MANY]


def _lines(entry: Entry, page: Page, above: int, token: Token) -> tuple[CodeBlock, str]:
    """The block that a step means and its lines there; ``*`` is the whole block."""
    block = page.blocks[above]
    wanted = ranges(entry.range)
    if not wanted:
        return block, "*"
    if 1 < len(page.blocks) <= _NUMBERED and any(last > block.lines for _, last in wanted):
        before = 0
        for other in page.blocks:
            if all(before < first and last <= before + other.lines for first, last in wanted):
                return other, _written([(first - before, last - before) for first, last in wanted])
            before += other.lines
    clamped = [
        (max(1, min(first, block.lines)), max(1, min(last, block.lines)))
        for first, last in wanted
        if first <= block.lines or last == wanted[-1][1]
    ]
    if any(first < 1 or last > block.lines for first, last in wanted):
        page.tell(
            Severity.WARNING,
            "range-outside",
            f"`@[{entry.range}]` goes beyond the {block.lines} lines of the code above: only those are shown",
            token.map[0] if token.map else 0,
            text=f"@[{entry.range}]",
        )
    return block, _written(clamped)


def _written(pairs: list[tuple[int, int]]) -> str:
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in pairs)


def _add_steps_of_blocks(state: StateCore, page: Page) -> None:
    """Steps that a block brings itself: ranges on the fence (reveal.js, Slidev), whose first is in focus as the slide
    opens, and the hunks of a diff, unless the author wrote steps for it."""
    own = {id(block.token) for block in page.blocks if block.token.meta.get("hunks") or _info(block.token).ranges}
    if not own:
        return
    tokens: list[Token] = []
    last: Token | None = None
    for token in reversed(state.tokens):
        if token.type == "code_step_open":
            last = token
        elif token.type in BLOCKS:
            if id(token) in own:
                tokens += reversed(_own_steps(token, stepped=last is not None))
            last = None
        tokens.append(token)
    state.tokens = tokens[::-1]


def _own_steps(block: Token, *, stepped: bool) -> list[Token]:
    ranges = _info(block).ranges
    own = ranges or (() if stepped else block.meta["hunks"])
    tokens: list[Token] = []
    for number, text in enumerate(own[:_MANY]):
        opening = Token("code_step_open", "p", 1, map=block.map, block=True, level=block.level)
        opening.meta = {"entry": Entry(text, "", 0), "opens": bool(ranges) and number == 0}
        inline = Token("inline", "", 0, map=block.map, level=block.level + 1, children=[])
        tokens += [opening, inline, Token("code_step_close", "p", -1, block=True, level=block.level)]
    return tokens


def _info(block: Token) -> Info:
    info: Info = block.meta.get("info") or Info()
    return info
