"""Decks that ask for too much: each ends, names the limit, and leaves the other slides as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.deck.build import Options
from app.library.diagrams import Diagrams
from app.library.library import Library
from tests.deck import payloads
from tests.deck.deck_oracles import LAST_SLIDE, faults
from tests.deck.deck_texts import deck_of, told

BEFORE, AFTER = "# Before\n\n- one |\n- two |\n\n---\n", "\n\n---\n\n# After\n\nNote: well\n"
MANY = 100_000
LARGE = 100 * 1024 * 1024


@dataclass(frozen=True)
class Case:
    """A slide, the files that it names, and what is told: a code and a piece of the message."""

    name: str
    text: str
    code: str
    says: str
    files: Mapping[str, str] = field(default_factory=dict)


def chain(count: int, text: str) -> dict[str, str]:
    """Files that name each other in turn: ``0.md`` holds the text with ``NEXT`` for the next one's name."""
    return {f"{number}.md": text.replace("NEXT", f"{number + 1}.md") for number in range(count)}


CASES = [
    Case("quotations", "> " * 500 + "a", "too-deep", "40"),
    Case("lists", "\n".join("  " * n + "- a" for n in range(500)), "too-deep", "40"),
    Case("elements", "<div>" * 20_000 + "a", "too-deep", "400"),
    Case("a long line", "a b " * MANY, "slide-too-large", "256 KB"),
    Case("a million lines", "a\n" * 1_000_000, "slide-too-large", "256 KB"),
    Case("a table of a million cells", ("|a" * 1_000 + "|\n") * 1_000, "slide-too-large", "256 KB"),
    Case("blocks of a grid", "[drag=10, drop=1]\na\n" * 3_000, "too-many-blocks", "1000"),
    Case("a formula without end", "$$\\def\\a{\\a\\a}\\a$$", "formula-limit", "expansions"),
    Case("a long formula", "$$" + "x+" * 9_000 + "x$$", "formula-limit", "10,000"),
    Case(
        "a chart",
        '<canvas data-chart="line"><!-- {"data": {"datasets": [{"data": [' + "1," * 9_999 + "1]}]}} --></canvas>",
        "chart-limit",
        "chart",
    ),
    Case("a file of code", "@code[python](a.py)", "code-too-large", "2,000 lines", {"a.py": "x = 1\n" * 9_999}),
    Case("a long line of code", "@code[python](a.py)", "code-too-long", "100000", {"a.py": "x" * 900_000}),
    Case("a file of a million cells", "@table[](a.csv)", "table-limit", "2,000", {"a.csv": ("1," * 499 + "1\n") * 999}),
    Case("a ragged table", "@table[](a.csv)", "table-limit", "2,000", {"a.csv": "1\n" * 900 + "," * 1_000 + "1\n"}),
    Case("a table in a large file", "@table[](a.csv)", "table-limit", "1 MB", {"a.csv": "1,2\n" * MANY * 3}),
    Case("snippets in snippets", "@md[](0.md)", "md-limit", "deeper than 8", chain(30, "a\n@md[](NEXT)\n")),
    Case("snippets that multiply", "@md[](0.md)", "md-limit", "100", chain(8, "@md[](NEXT)\n" * 20) | {"8.md": "a"}),
    Case(
        "values that multiply",
        "@md[v=xxxxxxxxxx](0.md)",
        "md-limit",
        "256 KB",
        chain(7, "@md[v=" + "{{v}}" * 30 + "](NEXT)\n") | {"7.md": "{{v}}"},
    ),
    Case("a snippet in itself", "@md[](0.md)", "md-circle", "", {"0.md": "@md[](1.md)", "1.md": "@md[](0.md)"}),
    Case(
        "a value that is too long",
        "@md[v=" + "a" * 200 + "](0.md)",
        "md-limit",
        "256 KB",
        {"0.md": "{{v}}" * 3 + "b" * 262_000},
    ),
]


@pytest.mark.parametrize("untrusted", [False, True], ids=["", "untrusted"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_too_much_on_one_slide_is_told_and_the_others_are_whole(case: Case, untrusted: bool) -> None:
    options = Options(untrusted=untrusted)
    deck = deck_of(BEFORE + case.text + AFTER, case.files, options=options)
    assert any(case.says in found.message for found in told(deck, case.code)), deck.diagnostics
    assert list(faults(deck)) == []
    plain = deck_of(BEFORE + "text" + AFTER, options=options)
    assert (deck.slides[0].html, deck.slides[-1].html) == (plain.slides[0].html, plain.slides[-1].html)
    assert sum(len(slide.html) for slide in deck.slides) < 4_000_000


def test_includes_in_includes_end() -> None:
    deck = deck_of(BEFORE + "a\n---?include=0.md" + AFTER, chain(40, "# Inside\n---?include=NEXT"))
    assert "16" in told(deck, "include-too-deep")[0].message
    assert [deck.slides[0].title, deck.slides[-1].title] == ["Before", "After"]


def test_includes_in_a_circle_end() -> None:
    files = {"0.md": "# A\n---?include=1.md", "1.md": "# B\n---?include=0.md"}
    deck = deck_of(BEFORE + "a\n---?include=0.md" + AFTER, files)
    assert "0.md → 1.md → 0.md" in told(deck, "include-circle")[0].message
    assert deck.slides[-1].title == "After"


def test_includes_that_multiply_end() -> None:
    deck = deck_of(BEFORE + "a\n---?include=0.md" + AFTER, chain(8, "---?include=NEXT\n" * 10) | {"8.md": "# Inside"})
    assert "1,000 includes" in told(deck, "deck-too-large")[0].message
    assert len(deck.slides) <= 10_000


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "alias"),
        ("title: " + "[" * 5_000 + "]" * 5_000, ""),
        ("title: " + "{a: " * 2_000 + "1" + "}" * 2_000, ""),
        ("title: a\n" + "# comment\n" * 9_000, "16 KB"),
        ("title: !!python/object/apply:os.system ['true']", "tag"),
        ("title: [a", ""),
        ("title: \0", ""),
    ],
)
def test_settings_that_explode_are_told_and_the_deck_opens(settings: str, says: str) -> None:
    deck = deck_of(BEFORE + "text" + AFTER, {"PITCHME.yaml": settings})
    assert any(says in found.message for found in told(deck, "yaml-error")), deck.diagnostics
    assert [slide.title for slide in deck.slides] == ["Before", "text", "After"]
    in_the_deck = deck_of(f"---\ntheme: black\n{settings}\n---\n" + BEFORE + "text" + AFTER)
    assert in_the_deck.slides[-1].title == "After"


def test_more_slides_than_a_deck_can_hold_are_told() -> None:
    deck = deck_of("# A\n---\n" * 20_000)
    assert "10,000 slides" in told(deck, "deck-too-large")[0].message
    assert len(deck.slides) == 10_000


def test_a_deck_of_ten_thousand_slides_is_whole() -> None:
    deck = deck_of("\n---\n".join(f"# Slide {number}" for number in range(10_000)))
    assert deck.diagnostics == ()
    assert (len(deck.slides), deck.slides[-1].title) == (10_000, "Slide 9999")


def test_a_deck_of_a_million_lines_in_many_slides_opens() -> None:
    deck = deck_of("\n---\n".join("a\n" * 1_000 for _ in range(1_000)))
    assert len(deck.slides) == 1_000
    assert told(deck, "slide-failed") == []


def test_more_text_than_a_deck_can_hold_is_told() -> None:
    slide = "text " * 40_000 + "\n---\n"
    deck = deck_of(slide * 50)
    assert "8 MB" in told(deck, "deck-too-large")[0].message


@pytest.fixture
def large(write: Callable[..., Path]) -> Path:
    """A folder with files of 100 MB that take no room on the disk."""
    folder = write("PITCHME.md", "# A")
    for name in ("a.py", "a.csv", "a.md", "a.mmd", "a.diff", "a.css", "a.cast"):
        with (folder / name).open("wb") as file:
            file.truncate(LARGE)
    return folder


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("@code[python](a.py)", "code-too-large", "1 MB"),
        ("---?code=a.py&lang=python", "code-too-large", "1 MB"),
        ("@diff[](a.diff)", "code-too-large", "1 MB"),
        ("@table[](a.csv)", "table-limit", "1 MB"),
        ("@mermaid[](a.mmd)", "diagram-limit", "too large"),
        ("@md[](a.md)", "missing-file", "256 KB"),
        ("---?include=a.md", "missing-include", "8 MB"),
    ],
)
def test_a_file_of_a_hundred_megabytes_is_not_read(large: Path, text: str, code: str, says: str) -> None:
    (large / "PITCHME.md").write_text(f"# Before\n\n---\n\n# Here\n\n{text}\n\n---\n\n# After\n")
    deck = next(iter(Library(large).decks.values()))
    assert any(says in found.message for found in told(deck, code)), deck.diagnostics
    assert [deck.slides[0].title, deck.slides[-1].title] == ["Before", "After"]


def test_a_style_sheet_of_a_hundred_megabytes_is_told(large: Path) -> None:
    (large / "PITCHME.yaml").write_text("theme-override: a.css")
    deck = next(iter(Library(large, options=Options(untrusted=True)).decks.values()))
    assert told(deck, "missing-stylesheet"), deck.diagnostics


def test_a_deck_of_a_hundred_megabytes_is_told(large: Path) -> None:
    with (large / "PITCHME.md").open("r+b") as file:
        file.truncate(LARGE)
    library = Library(large)
    (deck_id,) = library.decks
    assert [(found.code, "8 mb" in found.message) for found in library.diagnostics(deck_id)] == [("unreadable", True)]


@pytest.mark.parametrize(
    "source",
    [
        "```mermaid\ngraph LR\n" + "".join(f"a{n % 600}-->b{n % 599}\n" for n in range(3_000)) + "```",
        "```mermaid\nsequenceDiagram\n" + "".join(f"a->>b{n}: x\n" for n in range(3_000)) + "```",
        "```mermaid\ngraph LR\n" + "a" * 60_000 + "\n```",
    ],
    ids=["edges", "messages", "letters"],
)
def test_a_diagram_that_is_too_large_is_shown_as_its_source(source: str) -> None:
    deck = deck_of(BEFORE + source + AFTER, options=Options(drawing=Diagrams()))
    assert [found.code for found in deck.diagnostics if found.code.startswith("diagram")] == ["diagram-limit"]
    assert "diagram-source" in deck.slides[1].html
    assert deck.slides[-1].title == "After"


@pytest.mark.parametrize("untrusted", [False, True], ids=["", "untrusted"])
@pytest.mark.parametrize("payload", payloads.PAYLOADS)
def test_no_text_becomes_script_or_leaves_its_slide(payload: str, untrusted: bool) -> None:
    deck = deck_of(BEFORE + f"\n{payload}\n" + AFTER + LAST_SLIDE, options=Options(untrusted=untrusted))
    assert list(faults(deck)) == []
    assert [deck.slides[0].title, *(slide.title for slide in deck.slides[-2:])] == ["Before", "After", "Last"]


@pytest.mark.parametrize("untrusted", [False, True], ids=["", "untrusted"])
@pytest.mark.parametrize("delimiter", payloads.DELIMITERS)
def test_no_parameter_becomes_script_or_leaves_its_slide(delimiter: str, untrusted: bool) -> None:
    deck = deck_of(f"# Before\n\n{delimiter}\n\ntext{AFTER}{LAST_SLIDE}", options=Options(untrusted=untrusted))
    assert list(faults(deck)) == []
    assert [deck.slides[0].title, *(slide.title for slide in deck.slides[-2:])] == ["Before", "After", "Last"]


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (b"a \xed\xa0\x80 b", ["not-utf8"]),
        ("a \u00e9 b".encode("latin-1"), ["not-utf8"]),
        ("a".encode("utf-16"), ["not-utf8"]),
        (b"\0\0\0", []),
        ("\u202e# abc \u2066 \u202d".encode(), []),
        ("\ufdd00\ufdd1 \uffff".encode(), []),
        (b"\x1b[2J\x07\x7f\x0b\x0c\x1c", []),
        ("\u2028\u2029\x85".encode(), []),
        (b"# a\r---\r# b\r", []),
    ],
)
def test_any_bytes_are_a_slide(content: bytes, codes: list[str]) -> None:
    deck = deck_of(BEFORE.encode() + content + AFTER.encode())
    assert [found.code for found in deck.diagnostics] == codes
    assert list(faults(deck)) == []
    assert [deck.slides[0].title, deck.slides[-1].title] == ["Before", "After"]
