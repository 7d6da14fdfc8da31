"""What `pitchme check` finds, chooses and counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.check.choice import Choice, choice
from app.deck.errors import PitchMeError
from tests.check.check_examples import codes, look, only
from tests.conftest import pitchme

Write = Callable[..., Path]
FAULTY = "# A\n\n![a](missing.png)\n"
BROKEN = "---?include=PITCHME.md\n"


@pytest.mark.parametrize(
    ("text", "flags", "code"),
    [
        ("# Fine\n", [], 0),
        (FAULTY, [], 0),
        (FAULTY, ["--strict"], 1),
        (FAULTY, ["--strict", "--ignore", "missing-image"], 0),
        (BROKEN, [], 1),
        (BROKEN, ["--select", "missing-image"], 0),
        ("# Fine\n", ["--strict"], 0),
        (FAULTY, ["--select", "mising-image"], 2),
    ],
)
def test_the_exit_code_says_whether_errors_were_found(write: Write, text: str, flags: list[str], code: int) -> None:
    result = pitchme("check", str(write("PITCHME.md", text)), *flags)
    assert (result.returncode, "Traceback" in result.stderr) == (code, False)


def test_a_code_that_does_not_exist_is_told_with_the_one_that_was_meant(write: Write) -> None:
    result = pitchme("check", str(write("PITCHME.md", "# A")), "--ignore", "missing-alt,mising-image")
    assert result.stderr == "pitchme: --ignore mising-image: no such code; did you mean missing-image?\n"
    with pytest.raises(PitchMeError, match="no such code"):
        choice([], ["qqqq"])


def test_codes_are_chosen_one_by_one_or_in_lists() -> None:
    chosen = choice(["missing-image, missing-alt", "overflow"], ["overflow"])
    assert [chosen.takes(code) for code in ("missing-image", "missing-alt", "overflow", "yaml-error")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert Choice().takes("yaml-error")


def test_a_folder_of_decks_a_deck_and_a_file_can_be_checked(write: Write) -> None:
    write("talks/a/PITCHME.md", FAULTY)
    folder = write("talks/b/PITCHME.md", "# B\n") / "talks"
    assert set(look(folder).decks) == {"a", "b"}
    assert codes(look(folder / "a")) == codes(look(folder / "a" / "PITCHME.md")) == ["missing-image"]


def test_what_is_no_deck_is_one_line_and_2(write: Write, tmp_path: Path) -> None:
    result = pitchme("check", str(tmp_path / "nowhere"))
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)


def test_a_fault_of_a_file_that_two_decks_include_is_told_once(write: Write) -> None:
    write("shared/part.md", FAULTY)
    write("a/PITCHME.md", "# A\n---?include=/shared/part.md\n")
    found = look(write("b/PITCHME.md", "# B\n---?include=/shared/part.md\n"))
    assert only(found, "missing-image").path.endswith("shared/part.md")


def test_a_fault_knows_the_line_and_where_the_text_ends(write: Write) -> None:
    fault = only(look(write("PITCHME.md", FAULTY)), "missing-image")
    assert fault.source == "![a](missing.png)"
    assert fault.source[fault.column - 1 : fault.end_column - 1] == "missing.png"


@pytest.mark.corpus
def test_real_decks_have_no_errors(corpus: Path) -> None:
    found = look(corpus)
    assert len(found.decks) > 40
    assert [fault for fault in found.faults if fault.severity == "error"] == []
    assert found.count("warning") > 100


def test_faults_stand_in_the_order_of_their_places_and_the_worst_can_be_had_first(write: Write) -> None:
    write("PITCHME.yaml", "theme: [\n")
    found = look(write("PITCHME.md", "# A\n\n![](a.png)\n\n---\n\n![b](b.png)\n"))
    assert [(fault.path, fault.line) for fault in found.faults] == sorted((f.path, f.line) for f in found.faults)
    assert found.worst_first[0].code == "yaml-error"
    assert found.summary == "1 deck: 1 error, 2 warnings, 0 infos"
