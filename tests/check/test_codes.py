"""Every code that the sources tell is registered and explained, and no other is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from app.markdown.codes import CODES, Code, nearest_code
from tests.conftest import PROJECT

SOURCES = [path for path in sorted((PROJECT / "app").rglob("*.py")) if path.name != "codes.py"]
# Where a code is the first argument.
TELLERS = {"NotDrawn", "Problem", "_keep"}
CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def told(tree: ast.AST) -> Iterator[str]:
    """The codes in one module; what stands in braces of an f-string becomes ``*``."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Call, ast.Tuple)):
            items = node.args if isinstance(node, ast.Call) else node.elts
            for before, item in pairwise(items):
                if ast.unparse(before).startswith("Severity.") or ast.unparse(before) == "severity":
                    yield from written(item)
            if isinstance(node, ast.Call):
                yield from told_by_call(node)
        elif isinstance(node, ast.Assign) and assigns_code(node):
            yield from written(node.value)
        elif isinstance(node, ast.ClassDef) and node.name == "Fault":
            yield from (text for text in texts(node))


def assigns_code(node: ast.Assign) -> bool:
    """``code = "…"``, ``code, message = "…", …``; what a call gives is none."""
    first = ast.unparse(node.targets[0]).lstrip("(").split(",")[0]
    return first == "code" and not isinstance(node.value, ast.Call)


def told_by_call(call: ast.Call) -> Iterator[str]:
    """Codes that a call gets without a severity before them."""
    name = ast.unparse(call.func).rpartition(".")[2]
    if name in TELLERS and call.args:
        yield from written(call.args[0])
    for keyword in call.keywords:
        if keyword.arg == "kind" and name == "asset":
            yield from (f"missing-{kind}" for kind in texts(keyword.value))


def written(node: ast.AST) -> Iterator[str]:
    """The codes in an expression."""
    return (text for text in texts(node) if CODE.fullmatch(text.replace("*", "x")))


def texts(node: ast.AST) -> Iterator[str]:
    """The string literals in an expression, f-strings as one."""
    if isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif not isinstance(node, ast.Compare):
        for child in ast.iter_child_nodes(node):
            yield from texts(child)


FOUND = {
    code: path.relative_to(PROJECT).as_posix()
    for path in SOURCES
    for code in told(ast.parse(path.read_text("utf-8")))
    if CODE.fullmatch(code.replace("*", "x"))
}


def fits(pattern: str, code: str) -> bool:
    """Whether a literal or an f-string can be the code."""
    return bool(re.fullmatch(re.escape(pattern).replace(r"\*", "[a-z]+"), code))


def test_every_code_that_is_told_is_registered() -> None:
    assert {code: path for code, path in FOUND.items() if not any(fits(code, known) for known in CODES)} == {}


def test_every_registered_code_is_told_somewhere() -> None:
    assert [known for known in CODES if not any(fits(code, known) for code in FOUND)] == []


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_a_code_says_in_one_line_what_it_means_and_what_to_do(code: Code) -> None:
    assert all(text[0].isupper() or text[0] == "`" for text in (code.meaning, code.advice))
    assert all(text.endswith(".") and "\n" not in text for text in (code.meaning, code.advice))


def test_the_code_that_was_meant_is_found() -> None:
    assert nearest_code("mising-image") == "missing-image"
    assert nearest_code("qqqq") is None
