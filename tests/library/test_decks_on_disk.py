"""Which files are decks and what their addresses are (product.md, "Decks on disk")."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deck.errors import PitchMeError
from app.library import find
from app.library.find import find_decks, name_decks, slug

Put = Callable[..., Path]


def test_a_folder_with_a_pitchme_is_a_deck(put: Put) -> None:
    root = put({"docker/PITCHME.md": "# A", "2024/Kubernetes intro/PITCHME.md": "# B"})
    assert find_decks(root) == {
        "2024/kubernetes-intro": "2024/Kubernetes intro/PITCHME.md",
        "docker": "docker/PITCHME.md",
    }


def test_a_folder_that_is_itself_a_deck_has_its_own_name(put: Put) -> None:
    assert find_decks(put({"PITCHME.md": "# A"})) == {"talks": "PITCHME.md"}


def test_another_markdown_file_is_a_deck_where_no_pitchme_is_in_or_above_its_folder(put: Put) -> None:
    root = put(
        {
            "docker/PITCHME.md": "",
            "docker/intro.md": "",
            "docker/parts/end.md": "",
            "lone.md": "",
            "more/Lone Two.md": "",
        }
    )
    assert find_decks(root) == {
        "docker": "docker/PITCHME.md",
        "lone": "lone.md",
        "more/lone-two": "more/Lone Two.md",
    }


def test_a_deck_may_lie_inside_another(put: Put) -> None:
    root = put({"PITCHME.md": "", "extra/PITCHME.md": "", "extra/part.md": ""})
    assert find_decks(root) == {"extra": "extra/PITCHME.md", "talks": "PITCHME.md"}


def test_equal_addresses_get_a_number(put: Put) -> None:
    root = put({"My Talk/PITCHME.md": "", "my talk/PITCHME.md": "", "my-talk/PITCHME.md": ""})
    assert sorted(find_decks(root)) == ["my-talk", "my-talk-2", "my-talk-3"]


def test_a_deck_keeps_its_address_when_a_namesake_comes(put: Put) -> None:
    root = put({"my talk/PITCHME.md": ""})
    known = find_decks(root)
    put({"My Talk/PITCHME.md": ""})
    assert find_decks(root, known) == {"my-talk": "my talk/PITCHME.md", "my-talk-2": "My Talk/PITCHME.md"}


@pytest.mark.parametrize("folder", [".git", ".venv", ".hidden/deep", "node_modules/reveal", "a/node_modules", "venv"])
def test_hidden_folders_and_packages_hold_no_decks(put: Put, folder: str) -> None:
    assert find_decks(put({f"{folder}/PITCHME.md": "# A", ".PITCHME.md": "# B", ".notes.md": "# C"})) == {}


def test_links_out_of_the_folder_and_in_circles_are_not_followed(put: Put, tmp_path: Path) -> None:
    root = put({"real/PITCHME.md": "# A"})
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "PITCHME.md").write_text("# secret")
    (root / "out").symlink_to(outside)
    (root / "circle").symlink_to(root)
    (root / "file").mkdir()
    (root / "file" / "PITCHME.md").symlink_to(outside / "PITCHME.md")
    (root / "self.md").symlink_to(root / "self.md")
    (root / "same").mkdir()
    (root / "same" / "PITCHME.md").symlink_to(root / "real" / "PITCHME.md")
    assert find_decks(root) == {"real": "real/PITCHME.md", "same": "same/PITCHME.md"}


def test_a_folder_named_like_a_deck_is_none(put: Put) -> None:
    root = put()
    (root / "PITCHME.md").mkdir()
    assert find_decks(root) == {}


def test_too_many_files_are_one_clear_line(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "MOST_FILES", 20)
    root = put({f"{i}.txt": "" for i in range(21)})
    with pytest.raises(PitchMeError, match="more than 20 files; serve a folder that holds only decks"):
        find_decks(root)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Docker", "docker"),
        ("Über  Größe!", "uber-grosse"),
        ("v1.2_final", "v1.2_final"),
        ("-", "deck"),
        ("...", "deck"),
        ("演讲", "deck"),
        ("a%2e%2e", "a-2e-2e"),
    ],
)
def test_a_name_becomes_part_of_an_address(name: str, wanted: str) -> None:
    assert slug(name) == wanted


@given(st.text(min_size=1))
def test_no_name_can_leave_the_alphabet_of_addresses(name: str) -> None:
    made = slug(name)
    assert made
    assert not made.startswith((".", "-"))
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")


@given(st.sets(st.text(st.sampled_from("aA b-/é"), min_size=1, max_size=8).map(lambda s: f"x{s}x/PITCHME.md")))
def test_every_deck_has_an_address_of_its_own(paths: set[str]) -> None:
    ids = name_decks(paths, "root")
    assert sorted(ids.values()) == sorted(paths)
