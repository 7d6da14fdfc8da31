"""How findings are written for people and for programs."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.check.findings import Finding, Findings
from app.check.github import as_github
from app.check.json import as_json
from app.check.sarif import as_sarif
from app.check.text import as_text, printable, width
from app.markdown.codes import CODES
from app.markdown.diagnostic import Severity
from tests.check.check_examples import look, without_colours
from tests.conftest import PITCHME, environment, pitchme

Write = Callable[..., Path]
SCHEMA = jsonschema.Draft7Validator(json.loads((Path(__file__).parent / "sarif-2.1.0-part.json").read_text()))


def found(
    message: str = "no file `a.png`",
    source: str = "![a](a.png)",
    path: str = "a/PITCHME.md",
    column: int = 6,
    end: int = 11,
) -> Findings:
    """A single finding."""
    fault = Finding(
        "missing-image", Severity.WARNING, message, path, 3, column, end, source, "Correct it.", "docs/x.md"
    )
    return Findings(Path.cwd(), {"a": path}, (fault,))


def test_people_see_the_place_the_line_and_a_caret() -> None:
    assert as_text(found()).splitlines() == [
        "a/PITCHME.md:3:6: warning: no file `a.png` [missing-image]",
        "    3 | ![a](a.png)",
        "      |      ^^^^^",
        "1 deck: 0 errors, 1 warning, 0 infos",
    ]


def test_the_caret_stands_below_its_place_after_tabs_and_wide_letters() -> None:
    lines = as_text(found(source="\t図表 ![a](a.png)", column=10, end=15)).splitlines()
    assert width(lines[1].partition("a.png")[0]) == lines[2].index("^") == len(lines[2]) - 5


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    lines = as_text(found(source="x" * 500 + "a.png" + "y" * 500, column=501, end=506)).splitlines()
    assert len(lines[1]) < 120
    assert lines[1][lines[2].index("^") :].startswith("a.png")


def test_a_decks_own_words_cannot_drive_the_terminal() -> None:
    text = as_text(found("no file `\x1b[2J\u202e`", "\x1b]0;x\x07![a](a.png)", "a\x1b.md"), colours=True)
    assert "\x1b" not in without_colours(text)
    assert "\u202e" not in text
    assert printable("a\nb\r\x9b") == "a·b··"


def test_colours_are_for_terminals_that_want_them(write: Write) -> None:
    folder = write("PITCHME.md", "![a](missing.png)\n")
    assert "\x1b" not in pitchme("check", str(folder)).stdout
    assert "\x1b[" in on_a_terminal(folder, {})
    assert "\x1b[" not in on_a_terminal(folder, {"NO_COLOR": "1"})


def on_a_terminal(folder: Path, env: dict[str, str]) -> str:
    """What `check` prints where it finds a terminal."""
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in environment().items() if name != "NO_COLOR"}
    with subprocess.Popen([*PITCHME, "check", str(folder)], stdout=theirs, env={**kept, **env}):
        os.close(theirs)
        printed = b""
        while chunk := read(ours):
            printed += chunk
    os.close(ours)
    return printed.decode()


def read(descriptor: int) -> bytes:
    """The next bytes; nothing at the end, which Linux tells by an error."""
    try:
        return os.read(descriptor, 4096)
    except OSError:
        return b""


def test_programs_get_every_fault_by_file_with_its_range(write: Write) -> None:
    result = pitchme("check", str(write("docker/PITCHME.md", "# A\n\n![a](missing.png)\n")), "--format", "json")
    document = json.loads(result.stdout)
    assert (document["format"], document["tool"]["name"]) == (1, "pitchme")
    assert document["counts"] == {"error": 0, "warning": 1, "info": 0}
    assert document["decks"] == [{"id": "docker", "path": "docker/PITCHME.md"}]
    (file,) = document["files"]
    (fault,) = file["diagnostics"]
    assert file["path"] == "docker/PITCHME.md"
    assert fault == {
        "code": "missing-image",
        "severity": "warning",
        "message": fault["message"],
        "line": 3,
        "column": 6,
        "endColumn": 17,
        "source": "![a](missing.png)",
        "help": CODES["missing-image"].advice,
        "documentation": "docs/diagnostics/missing-image.md",
    }


def test_the_form_for_programs_is_the_documented_one() -> None:
    described = (Path(__file__).parents[2] / "docs" / "diagnostics" / "README.md").read_text()
    document = json.loads(as_json(found()))
    keys = {*document, *document["files"][0], *document["files"][0]["diagnostics"][0], *document["decks"][0]}
    assert [key for key in sorted(keys) if f'"{key}"' not in described] == []


def test_github_gets_one_command_a_line_the_worst_first(write: Write) -> None:
    write("PITCHME.yaml", "theme: [\n")
    lines = as_github(look(write("PITCHME.md", "# A\n\n![](data:,) ![b](missing.png)\n"))).splitlines()
    assert [line.split()[0] for line in lines[:-1]] == ["::error", "::warning"]
    assert "line=3,col=18,endColumn=29,title=missing-image (docs/diagnostics/missing-image.md)::no file" in lines[1]


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_no_text_of_a_deck_can_add_a_command_or_a_property(message: str, path: str) -> None:
    command, *rest = as_github(found(message, path=path)).replace("\r", "\n").split("\n")
    assert len(rest) == 1
    properties = command.removeprefix("::warning ").partition("::")[0]
    assert [pair.partition("=")[0] for pair in properties.split(",")] == ["file", "line", "col", "endColumn", "title"]


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=30), st.integers(1, 40))
def test_sarif_holds_for_any_text(message: str, source: str, column: int) -> None:
    document = json.loads(as_sarif(found(message or "x", source, column=column, end=column + 1)))
    SCHEMA.validate(document)


def test_sarif_names_the_rule_the_place_and_the_folder(write: Write) -> None:
    folder = write("a b/PITCHME.md", "# A\n\n![a](missing.png)\n")
    document = json.loads(as_sarif(look(folder)))
    SCHEMA.validate(document)
    (run,) = document["runs"]
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "missing-image"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "a%20b/PITCHME.md", "uriBaseId": "SRCROOT"}
    assert run["originalUriBaseIds"]["SRCROOT"]["uri"] == f"{folder.as_uri()}/"
    assert (place["region"]["startLine"], place["region"]["startColumn"], place["region"]["endColumn"]) == (3, 6, 17)


def test_sarif_knows_a_fault_again_when_lines_before_it_move_it(write: Write) -> None:
    def prints(text: str) -> list[str]:
        results = json.loads(as_sarif(look(write("PITCHME.md", text))))["runs"][0]["results"]
        return [result["partialFingerprints"]["pitchmeSource/v1"] for result in results]

    before, after = prints("![a](missing.png)\n"), prints("# New\n\nText\n\n![a](missing.png)\n")
    assert before == after
    assert len(set(prints("![a](missing.png)\n\n![b](other.png)\n"))) == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d.pop("version"), "version"),
        (lambda d: d["runs"][0]["tool"].pop("driver"), "driver"),
        (lambda d: d["runs"][0]["results"][0].update(level="info"), "info"),
        (lambda d: d["runs"][0]["results"][0].update(message="text"), "text"),
        (lambda d: d["runs"][0]["results"][0].update(colour="red"), "colour"),
    ],
)
def test_the_schema_of_these_tests_refuses_what_sarif_does(
    change: Callable[[dict[str, object]], object], said: str
) -> None:
    document = json.loads(as_sarif(found()))
    change(document)
    with pytest.raises(jsonschema.ValidationError, match=said):
        SCHEMA.validate(document)
