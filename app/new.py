"""A first deck (``pitchme new``): a copy of the one in ``starter``, which is short and says what can be written."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.deck.errors import PitchMeError

STARTER = Path(__file__).parent / "starter"
FILE = "PITCHME.md"
TITLE = "# A new deck\n"


def new_deck(folder: Path) -> Path:
    """Make ``folder`` with a deck in it and give the deck's file; raises PitchMeError if there is anything already."""
    if folder.exists() or folder.is_symlink():
        raise PitchMeError(f"{folder} is there already; choose another name")
    file = folder / FILE
    title = folder.resolve().name.replace("-", " ").replace("_", " ").strip()
    try:
        shutil.copytree(STARTER, folder, ignore=shutil.ignore_patterns("__pycache__"), copy_function=shutil.copyfile)
        text = (STARTER / FILE).read_text("utf-8")
        if title:
            text = text.replace(TITLE, f"# {title[0].upper()}{title[1:]}\n", 1)
        file.write_text(text, "utf-8")
    except OSError as error:
        raise PitchMeError(f"{error.filename or folder}: cannot be written: {error.strerror or error}") from None
    except shutil.Error as error:
        raise PitchMeError(f"{folder}: cannot be written: {error.args[0][0][2]}") from None
    return file
