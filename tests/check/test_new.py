"""The deck that `pitchme new` makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.check.findings import check
from app.check.render import Render
from app.deck.build import Options
from app.deck.errors import PitchMeError
from app.library.library import Library
from app.library.only import only_deck
from app.new import new_deck
from tests.check.check_examples import codes, look
from tests.conftest import pitchme


def test_a_new_deck_is_clean_and_named_after_its_folder(tmp_path: Path) -> None:
    made = pitchme("new", "my-talk", cwd=tmp_path)
    assert (made.returncode, made.stdout) == (0, "my-talk/PITCHME.md is there. Next: pitchme my-talk\n")
    checked = pitchme("check", "my-talk", "--strict", cwd=tmp_path)
    assert (checked.returncode, checked.stdout) == (0, "1 deck: 0 errors, 0 warnings, 0 infos\n")
    assert only_deck(tmp_path / "my-talk").title == "My talk"


def test_it_fits_on_its_slides(tmp_path: Path) -> None:
    file = new_deck(tmp_path / "talk")
    assert codes(check(file, options=Options(), measure=Render(file))) == []


def test_it_shows_what_decks_are_made_of(tmp_path: Path) -> None:
    deck = only_deck(new_deck(tmp_path / "talk").parent)
    html = "".join(slide.html for slide in deck.slides)
    assert deck.settings.theme == "auto"
    assert deck.stylesheets == ("PITCHME.css",)
    assert any(slide.v for slide in deck.slides)
    assert any(slide.notes for slide in deck.slides)
    assert [slide.steps for slide in deck.slides if slide.steps] == [3, 2]
    assert [mark for mark in ("<img", "<table", "<pre", "<ol") if mark not in html] == []
    assert any("background-color" in slide.params for slide in deck.slides)


def test_the_style_sheet_changes_nothing_until_one_writes_into_it(tmp_path: Path) -> None:
    style = (new_deck(tmp_path / "talk").parent / "PITCHME.css").read_text()
    while "/*" in style:
        before, _, rest = style.partition("/*")
        style = before + rest.partition("*/")[2]
    assert style.strip() == ""


@pytest.mark.parametrize("name", ["ünï töö", "100%", "{braces}", "a" * 200])
def test_any_name_of_a_folder_makes_a_deck(tmp_path: Path, name: str) -> None:
    new_deck(tmp_path / name)
    assert codes(look(tmp_path)) == []
    assert len(Library(tmp_path, options=Options()).decks) == 1


def test_what_is_there_already_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("empty", "file", "link", "."):
        result = pitchme("new", name, cwd=tmp_path)
        assert (result.returncode, "is there already" in result.stderr) == (2, True)
    assert (list((tmp_path / "empty").iterdir()), (tmp_path / "file").read_text()) == ([], "mine")


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(PitchMeError, match="cannot be written"):
        new_deck(tmp_path / "file" / "talk")
