"""Large decks begin with the slides that an earlier run left."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from app.deck.build import Options
from app.deck.model import Deck
from app.library import kept, shelf
from app.library.library import Library

Put = Callable[..., Path]
TEXT = """# A title {#first}

- one |
- two

Note:
The notes.

---?color=red&title=Second

```python
print()
```

@note[for the second step]

+++

![What it shows](a.svg) and [back](#/first)

@code[python](b.py)

---

![](gone.png)
"""


@pytest.fixture(autouse=True)
def every_deck_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "WORTH_IT", -1)


@pytest.fixture
def talk(put: Put) -> Path:
    return put({"PITCHME.md": TEXT, "a.svg": "<svg/>", "b.py": "x = 1\n", "PITCHME.yaml": "footnote: 'by *us*'\n"})


def started(root: Path, keep: Path, options: Options | None = None) -> tuple[Deck, int]:
    """The deck, and how many slides came from an earlier run; left for the next one."""
    found = 0
    load = kept.Kept.load

    def counted(*asked: object) -> object:
        nonlocal found
        slides = load(*asked)  # type: ignore[arg-type]
        found = len(slides)
        return slides

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept.Kept, "load", counted)
        library = Library(root, options=options or Options(), keep=keep)
    library.keep()
    return next(iter(library.decks.values())), found


def test_the_next_start_has_the_same_deck_from_what_was_kept(talk: Path, tmp_path: Path) -> None:
    first, none = started(talk, tmp_path / "kept")
    second, found = started(talk, tmp_path / "kept")
    # Not those that read a file or have something to tell; the footnote is made like a slide.
    assert (none, found) == (0, 3)
    assert second == first


def test_only_their_owner_can_read_them(talk: Path, tmp_path: Path) -> None:
    started(talk, tmp_path / "kept")
    [file] = (tmp_path / "kept").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda data: b"", id="emptied"),
        pytest.param(lambda data: data[:-10], id="cut off"),
        pytest.param(lambda data: data.replace(b"A title", b"A tilte"), id="changed"),
        pytest.param(lambda data: b"\xff" + data, id="no text"),
        pytest.param(lambda data: data[:128] + b"\n{}", id="something else"),
    ],
)
def test_what_was_spoilt_is_not_there(talk: Path, tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    first, _ = started(talk, tmp_path / "kept")
    [file] = (tmp_path / "kept").iterdir()
    file.write_bytes(spoil(file.read_bytes()))
    assert started(talk, tmp_path / "kept") == (first, 0)


def test_other_settings_and_options_make_the_slides_anew(talk: Path, tmp_path: Path, put: Put) -> None:
    started(talk, tmp_path / "kept")
    assert started(talk, tmp_path / "kept", Options(untrusted=True))[1] == 0
    started(talk, tmp_path / "kept")
    put({"PITCHME.yaml": "theme: template\n"})
    assert started(talk, tmp_path / "kept")[1] == 0


def test_another_version_of_the_program_makes_them_anew(
    talk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(talk, tmp_path / "kept")
    monkeypatch.setattr(kept, "_program", lambda: "another")
    assert started(talk, tmp_path / "kept")[1] == 0


def test_edited_slides_are_made_anew(talk: Path, tmp_path: Path, put: Put) -> None:
    started(talk, tmp_path / "kept")
    put({"PITCHME.md": TEXT.replace("A title", "Another"), "b.py": "y = 2\n"})
    deck, found = started(talk, tmp_path / "kept")
    assert found == 3
    assert deck == started(talk, tmp_path / "fresh")[0]
    assert deck.title == "Another"


def test_a_folder_that_cannot_be_written_is_no_matter(talk: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file")
    first, _ = started(talk, tmp_path / "kept")
    assert started(talk, tmp_path / "kept") == (first, 0)


def test_an_edit_in_the_first_seconds_is_no_reason_not_to_keep_them(
    talk: Path, tmp_path: Path, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(talk, keep=tmp_path / "kept")
    monkeypatch.setattr(shelf, "WORTH_IT", 1e9)
    put({"PITCHME.md": TEXT + "\n---\n# One more\n"})
    library.refresh([talk / "PITCHME.md"])
    library.keep()
    assert started(talk, tmp_path / "kept")[1] == 4


def test_quick_decks_are_not_kept(talk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "WORTH_IT", 1e9)
    started(talk, tmp_path / "kept")
    assert not (tmp_path / "kept").exists()
