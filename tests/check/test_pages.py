"""Every code has a page with a bad and a good example, and both are what they say."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.markdown.codes import CODES, Code
from tests.check.check_examples import PNG, codes, look
from tests.conftest import PROJECT

PAGES = PROJECT / "docs" / "diagnostics"
BLOCK = re.compile(r"^(`{3,})(\w+) (bad|good|both)([^\n]*)\n(.*?)^\1$", re.M | re.S)
# Faults of PitchMe itself: no deck that is known has them.
OURS = {"build-failed", "slide-failed"}
IN_A_BROWSER = {"overflow", "picture-not-drawn"}
# What the examples may name (docs/diagnostics/README.md): all that is told of pictures is in their first bytes.
BESIDE = {
    "assets/picture.png": PNG,
    "assets/huge.png": PNG[:16] + struct.pack(">II", 8000, 6000) + PNG[24:],
    "assets/broken.png": b"no picture",
    "assets/talk.mp4": b"a video",
    "code/hello.py": b'def greet(name):\n    return f"Hello, {name}!"\n\nprint(greet("Ada"))\n',
}


@dataclass(frozen=True)
class Example:
    """A file of an example: ``both`` belongs to the bad and the good one."""

    kind: str
    path: str
    content: bytes


def examples(code: str) -> Iterator[Example]:
    """The files in the blocks of a page: ``LANGUAGE bad|good|both [PATH] [repeat=N [joined]] [as=ENCODING]``."""
    for _, _, kind, more, text in BLOCK.findall((PAGES / f"{code}.md").read_text("utf-8")):
        words = more.split()
        options = dict(word.partition("=")[::2] for word in words)
        path = next((word for word in words if "=" not in word and word != "joined"), "PITCHME.md")
        body = text.rstrip("\n") + " " if "joined" in options else text
        body *= int(options.get("repeat", 1))
        yield Example(kind, path, body.encode(options.get("as", "utf-8")))


def put(folder: Path, code: str, kind: str) -> Path:
    """The folder with an example in it and the files that all examples may name."""
    files = {example.path: example.content for example in examples(code) if example.kind in {kind, "both"}}
    assert "PITCHME.md" in files
    for path, content in {**BESIDE, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} - {"README"} == set(CODES)


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_a_page_begins_with_what_check_says(code: Code) -> None:
    text = (PAGES / f"{code.name}.md").read_text("utf-8")
    assert text.startswith(f"# {code.name}\n\n*{code.severity}*: {code.meaning} {code.advice}\n")
    assert {example.kind for example in examples(code.name)} >= (set() if code.name in OURS else {"bad", "good"}) - (
        {example.kind for example in examples(code.name) if example.path != "PITCHME.md"}
    )


@pytest.mark.parametrize("code", sorted(CODES.keys() - OURS - IN_A_BROWSER))
def test_the_bad_example_has_the_fault_and_the_good_one_has_not(tmp_path: Path, code: str) -> None:
    bad, good = (put(tmp_path / kind, code, kind) for kind in ("bad", "good"))
    found = look(bad / "PITCHME.md")
    assert code in codes(found)
    assert CODES[code].severity in {fault.severity for fault in found.faults if fault.code == code}
    assert code not in codes(look(good / "PITCHME.md"))


def test_the_list_of_codes_is_complete() -> None:
    rows = [f"| [{code.name}]({code.name}.md) | {code.severity} | {code.meaning} |" for code in CODES.values()]
    table = "\n".join(["| code | severity | what it means |", "|---|---|---|", *rows])
    assert table in (PAGES / "README.md").read_text("utf-8")
