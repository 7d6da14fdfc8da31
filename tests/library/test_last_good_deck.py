"""What a refresh does: builds what depends on the files, and never puts something worse on the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.deck.errors import PitchMeError
from app.library import shelf
from app.library.library import Library

Put = Callable[..., Path]
TWO = "# One\n\n---\n\n# Two\n"


def titles(library: Library, deck_id: str = "talks") -> list[str]:
    return [slide.title for slide in library.decks[deck_id].slides]


def codes(library: Library, deck_id: str = "talks") -> list[str]:
    return [diagnostic.code for diagnostic in library.diagnostics(deck_id)]


def test_an_edit_gives_the_deck_before_and_after(put: Put) -> None:
    library = Library(put({"a/PITCHME.md": TWO, "b/PITCHME.md": TWO}))
    root = put({"a/PITCHME.md": "# One\n\n---\n\n# Second\n"})
    before = library.decks["a"]
    [change] = library.refresh([root / "a/PITCHME.md"])
    assert (change.deck_id, change.old, change.new) == ("a", before, library.decks["a"])
    assert titles(library, "a") == ["One", "Second"]
    assert titles(library, "b") == ["One", "Two"]


def test_a_file_that_no_deck_depends_on_changes_nothing(put: Put) -> None:
    root = put({"PITCHME.md": TWO, "other.txt": "x"})
    library = Library(root)
    put({"other.txt": "y", ".git/index": "z"})
    assert library.refresh([root / "other.txt", root / ".git/index", root / "none"]) == []


def test_a_save_without_a_difference_changes_nothing(put: Put) -> None:
    root = put({"PITCHME.md": TWO})
    library = Library(root)
    assert library.refresh([root / "PITCHME.md"]) == []
    assert library.refresh(None) == []


def test_without_names_everything_is_looked_at(put: Put) -> None:
    library = Library(put({"a/PITCHME.md": TWO, "b/PITCHME.md": TWO}))
    put({"a/PITCHME.md": "# A", "b/PITCHME.md": "# B"})
    assert [change.deck_id for change in library.refresh(None)] == ["a", "b"]


def test_decks_come_and_go(put: Put) -> None:
    root = put({"a/PITCHME.md": TWO})
    library = Library(root)
    put({"b/PITCHME.md": TWO})
    [came] = library.refresh([root / "b"])
    assert (came.deck_id, came.old, came.new) == ("b", None, library.decks["b"])
    (root / "a/PITCHME.md").unlink()
    [went] = library.refresh([root / "a/PITCHME.md"])
    assert (went.deck_id, went.new) == ("a", None)
    assert list(library.decks) == ["b"]
    (root / "b").rename(root / "c")
    assert [(c.deck_id, c.new is None) for c in library.refresh([root / "b", root / "c"])] == [
        ("c", False),
        ("b", True),
    ]


def test_a_pitchme_takes_the_files_beside_it_from_the_library(put: Put) -> None:
    root = put({"notes.md": "# Notes", "more/deep.md": "# Deep"})
    library = Library(root)
    assert list(library.decks) == ["more/deep", "notes"]
    put({"PITCHME.md": TWO})
    library.refresh([root / "PITCHME.md"])
    assert list(library.decks) == ["talks"]


def test_bytes_that_are_no_text_keep_the_deck_on_screen_and_tell_the_author(put: Put) -> None:
    root = put({"PITCHME.md": TWO})
    library = Library(root)
    good = library.decks["talks"]
    put({"PITCHME.md": b"# One\n\n---\n\n# T\xfc\n"})
    [change] = library.refresh([root / "PITCHME.md"])
    assert library.decks["talks"] is good is change.old is change.new
    assert [item["code"] for item in change.report] == codes(library) == ["not-utf8"]
    put({"PITCHME.md": TWO})
    [change] = library.refresh([root / "PITCHME.md"])
    assert (codes(library), change.report) == ([], ())


def test_broken_settings_keep_the_deck_on_screen(put: Put) -> None:
    root = put({"PITCHME.md": TWO, "PITCHME.yaml": "theme: black\n"})
    library = Library(root)
    put({"PITCHME.yaml": "theme: [black\n"})
    library.refresh([root / "PITCHME.yaml"])
    assert library.decks["talks"].settings.theme == "black"
    assert codes(library) == ["yaml-error"]


def test_a_deck_that_is_broken_from_the_start_opens_with_what_there_is(put: Put) -> None:
    library = Library(put({"PITCHME.md": b"# One\n\n---\n\n# T\xfc\n"}))
    assert titles(library) == ["One", "T\ufffd"]
    assert codes(library) == ["not-utf8"]


def test_a_deck_that_was_broken_from_the_start_follows_every_edit(put: Put) -> None:
    root = put({"PITCHME.md": b"# \xfc\n"})
    library = Library(root)
    put({"PITCHME.md": b"# \xfc\n\n---\n\n# Two\n"})
    library.refresh([root / "PITCHME.md"])
    assert titles(library) == ["\ufffd", "Two"]


def test_a_builder_that_fails_keeps_the_deck_and_the_server(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    root = put({"a/PITCHME.md": TWO, "b/PITCHME.md": TWO})
    library = Library(root)
    good = library.decks["a"]
    real = shelf.build

    def fails_for_a(deck_id: str, *rest: Any, **more: Any) -> Any:
        if deck_id == "a":
            raise RecursionError("too deep")
        return real(deck_id, *rest, **more)

    monkeypatch.setattr(shelf, "build", fails_for_a)
    put({"a/PITCHME.md": "# New", "b/PITCHME.md": "# New"})
    library.refresh(None)
    assert library.decks["a"] is good
    assert codes(library, "a") == ["build-failed"]
    assert "too deep" in library.diagnostics("a")[0].message
    assert titles(library, "b") == ["New"]


def test_a_deck_too_large_to_be_text_is_one_empty_slide_with_the_reason(put: Put) -> None:
    library = Library(put({"PITCHME.md": b"x" * (8 * 1024 * 1024 + 1)}))
    assert len(library.decks["talks"].slides) == 1
    assert codes(library) == ["unreadable"]
    assert "larger than 8 mb" in library.diagnostics("talks")[0].message


def test_a_deck_file_that_was_named_and_is_taken_away_stays_on_screen(put: Put) -> None:
    root = put({"talk.md": TWO})
    library = Library(root / "talk.md")
    (root / "talk.md").unlink()
    library.refresh([root / "talk.md"])
    assert titles(library, "talk") == ["One", "Two"]
    assert codes(library, "talk") == ["unreadable"]


def test_a_picture_that_changed_is_told_by_its_address(put: Put) -> None:
    root = put({"PITCHME.md": "![](a.png)\n\n![](b.png)\n", "a.png": b"1", "b.png": b"1"})
    library = Library(root)
    put({"a.png": b"2"})
    [change] = library.refresh([root / "a.png"])
    assert change.assets == ("a.png",)


def test_a_picture_behind_a_link_is_told_by_its_address(put: Put) -> None:
    root = put({"PITCHME.md": "![](a.png)\n", "store/real.png": b"1"})
    (root / "a.png").symlink_to(root / "store/real.png")
    library = Library(root)
    put({"store/real.png": b"2"})
    [change] = library.refresh([root / "store/real.png"])
    assert change.assets == ("a.png",)


def test_a_missing_picture_that_comes_is_shown(put: Put) -> None:
    root = put({"deck/PITCHME.md": "![A](assets/a.png)\n"})
    library = Library(root)
    assert codes(library, "deck") == ["missing-image"]
    put({"assets/a.png": b"1"})
    [change] = library.refresh([root / "assets"])
    assert codes(library, "deck") == []
    assert change.new is not None
    assert "assets/a.png" in change.new.assets


def test_a_nearer_picture_takes_the_place_of_a_farther_one(put: Put) -> None:
    root = put({"deck/PITCHME.md": "![](a.png)\n", "a.png": b"far"})
    library = Library(root)
    put({"deck/a.png": b"near"})
    library.refresh([root / "deck/a.png"])
    found = library.asset(library.decks["deck"], "a.png")
    assert found is not None
    assert found.read_bytes() == b"near"


def test_the_author_gets_the_line_that_a_diagnostic_is_about(put: Put) -> None:
    library = Library(put({"PITCHME.md": "# One\n\nSee ![](gone.png) here\n"}))
    [item] = library.report("talks")
    assert (item["code"], item["severity"], item["path"], item["line"]) == ("missing-image", "warning", "PITCHME.md", 3)
    assert item["source"] == "See ![](gone.png) here"


def test_the_longest_address_wins(put: Put) -> None:
    library = Library(put({"talks/PITCHME.md": "# A", "talks/docker/PITCHME.md": "# B"}))

    def match(address: str) -> tuple[str, str] | None:
        found = library.match(address)
        return found and (found[0].id, found[1])

    assert match("talks/docker/assets/a.png") == ("talks/docker", "assets/a.png")
    assert match("talks/dockers/a.png") == ("talks", "dockers/a.png")
    assert match("talks") == ("talks", "")
    assert match("talks/") == ("talks", "")
    assert match("talk") is None
    assert match("") is None
    assert match("/talks") is None


def test_a_deck_file_a_deck_folder_and_a_folder_of_decks(put: Put) -> None:
    root = put({"a/PITCHME.md": "# A", "a/part.md": "# P", "b/PITCHME.md": "# B", "empty/x.txt": ""})
    assert list(Library(root).decks) == ["a", "b"]
    assert list(Library(root / "a").decks) == ["a"]
    assert list(Library(root / "a/PITCHME.md").decks) == ["a"]
    assert list(Library(root / "a/part.md").decks) == ["part"]
    assert list(Library(root / "empty").decks) == []
    assert [Library(p).single for p in (root, root / "a", root / "a/PITCHME.md")] == [False, True, True]


def test_an_empty_file_is_one_empty_slide(put: Put) -> None:
    assert len(Library(put({"PITCHME.md": ""})).decks["talks"].slides) == 1


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("nothing", "nothing: there is no such file or folder"),
        ("picture.png", "picture.png: not a deck; a deck is a PITCHME.md or another .md file, or a folder of them"),
        ("binary.md", "binary.md: not a text in UTF-8, so it cannot be a deck"),
        (".hidden.md", ".hidden.md: a hidden file cannot be a deck; give it a name without the dot"),
    ],
)
def test_a_path_that_cannot_be_served_is_one_clear_line(put: Put, name: str, line: str) -> None:
    root = put({"picture.png": b"\x89PNG", "binary.md": b"PK\0\0", ".hidden.md": "# A"})
    with pytest.raises(PitchMeError) as caught:
        Library(root / name)
    assert str(caught.value) == f"{root}/{line}"
