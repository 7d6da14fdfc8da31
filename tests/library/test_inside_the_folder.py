"""Reading stays inside the served folder, whatever a deck or an address says."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.library.folder import DeckFiles, FileTooLargeError, Folder
from app.library.library import Library

Put = Callable[..., Path]


@pytest.fixture
def folder(put: Put, tmp_path: Path) -> Folder:
    """A folder with a deck in ``repo/deck``, and around it what must not be reached."""
    (tmp_path / "secret.txt").write_text("SECRET")
    root = put(
        {
            "repo/deck/PITCHME.md": "# A",
            "repo/deck/a.png": b"beside",
            "repo/deck/parts/b.png": b"in parts",
            "repo/deck/.env": "SECRET",
            "repo/deck/.git/config": "SECRET",
            "repo/a.png": b"above",
            "repo/only-above.png": b"above",
            "top.png": b"top",
        }
    )
    (root / "repo/deck/out.png").symlink_to(tmp_path / "secret.txt")
    (root / "repo/deck/outside").symlink_to(tmp_path)
    (root / "repo/deck/env.txt").symlink_to(root / "repo/deck/.env")
    (root / "repo/deck/in.png").symlink_to(root / "top.png")
    return Folder(root.resolve())


ESCAPES = [
    "../../../secret.txt",
    "../../../../../../etc/passwd",
    "/etc/passwd",
    "/../secret.txt",
    "//etc/passwd",
    "parts/../../../../secret.txt",
    "%2e%2e/%2e%2e/%2e%2e/secret.txt",
    "..\\..\\..\\secret.txt",
    "a.png\0.txt",
    "\0",
    "",
    ".",
    "..",
    "./.env",
    ".env",
    "parts/../.env",
    ".git/config",
    "out.png",
    "outside/secret.txt",
    "env.txt",
    "parts",
    "A.PNG",
    "a.png/",
    "a.png/x",
    "x" * 5000,
]


@pytest.mark.parametrize("name", [name for name in ESCAPES if name != "a.png/"])
def test_a_deck_cannot_name_its_way_out(folder: Folder, name: str) -> None:
    found = DeckFiles(folder, "repo/deck").find(name, "repo/deck/PITCHME.md")
    assert found is None


@pytest.mark.parametrize("name", ESCAPES)
def test_nothing_is_read_by_a_path_that_leads_out(folder: Folder, name: str) -> None:
    path = f"repo/deck/{name}"
    assert folder.resolve(path) is None
    with pytest.raises(OSError, match="no such file"):
        folder.read(path)
    with pytest.raises(OSError, match="no such file"):
        folder.size(path)


@pytest.mark.parametrize("address", ESCAPES)
def test_an_address_finds_only_what_the_deck_names(folder: Folder, address: str) -> None:
    library = Library(folder.root)
    deck = library.decks["repo/deck"]
    assert library.asset(deck, address) is None


@pytest.mark.parametrize(
    "path", ["repo/deck/.env", "repo/deck/out.png", "repo/deck/PITCHME.md", "../secret.txt", "x.yaml"]
)
def test_even_a_deck_that_names_it_cannot_publish_it(folder: Folder, path: str) -> None:
    (folder.root / "x.yaml").write_text("a: 1")
    library = Library(folder.root)
    deck = replace(library.decks["repo/deck"], assets={"given": path, "good": "repo/deck/a.png"})
    assert library.asset(deck, "given") is None
    assert library.asset(deck, "good") == folder.root / "repo/deck/a.png"


@given(st.lists(st.sampled_from(["..", ".", "a.png", "parts", "outside", ".env", "/", "//", "repo", "secret.txt"])))
def test_whatever_is_found_is_inside(folder_of_examples: Folder, parts: list[str]) -> None:
    found = DeckFiles(folder_of_examples, "repo/deck").find("/".join(parts), "repo/deck/PITCHME.md")
    if found is not None:
        real = folder_of_examples.resolve(found)
        assert real is not None
        assert real.is_relative_to(folder_of_examples.root)
        assert b"SECRET" not in real.read_bytes()


@pytest.fixture(scope="module")
def folder_of_examples(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    top = tmp_path_factory.mktemp("examples")
    (top / "secret.txt").write_text("SECRET")
    deck = top / "root" / "repo" / "deck"
    (deck / "parts").mkdir(parents=True)
    for name in ("PITCHME.md", "a.png", "parts/a.png", "../a.png", "../../a.png"):
        (deck / name).write_text("fine")
    (deck / ".env").write_text("SECRET")
    (deck / "outside").symlink_to(top)
    return Folder((top / "root").resolve())


@pytest.mark.parametrize(
    ("name", "beside", "found"),
    [
        ("a.png", "repo/deck/PITCHME.md", "repo/deck/a.png"),
        ("b.png", "repo/deck/parts/more.md", "repo/deck/parts/b.png"),
        ("a.png", "repo/deck/parts/more.md", "repo/deck/a.png"),
        ("only-above.png", "repo/deck/PITCHME.md", "repo/only-above.png"),
        ("top.png", "repo/deck/PITCHME.md", "top.png"),
        ("/top.png", "repo/deck/PITCHME.md", "top.png"),
        ("/a.png", "repo/deck/PITCHME.md", "repo/deck/a.png"),
        ("../a.png", "repo/deck/PITCHME.md", "repo/a.png"),
        ("./parts/../a.png", "repo/deck/PITCHME.md", "repo/deck/a.png"),
        ("in.png", "repo/deck/PITCHME.md", "repo/deck/in.png"),
        ("none.png", "repo/deck/PITCHME.md", None),
    ],
)
def test_a_name_is_looked_for_beside_then_in_the_deck_then_above(
    folder: Folder, name: str, beside: str, found: str | None
) -> None:
    assert DeckFiles(folder, "repo/deck").find(name, beside) == found


def test_what_was_looked_for_in_vain_is_noted(folder: Folder) -> None:
    files = DeckFiles(folder, "repo/deck")
    files.find("only-above.png", "repo/deck/PITCHME.md")
    files.find("none.png", "repo/deck/PITCHME.md")
    assert files.asked == {
        "repo/deck/only-above.png",
        "repo/only-above.png",
        "repo/deck/none.png",
        "repo/none.png",
        "none.png",
    }


def test_a_file_larger_than_any_text_is_refused_in_words(put: Put) -> None:
    root = put({"big.txt": b"x" * (8 * 1024 * 1024 + 1), "fits.txt": b"x" * (8 * 1024 * 1024)})
    folder = Folder(root.resolve())
    with pytest.raises(FileTooLargeError, match="larger than 8 MB"):
        folder.read("big.txt")
    assert len(folder.read("fits.txt")) == folder.size("fits.txt")


def test_a_pipe_is_no_file(put: Put) -> None:
    root = put()
    os.mkfifo(root / "pipe.md")
    assert Folder(root.resolve()).resolve("pipe.md") is None


def test_what_was_read_is_remembered_until_it_is_forgotten(put: Put) -> None:
    root = put({"code/a.py": "one"})
    folder = Folder(root.resolve())
    files = DeckFiles(folder, "")
    assert (folder.read("code/a.py"), files.find("code/b.py", "PITCHME.md")) == (b"one", None)
    put({"code/a.py": "two", "code/b.py": "new"})
    assert (folder.read("code/a.py"), files.find("code/b.py", "PITCHME.md")) == (b"one", None)
    folder.forget(["code/a.py", "code/b.py"])
    assert (folder.read("code/a.py"), files.find("code/b.py", "PITCHME.md")) == (b"two", "code/b.py")


def test_a_folder_that_was_moved_away_is_forgotten_with_all_in_it(put: Put) -> None:
    root = put({"code/deep/a.py": "one"})
    folder = Folder(root.resolve())
    assert folder.read("code/deep/a.py") == b"one"
    (root / "code").rename(root / "other")
    folder.forget(["code", "other"])
    assert folder.resolve("code/deep/a.py") is None
    assert folder.read("other/deep/a.py") == b"one"
