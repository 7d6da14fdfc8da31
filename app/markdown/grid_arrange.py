"""Where the text of a slide goes: outside of blocks, or into the block whose line stands above it (spec section 8)."""

from __future__ import annotations

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from app.markdown.diagnostic import Severity
from app.markdown.grid_blocks import block, item
from app.markdown.grid_list import KEYS, OWN_OF_DIAGRAMS, PLACE, Grid, Problem, has_key, items
from app.markdown.grid_values import read, read_items
from app.markdown.page import Page, page_of

MOST_BLOCKS = 1_000


def arrange(state: StateCore) -> None:
    """Text before the first block, then the blocks in their order; a slide with a block is a canvas."""
    page = page_of(state.env)
    if not any(token.type in ("grid_mark", "grid_native_open", "fence") for token in state.tokens):
        return
    arrangement = _Arrangement(page)
    native: Token | None = None
    inside: list[Token] = []
    for token in state.tokens:
        if native is not None:
            if token.type == "grid_native_close":
                arrangement.native(native, native.meta["grid"], inside)
                native, inside = None, []
            else:
                inside.append(token)
        elif token.type == "grid_mark":
            arrangement.open(token)
        elif token.type == "grid_native_open":
            native = token
        elif token.type == "fence" and not token.level and has_key(token.info):
            _fence(token, arrangement)
        else:
            arrangement.add(token)
    if state.env.get("grid_natives", 0) > MOST_BLOCKS:
        arrangement.tell_limit(0)
    state.tokens = arrangement.tokens()


def _fence(token: Token, arrangement: _Arrangement) -> None:
    """```` ```js, drag=99, fit=1.9 ````: the list is taken off, words stay the fence's."""
    found, info = items(token.info), token.info
    ours = [(key, value) for key, value in found if key in KEYS - OWN_OF_DIAGRAMS]
    if not ours:
        arrangement.add(token)
        return
    token.info = " ".join(f"{key}={value}" if key else value for key, value in found if (key, value) not in ours)
    made = read_items(ours, block=any(key in PLACE for key, _ in ours))
    made.classes.append("grid-code")
    stand_in = Token("grid_native_open", "", 1, map=token.map, meta={"list": info})
    arrangement.native(stand_in, made, [token])


class _Arrangement:
    """Where the tokens of a slide go: outside, or into blocks."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.outside: list[Token] = []
        self.blocks: list[list[Token]] = []
        self.mark: Token | None = None
        self.grid = Grid()
        self.inside: list[Token] = []
        self.pending: list[list[Token]] = []
        self.code: list[Token] | None = None

    def add(self, token: Token) -> None:
        """A token of no block's own goes where its line stands; a step of code without a block to its code."""
        if self.mark:
            self.inside.append(token)
        elif self.code and (token.type.startswith("code_step") or self.code[-2].type == "code_step_open"):
            self.code.insert(-1, token)
        else:
            self.code = None
            self.outside.append(token)

    def open(self, mark: Token) -> None:
        """A line opens a block and ends the one before."""
        if self._is_full(mark):
            return
        self.close()
        self.mark = mark
        self.grid = read(mark.meta["list"], block=True)
        for word in self.grid.words:
            message = f"`{word}` is no key of a grid list: it is left out; write `key=value`"
            self.grid.problems.append(Problem("unknown-grid-key", message, word))
        tell(self.page, self.grid, mark.map[0] if mark.map else 0)

    def native(self, mark: Token, made: Grid, tokens: list[Token]) -> None:
        """A widget with a place is a block of its own, on top of the one that it stands in; else it stays there."""
        tell(self.page, made, mark.map[0] if mark.map else 0)
        if not made.placed:
            for token in item(made, tokens, mark, self.page):
                self.add(token)
        elif not self._is_full(mark):
            made_block = block(made, tokens, mark, self.page)
            self.pending.append(made_block)
            if self.mark is None:
                self.close()
                self.code = made_block if "grid-code" in made.classes else None
        else:
            for token in tokens:
                self.add(token)

    def close(self) -> None:
        if self.mark is not None:
            self.blocks.append(block(self.grid, self.inside, self.mark, self.page))
            self.mark, self.inside = None, []
        self.blocks += self.pending
        self.pending = []

    def tokens(self) -> list[Token]:
        self.close()
        if not self.blocks:
            return self.outside
        self.page.classes.append("grid-slide")
        out = self.outside
        if any(not token.hidden for token in out):
            out = [_div("grid-outside", 1), *out, _div("", -1)]
        return [*out, *(token for tokens in self.blocks for token in tokens)]

    def _is_full(self, mark: Token) -> bool:
        if len(self.blocks) + len(self.pending) + bool(self.mark) < MOST_BLOCKS:
            return False
        self.tell_limit(mark.map[0] if mark.map else 0)
        return True

    def tell_limit(self, line: int) -> None:
        message = f"this slide has more than {MOST_BLOCKS} blocks: the others are not placed; divide it by `---`"
        self.page.tell(Severity.WARNING, "too-many-blocks", message, line, once=True)


def tell(page: Page, made: Grid, line: int) -> None:
    """A key that is not known is for information, a value that is none a warning."""
    for problem in made.problems:
        severity = Severity.INFO if problem.code == "unknown-grid-key" else Severity.WARNING
        page.tell(severity, problem.code, problem.message, line, text=problem.text)


def _div(name: str, nesting: int) -> Token:
    token = Token("grid_open" if nesting == 1 else "grid_close", "div", 1 if nesting == 1 else -1, block=True)
    if name:
        token.attrs["class"] = name
    return token
